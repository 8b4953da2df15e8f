"""The beginnings of words, by which stories are found."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema; stories that are there already are found by words after their next check."""
    op.create_table(
        "words",
        sa.Column("beginning", sa.String(), nullable=False),
        sa.Column("compared", sa.DateTime(timezone=True), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("beginning", "compared", "story"),
    )
    op.create_index("words_of_story", "words", ["story"], unique=False)


def downgrade() -> None:
    """Change the schema back."""
    op.drop_index("words_of_story", table_name="words")
    op.drop_table("words")
