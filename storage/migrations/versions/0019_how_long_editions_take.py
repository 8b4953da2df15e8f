"""How long it took from a story's first edition to its last; known of stories that are compared from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("stories", sa.Column("took", sa.Float(), nullable=True))


def downgrade() -> None:
    """Change the schema back."""
    op.drop_column("stories", "took")
