"""Saved queries stand once and are filed by what is rare; muted words; alerts that are gathered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _saved_queries()
    op.create_index("ix_alerts_query", "alerts", ["query"])
    op.create_table(
        "word_mutes",
        sa.Column("id", sa.Integer, primary_key=True),
        _chat(),
        sa.Column("query", sa.Text, nullable=False, index=True),
        sa.UniqueConstraint("chat_pk", "query"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alert_manners",
        _chat(primary_key=True),
        sa.Column("pace", sa.Text, nullable=False),
        sa.Column("quiet_from", sa.Text),
        sa.Column("quiet_to", sa.Text),
    )
    op.create_table(
        "gathered",
        sa.Column("id", sa.Integer, primary_key=True),
        _chat(),
        sa.Column("story_id", sa.Integer, nullable=False),
        sa.Column("article_id", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.UniqueConstraint("chat_pk", "story_id"),
        sqlite_autoincrement=True,
    )
    op.execute(
        "UPDATE outbox SET payload = json_object('article_ids', json_array(json_extract(payload, '$.article_id'))) "
        "WHERE kind = 'alert' AND json_extract(payload, '$.article_id') IS NOT NULL"
    )
    op.create_index("ix_gathered_due", "gathered", ["due_at", "chat_pk"], sqlite_where=sa.text("due_at IS NOT NULL"))


def _saved_queries() -> None:
    """Those there are stay filed as they were, under their longest words."""
    op.create_table(
        "saved_queries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("query", sa.Text, nullable=False, unique=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "query_terms",
        sa.Column("term", sa.Text, primary_key=True),
        sa.Column(
            "query_id", sa.Integer, sa.ForeignKey("saved_queries.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
        sa.Column("also", sa.Text, nullable=False),
        sa.Column("query", sa.Text),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO saved_queries (query) SELECT DISTINCT query FROM alerts")
    op.execute(
        "INSERT OR IGNORE INTO query_terms (term, query_id, also, query) "
        "SELECT term, saved_queries.id, '', saved_queries.query "
        "FROM alert_terms JOIN alerts ON alerts.id = alert_id JOIN saved_queries ON saved_queries.query = alerts.query"
    )
    op.drop_table("alert_terms")


def _chat(*, primary_key: bool = False) -> sa.Column[int]:
    belongs = sa.ForeignKey("chats.id", ondelete="CASCADE")
    return sa.Column("chat_pk", sa.Integer, belongs, nullable=False, primary_key=primary_key)
