"""The first tables, and the search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger()


def upgrade() -> None:
    _news()
    _chats()
    _search()


def _news() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("url", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("site_url", sa.Text),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("next_fetch_at", _MOMENT, nullable=False, index=True),
        sa.Column("fetched_at", _MOMENT),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("health", sa.Text),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "feed_addresses",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("feed_id", _ID, sa.ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, index=True),
    )
    op.create_table(
        "sources",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
    )
    op.create_table("stories", sa.Column("id", _ID, primary_key=True), sqlite_autoincrement=True)
    op.create_table(
        "articles",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("story_id", _ID, sa.ForeignKey("stories.id"), nullable=False, index=True),
        sa.Column("feed_id", _ID, sa.ForeignKey("feeds.id", ondelete="SET NULL"), index=True),
        sa.Column("source_id", _ID, sa.ForeignKey("sources.id"), nullable=False, index=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("untitled", sa.Boolean, nullable=False),
        sa.Column("by_reader", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.Column("stored_at", _MOMENT, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_articles_listing", "articles", ["published_at", "id", "story_id", "source_id", "feed_id", "by_reader"]
    )
    op.create_index("ix_articles_stored", "articles", ["language", "stored_at"])
    op.create_table(
        "article_addresses",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("article_id", _ID, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    )
    op.create_table(
        "story_terms",
        sa.Column("term", _ID, primary_key=True),
        sa.Column("article_id", _ID, primary_key=True),
        sqlite_with_rowid=False,
    )


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("chat_id", _ID, nullable=False),
        sa.Column("thread_id", _ID, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("timezone", sa.Text),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.UniqueConstraint("chat_id", "thread_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mutes",
        sa.Column("chat_pk", _ID, sa.ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("feed_id", _ID, sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True, index=True),
    )
    op.create_table(
        "subscriptions",
        sa.Column("chat_pk", _ID, sa.ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("weekdays", sa.Text, nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("say_when_empty", sa.Boolean, nullable=False),
        sa.Column("after_id", _ID, nullable=False),
        sa.Column("next_due_at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "alerts",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("chat_pk", _ID, sa.ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.UniqueConstraint("chat_pk", "query"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alert_terms",
        sa.Column("term", sa.Text, primary_key=True),
        sa.Column("alert_id", _ID, sa.ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("chat_pk", _ID, sa.ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("not_before", _MOMENT),
        sa.Column("claimed_at", _MOMENT),
        sa.Column("reason", sa.Text),
        sa.Column("telegram_message_id", _ID),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("finished_at", _MOMENT),
        sa.Column("payload", sa.Text, nullable=False),
        sa.UniqueConstraint("kind", "chat_pk", "slot", "part"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_queue", "outbox", ["state", "priority", "id", "not_before", "chat_pk"])
    op.create_index("ix_outbox_chat", "outbox", ["chat_pk", "state"])


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_words USING fts5 (title, text, source, tokenize = 'ascii')")
