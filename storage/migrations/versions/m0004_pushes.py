"""Which hubs push which feeds (WebSub)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pushes",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("feed_id", sa.Integer, sa.ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("hub", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("callback", sa.Text, nullable=False),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("ask_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("pushed_at", sa.BigInteger),
        sa.UniqueConstraint("feed_id", "topic", "hub"),
    )
    op.create_index("ix_pushes_ask_at", "pushes", ["ask_at"])
