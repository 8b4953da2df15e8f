"""Snapshots are looked up by address before every fetch."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_index("snapshots_newest", "snapshots", ["url", "last_seen"], unique=False)


def downgrade() -> None:
    """Change the schema back."""
    op.drop_index("snapshots_newest", table_name="snapshots")
