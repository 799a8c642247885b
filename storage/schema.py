"""The tables. A change here needs a migration in `migrations/versions`; a test holds the two together.

The search index is SQLite's own and lives in `search` and in the migrations.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint, text

from storage.columns import CleanText, Identity, JsonText, Moment, Numbers

metadata = MetaData()

feeds = Table(
    "feeds",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("url", CleanText, nullable=False, unique=True),
    Column("title", CleanText, nullable=False),
    Column("site_url", CleanText),
    Column("topic", CleanText, nullable=False),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
    Column("next_fetch_at", Moment, nullable=False, index=True),
    Column("fetched_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("health", CleanText),
    Column("stopped", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# How often each line stood in a feed's latest articles, as marks that don't tell what the lines say.
feed_lines = Table(
    "feed_lines",
    metadata,
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="CASCADE"), primary_key=True),
    Column("memory", JsonText, nullable=False),
)

# Addresses a feed has moved away from: whoever names it by one of them still means this feed.
feed_addresses = Table(
    "feed_addresses",
    metadata,
    Column("url", CleanText, primary_key=True),
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="CASCADE"), nullable=False, index=True),
)

# Hubs that push feeds, or are to (WebSub).
pushes = Table(
    "pushes",
    metadata,
    Column("key", CleanText, primary_key=True),
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="CASCADE"), nullable=False),
    Column("topic", CleanText, nullable=False),
    Column("hub", CleanText, nullable=False),
    Column("secret", CleanText, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("callback", CleanText, nullable=False),
    Column("lease_until", Moment),
    Column("ask_at", Moment, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("pushed_at", Moment),
    UniqueConstraint("feed_id", "topic", "hub"),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("name", CleanText, nullable=False, unique=True),
)

stories = Table("stories", metadata, Column("id", Identity, primary_key=True), sqlite_autoincrement=True)

articles = Table(
    "articles",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("story_id", ForeignKey(stories.c.id), nullable=False, index=True),
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="SET NULL"), index=True),
    Column("source_id", ForeignKey(sources.c.id), nullable=False, index=True),
    Column("key", CleanText, nullable=False, unique=True),
    Column("url", CleanText),
    Column("title", CleanText, nullable=False),
    Column("untitled", Boolean, nullable=False),
    Column("by_reader", Boolean, nullable=False),
    Column("language", CleanText, nullable=False),
    Column("author", CleanText),
    Column("published_at", Moment, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("fingerprint", Numbers, nullable=False),
    Column("summary", JsonText, nullable=False),
    # Behind the others, because SQLite reads a row up to the last column asked for, and a text spills over into pages
    # of its own. The topic came later, and nobody asks for it without the text.
    Column("text", CleanText, nullable=False),
    Column("topic", CleanText),
    # All that a listing asks of an article, so that walking it never touches the rows.
    Index("ix_articles_listing", "published_at", "id", "story_id", "source_id", "feed_id", "by_reader"),
    Index("ix_articles_stored", "language", "stored_at"),
    sqlite_autoincrement=True,
)

# Every address (or key) an article was met under.
article_addresses = Table(
    "article_addresses",
    metadata,
    Column("url", CleanText, primary_key=True),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False, index=True),
)

# The clues among the fingerprints of recent articles, inverted. No foreign key, so no second index: what is left of an
# article that was removed is found by nobody, and goes when its days are over (`candidates.forget_old`).
story_terms = Table(
    "story_terms",
    metadata,
    Column("term", Identity, primary_key=True),
    Column("article_id", Identity, primary_key=True),
    sqlite_with_rowid=False,
)

# Stories in different languages that tell one event, each pair both ways round. No foreign keys, as above: links of
# stories that are gone go with them (`stories.drop_empty`).
story_links = Table(
    "story_links",
    metadata,
    Column("story_id", Identity, primary_key=True),
    Column("other_id", Identity, primary_key=True),
    sqlite_with_rowid=False,
)

# Every stem the search index knows, and a sixty-fourth of the number of articles it is in. Stems of articles that are
# gone stay: a language has only so many.
article_stems = Table(
    "article_stems",
    metadata,
    Column("stem", CleanText, primary_key=True),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

chats = Table(
    "chats",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("chat_id", Identity, nullable=False),
    # 0 where there is no topic: NULLs would never be equal, and one chat could have two rows.
    Column("thread_id", Identity, nullable=False),
    Column("language", CleanText),
    Column("timezone", CleanText),
    Column("blocked", Boolean, nullable=False),
    UniqueConstraint("chat_id", "thread_id"),
    sqlite_autoincrement=True,
)

mutes = Table(
    "mutes",
    metadata,
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), primary_key=True),
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="CASCADE"), primary_key=True, index=True),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), primary_key=True),
    Column("time", CleanText, nullable=False),
    Column("timezone", CleanText, nullable=False),
    Column("weekdays", JsonText, nullable=False),
    Column("items", Integer, nullable=False),
    Column("say_when_empty", Boolean, nullable=False),
    Column("after_id", Identity, nullable=False),
    Column("next_due_at", Moment, nullable=False),
    # Its chat does not want us for now.
    Column("paused", Boolean, nullable=False),
)
# Those that wait for nothing are left out: they would stand at its head for ever.
Index("ix_subscriptions_due", subscriptions.c.next_due_at, sqlite_where=~subscriptions.c.paused)

# How what a chat follows comes to it; whoever set nothing hears at once.
alert_manners = Table(
    "alert_manners",
    metadata,
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), primary_key=True),
    Column("pace", CleanText, nullable=False),
    # 'HH:MM' in the chat's zone; both or neither.
    Column("quiet_from", CleanText),
    Column("quiet_to", CleanText),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), nullable=False),
    Column("query", CleanText, nullable=False, index=True),
    UniqueConstraint("chat_pk", "query"),
    sqlite_autoincrement=True,
)

word_mutes = Table(
    "word_mutes",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), nullable=False),
    Column("query", CleanText, nullable=False, index=True),
    UniqueConstraint("chat_pk", "query"),
    sqlite_autoincrement=True,
)

# What chats follow or mute, each wording once.
saved_queries = Table(
    "saved_queries",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("query", CleanText, nullable=False, unique=True),
    # No id is used again: a process that knows queries by their ids needn't hear of those that went.
    sqlite_autoincrement=True,
)

# Each query under the stems of one of its words: an article without any of them needn't be compared with it. One that
# has it must have one of each group in `also` too, and none of a group after '-' (groups parted by blanks, stems by
# '|'). Where words alone don't decide, the query stands here once more.
query_terms = Table(
    "query_terms",
    metadata,
    Column("term", CleanText, primary_key=True),
    Column("query_id", ForeignKey(saved_queries.c.id, ondelete="CASCADE"), primary_key=True, index=True),
    Column("also", CleanText, nullable=False),
    Column("query", CleanText),
    sqlite_with_rowid=False,
)

# What a chat that doesn't hear at once is to hear of. What it was told stays, with no `due_at`, for a while: no story
# is told twice. No foreign key to what may be gone by then.
gathered = Table(
    "gathered",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), nullable=False),
    Column("story_id", Identity, nullable=False),
    Column("article_id", Identity, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment),
    UniqueConstraint("chat_pk", "story_id"),
    sqlite_autoincrement=True,
)
Index("ix_gathered_due", gathered.c.due_at, gathered.c.chat_pk, sqlite_where=gathered.c.due_at.is_not(None))

# Articles that chats saved, in the order they did. An article has no end as long as one stands here.
saved = Table(
    "saved",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), nullable=False),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("chat_pk", "article_id"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("kind", CleanText, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("chat_pk", ForeignKey(chats.c.id, ondelete="CASCADE"), nullable=False),
    Column("slot", CleanText, nullable=False),
    Column("part", Integer, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("not_before", Moment),
    Column("reason", CleanText),
    Column("telegram_message_id", Identity),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("payload", JsonText, nullable=False),
    UniqueConstraint("kind", "chat_pk", "slot", "part"),
    Index("ix_outbox_chat", "chat_pk", "state", "priority", "id"),
    sqlite_autoincrement=True,
)

# Of the rows' states only the few that anybody asks for: what was sent is by far the most of them.
_waiting, _settled = outbox.c.state == "queued", outbox.c.finished_at.is_not(None)
_looked_at = outbox.c.state.in_(("queued", "sending", "failed", "uncertain"))
# The queue in the order it goes out, with all that decides whether a row's turn has come.
Index(
    "ix_outbox_queue",
    *(outbox.c.priority, outbox.c.id, outbox.c.not_before, outbox.c.chat_pk),
    sqlite_where=_waiting,
)
Index("ix_outbox_looked_at", outbox.c.state, outbox.c.kind, outbox.c.created_at, sqlite_where=_looked_at)
Index("ix_outbox_finished", outbox.c.finished_at, sqlite_where=_settled)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("payload", JsonText, nullable=False),
    Column("audience", JsonText, nullable=False),
    # Of payload and audience, so that the same can be known again when both are gone.
    Column("fingerprint", CleanText, nullable=False),
    Column("state", CleanText, nullable=False),
    # The last chat put into the outbox; chats are told in the order of their ids.
    Column("cursor", Identity, nullable=False),
    Column("total", Integer, nullable=False),
    # How many messages are in each final state, once it is done.
    Column("counts", JsonText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    sqlite_autoincrement=True,
)

# What became of a broadcast, counted without a look at its rows.
_of_broadcasts = text("kind = 'broadcast'")
Index(
    "ix_outbox_broadcast",
    *(outbox.c.slot, outbox.c.state),
    sqlite_where=_of_broadcasts,
    postgresql_where=_of_broadcasts,
)
