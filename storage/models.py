"""The tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import Dialect

#: The migration that these models match; a test holds it against the scripts.
HEAD = "0002"


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept in UTC: SQLite knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn any zone into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give UTC back to what came without a zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""

    type_annotation_map = {datetime: Moment, bytes: LargeBinary}  # noqa: RUF012 - SQLAlchemy's own protocol


class Story(Base):
    """One story in its editions."""

    __tablename__ = "stories"

    id: Mapped[str] = mapped_column(primary_key=True)
    #: The title of its first edition.
    title: Mapped[str]
    #: Of its newest comparison; the order of lists.
    compared: Mapped[datetime]

    __table_args__ = (Index("stories_newest", "compared", "id"),)


class Edition(Base):
    """One edition of a story, and where it was last found."""

    __tablename__ = "editions"

    story: Mapped[str] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    #: Where it stands among the story's editions.
    position: Mapped[int]
    url: Mapped[str] = mapped_column(index=True)
    canonical: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str]


class Content(Base):
    """The bytes of a page, kept once however often they are seen."""

    __tablename__ = "contents"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    #: Compressed by zlib.
    packed: Mapped[bytes]
    #: Before compression, bytes.
    size: Mapped[int]


class Snapshot(Base):
    """What an edition's address held at a time."""

    __tablename__ = "snapshots"

    id: Mapped[int] = mapped_column(primary_key=True)
    story: Mapped[str] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"))
    language: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"), index=True)
    url: Mapped[str]
    media_type: Mapped[str | None]
    http_charset: Mapped[str | None]
    #: The response's headers as JSON.
    headers: Mapped[str]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]

    __table_args__ = (Index("snapshots_once", "story", "language", "sha256", unique=True),)


class StoredComparison(Base):
    """A comparison, whole, as compressed JSON."""

    __tablename__ = "comparisons"

    id: Mapped[int] = mapped_column(primary_key=True)
    story: Mapped[str] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"))
    #: Of everything but the times, so that the same result is kept once.
    digest: Mapped[str]
    engine: Mapped[str]
    created: Mapped[datetime]
    packed: Mapped[bytes]

    __table_args__ = (Index("comparisons_newest", "story", "created"),)


class StoredFinding(Base):
    """A finding of a story, from when it was first seen to when it was gone."""

    __tablename__ = "findings"

    story: Mapped[str] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    severity: Mapped[str]
    edition: Mapped[str | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    #: None while the newest comparison has it.
    resolved: Mapped[datetime | None]


class Vector(Base):
    """A sentence vector."""

    __tablename__ = "vectors"

    encoder: Mapped[str] = mapped_column(primary_key=True)
    #: Of the text in UTF-8.
    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    #: float16, little-endian.
    packed: Mapped[bytes]


class StoredDraft(Base):
    """A machine translation that was paid for once."""

    __tablename__ = "drafts"

    provider: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True)
    #: Of the source text in UTF-8.
    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    text: Mapped[str]
    created: Mapped[datetime]


class WorkItem(Base):
    """One story that a run has to check: what was asked, who is at it, and what became of it."""

    __tablename__ = "work"

    #: The run that it belongs to.
    batch: Mapped[str] = mapped_column(primary_key=True)
    #: Names it within its run, so that planning twice adds nothing.
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    #: What to check, as JSON.
    request: Mapped[str]
    #: "waiting", "done" or "set-aside".
    state: Mapped[str]
    tries: Mapped[int]
    #: Who is at it, and until when that is believed.
    owner: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    story: Mapped[str | None]
    exit_status: Mapped[int | None]
    #: Why the last try failed, a message as JSON.
    error: Mapped[str | None]
    updated: Mapped[datetime]

    __table_args__ = (Index("work_open", "state", "batch", "position"),)
