"""Names of the field: visits of readers, the hash of a parser's options."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.drop_index("looks_of_story", table_name="looks")
    op.rename_table("looks", "visits")
    op.create_index("visits_of_story", "visits", ["story"], unique=False)
    op.alter_column("articles", "told", new_column_name="options_hash")


def downgrade() -> None:
    """Change the schema back."""
    op.alter_column("articles", "options_hash", new_column_name="told")
    op.drop_index("visits_of_story", table_name="visits")
    op.rename_table("visits", "looks")
    op.create_index("looks_of_story", "looks", ["story"], unique=False)
