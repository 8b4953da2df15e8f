"""The tables of people: who may log in, who did what, which keys there are."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.dialect import Base


class User(Base):
    """Someone who may log in."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(primary_key=True)
    #: scrypt, with its parameters and salt.
    password: Mapped[str]
    role: Mapped[str]
    created: Mapped[datetime]
    disabled: Mapped[datetime | None]


class StoredComment(Base):
    """What somebody said about a finding; rows are only added."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    story: Mapped[str] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"))
    finding: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]
    text: Mapped[str]

    __table_args__ = (Index("comments_of_story", "story", "id"),)


class Audit(Base):
    """Who did what, and when; rows are only added."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]


class Secret(Base):
    """A key of this installation, such as the one that signs sessions."""

    __tablename__ = "secrets"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class EndedSession(Base):
    """A login of the review app that was ended by logging out, until its cookie is too old by itself."""

    __tablename__ = "ended_sessions"

    id: Mapped[str] = mapped_column(primary_key=True)
    ended: Mapped[datetime]
