"""What reviewing needs: decisions, events, days, users, and counts in the list of stories."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTS = ("critical", "major", "minor", "info")


def upgrade() -> None:
    """Change the schema."""
    _stories()
    _decisions()
    _events()
    _users()


def _stories() -> None:
    """Stories carry their publisher and their counts; what is there already is counted once."""
    op.add_column("stories", sa.Column("publisher", sa.String(), nullable=False, server_default=""))
    for name in COUNTS:
        op.add_column("stories", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("stories", sa.Column("rank", sa.Integer(), nullable=False, server_default="4"))
    stories = sa.table("stories", *(sa.column(name) for name in ("id", "rank", *COUNTS)))
    findings = sa.table("findings", *(sa.column(name) for name in ("story", "severity", "resolved")))
    for name in COUNTS:
        counted = sa.select(sa.func.count()).where(
            findings.c.story == stories.c.id, findings.c.severity == name, findings.c.resolved.is_(None)
        )
        op.execute(stories.update().values({name: counted.scalar_subquery()}))
    rank = sa.case(*((stories.c[name] > 0, place) for place, name in enumerate(COUNTS)), else_=4)
    op.execute(stories.update().values(rank=rank))
    op.create_index("stories_by_rank", "stories", ["rank", "compared", "id"], unique=False)
    op.create_index("stories_by_publisher", "stories", ["publisher", "compared", "id"], unique=False)
    op.create_index("stories_by_both", "stories", ["publisher", "rank", "compared", "id"], unique=False)
    op.create_index("findings_by_id", "findings", ["id"], unique=False)


def _decisions() -> None:
    """What people decided."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decisions_by_text", "decisions", ["finding"], unique=False)
    op.create_index("decisions_by_story", "decisions", ["story"], unique=False)
    op.create_index("decisions_by_publisher", "decisions", ["publisher", "kind", "edition"], unique=False)


def _events() -> None:
    """What happened to findings, and what days came to."""
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("events_of_story", "events", ["story", "at"], unique=False)
    op.create_table(
        "days",
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("comparisons", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("unavailable", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("publisher", "day"),
    )


def _users() -> None:
    """Who may do what, and who did."""
    op.create_table(
        "users",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """Change the schema back."""
    for table in ("secrets", "audit", "users", "days", "events", "decisions"):
        op.drop_table(table)
    op.drop_index("findings_by_id", table_name="findings")
    for index in ("stories_by_both", "stories_by_publisher", "stories_by_rank"):
        op.drop_index(index, table_name="stories")
    for name in ("rank", *COUNTS, "publisher"):
        op.drop_column("stories", name)  # in place: a table made anew would take its findings with it
