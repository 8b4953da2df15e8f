"""When somebody last looked at a story."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "looks",
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reader", "story"),
    )
    op.create_index("looks_of_story", "looks", ["story"], unique=False)


def downgrade() -> None:
    """Change the schema back."""
    op.drop_index("looks_of_story", table_name="looks")
    op.drop_table("looks")
