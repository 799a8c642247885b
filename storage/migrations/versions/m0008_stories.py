"""Fingerprints tell other things, and stories in two languages are linked.

Old fingerprints can't be made anew here, where no texts are understood: recent articles lose theirs, and a story that
is being told just then may begin a second time.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STILL_OPEN = 4 * 24 * 3600 * 1_000_000  # microseconds; what is older is never compared


def upgrade() -> None:
    op.create_table(
        "story_links",
        sa.Column("story_id", sa.Integer, primary_key=True),
        sa.Column("other_id", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM story_terms")
    op.execute(
        sa.text(
            "UPDATE articles SET fingerprint = x'' WHERE stored_at >= (SELECT max(stored_at) FROM articles) - :open"
        ).bindparams(open=_STILL_OPEN)
    )
