"""Publishers are called by their hosts: what their pages call them differed from edition to edition."""

from alembic import op

from alignment.types import host_of
from storage.stories.houses import assign, names

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give stories, decisions and days the hosts; who has a section of publishers.toml gets its name with a round."""
    connection = op.get_bind()
    assign(connection, names(connection, host_of), promises=False)


def downgrade() -> None:
    """Leave the hosts: earlier versions call publishers by them, too, where pages do not say."""
