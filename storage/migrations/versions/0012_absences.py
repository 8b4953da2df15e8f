"""When stories appeared, so that the share of them without an edition can be told over time."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

#: The day of a time, UTC, which is what SQLite has; PostgreSQL gives times in its own zone.
_DAY = {"sqlite": "substr(compared, 1, 10)", "postgresql": "to_char(compared AT TIME ZONE 'UTC', 'YYYY-MM-DD')"}


def upgrade() -> None:
    """Change the schema; a story that is there already counts by the day of its newest comparison."""
    op.add_column("stories", sa.Column("appeared", sa.String(), nullable=False, server_default=""))
    stories = sa.table("stories", sa.column("appeared"))
    op.execute(stories.update().values(appeared=sa.literal_column(_DAY[op.get_bind().dialect.name])))
    op.create_index("stories_by_day", "stories", ["appeared", "publisher"], unique=False)


def downgrade() -> None:
    """Change the schema back."""
    op.drop_index("stories_by_day", table_name="stories")
    op.drop_column("stories", "appeared")
