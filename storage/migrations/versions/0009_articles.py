"""What versions of the parser made of pages, so that none is parsed twice."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "articles",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("parser", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["contents.sha256"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", "told", "parser"),
    )


def downgrade() -> None:
    """Change the schema back."""
    op.drop_table("articles")
