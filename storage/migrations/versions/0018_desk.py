"""Whose a story is, who will mend what until when, and what people say about findings."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema; stories that are there already are nobody's, and are found as such."""
    op.add_column("stories", sa.Column("owner", sa.String(), nullable=False, server_default=""))
    op.create_index("stories_by_owner", "stories", ["owner"], unique=False)
    op.add_column("decisions", sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("decisions", sa.Column("fixer", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("comments_of_story", "comments", ["story", "id"], unique=False)
    words = "INSERT INTO words (beginning, compared, story) SELECT 'owner:', compared, id FROM stories"
    op.execute(words)


def downgrade() -> None:
    """Change the schema back."""
    op.execute("DELETE FROM words WHERE beginning LIKE 'owner:%'")
    op.drop_index("comments_of_story", table_name="comments")
    op.drop_table("comments")
    op.drop_column("decisions", "fixer")
    op.drop_column("decisions", "until")
    op.drop_index("stories_by_owner", table_name="stories")
    op.drop_column("stories", "owner")
