"""What a comparison was made from, so that nothing is done again for pages that did not change."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema; comparisons that are there already are made once more when they are next asked for."""
    op.add_column("comparisons", sa.Column("inputs", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Change the schema back."""
    with op.batch_alter_table("comparisons") as batch:
        batch.drop_column("inputs")
