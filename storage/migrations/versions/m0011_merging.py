"""The search index may be asked to merge any two of its parts, not four only."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("INSERT INTO article_words (article_words, rank) VALUES ('usermerge', 2)")
