"""The weeks of a publisher are read from an index alone."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_index("stories_by_week", "stories", ["publisher", "appeared", "took"], unique=False)


def downgrade() -> None:
    """Change the schema back."""
    op.drop_index("stories_by_week", table_name="stories")
