"""When a story has to be judged again although no page of it changed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema; stories that are awaiting an edition are judged with the next round."""
    op.add_column("stories", sa.Column("due", sa.DateTime(timezone=True), nullable=True))
    op.create_index("stories_due", "stories", ["publisher", "due"], unique=False)
    stories = sa.table("stories", sa.column("id"), sa.column("due"), sa.column("compared"))
    findings = sa.table("findings", sa.column("story"), sa.column("kind"), sa.column("resolved"))
    waiting = sa.select(findings.c.story).where(findings.c.kind == "pending", findings.c.resolved.is_(None))
    op.execute(stories.update().where(stories.c.id.in_(waiting)).values(due=stories.c.compared))


def downgrade() -> None:
    """Change the schema back."""
    op.drop_index("stories_due", table_name="stories")
    op.drop_column("stories", "due")
