"""Subscriptions pause with their chat, and the outbox has an index for each question that is asked of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE subscriptions SET paused = 1 WHERE chat_pk IN (SELECT id FROM chats WHERE blocked)")
    op.drop_index("ix_subscriptions_next_due_at", "subscriptions")
    op.create_index("ix_subscriptions_due", "subscriptions", ["next_due_at"], sqlite_where=sa.text("paused = 0"))
    op.drop_index("ix_outbox_queue", "outbox")
    op.drop_index("ix_outbox_chat", "outbox")
    op.drop_column("outbox", "claimed_at")
    op.create_index("ix_outbox_chat", "outbox", ["chat_pk", "state", "priority", "id"])
    op.create_index(
        "ix_outbox_queue",
        "outbox",
        ["priority", "id", "not_before", "chat_pk"],
        sqlite_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "ix_outbox_looked_at",
        "outbox",
        ["state", "kind", "created_at"],
        sqlite_where=sa.text("state IN ('queued', 'sending', 'failed', 'uncertain')"),
    )
    op.create_index("ix_outbox_finished", "outbox", ["finished_at"], sqlite_where=sa.text("finished_at IS NOT NULL"))
