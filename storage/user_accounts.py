"""Who may log in, what they did, and the keys of this installation."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.account_models import Audit, EndedSession, Secret
from storage.account_models import User as StoredUser
from storage.dialect import upsert

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Engine

#: scrypt's cost: 64 MB and a tenth of a second for each guess.
_COST, _BLOCK, _LANES = 2**16, 8, 1
_MEMORY = 128 * _COST * _BLOCK + 1024 * 1024
#: Guesses at the same time: forty, which is what the app has threads for, would take 2.5 GB.
AT_ONCE = 2
#: Characters of each part of an entry in the audit trail, which strangers write into by trying to log in.
LONGEST = 500
_TURNS = threading.BoundedSemaphore(AT_ONCE)


class Role(StrEnum):
    """What someone may do, each more than the one before."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def allows(self, wanted: Role) -> bool:
        """Whether this role may do what the wanted one may."""
        return list(Role).index(self) >= list(Role).index(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Someone who may log in."""

    name: str
    role: Role
    created: datetime
    #: Changes with the password, so that sessions of before end.
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that someone did."""

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: str


def visible(text: str, limit: int) -> str:
    """Return a text on one line: escapes for what is not seen or steers a terminal, cut after so many characters."""
    cut = text if len(text) <= limit else f"{text[:limit]}..."
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in cut)


def hashed(password: str) -> str:
    """Return a password as it is kept: scrypt, with a salt of its own."""
    salt = secrets.token_bytes(16)
    return f"scrypt${b64encode(salt).decode()}${b64encode(_scrypt(password, salt)).decode()}"


def matches(password: str, kept: str) -> bool:
    """Whether a password is the kept one; takes the same time either way."""
    _, salt, digest = kept.split("$")
    return hmac.compare_digest(_scrypt(password, b64decode(salt)), b64decode(digest))


def _scrypt(password: str, salt: bytes) -> bytes:
    with _TURNS:
        return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY)


#: Checked where there is no such user, so that nobody can tell by the time that it takes.
_NOBODY = "scrypt$AAAAAAAAAAAAAAAAAAAAAA==$" + "A" * 86 + "=="


class Users:
    """The users of one database.

    Args:
        engine: for reading.
        writing: the same, for transactions that write.
    """

    def __init__(self, engine: Engine, writing: Engine) -> None:
        self._engine, self._writing = engine, writing

    def put(self, name: str, password: str, role: Role, at: datetime) -> None:
        """Add a user, or give a known one a new password and role and let them in again."""
        values = {"password": hashed(password), "role": role.value, "disabled": None}
        with self._writing.begin() as connection:
            known = connection.execute(sa.update(StoredUser).where(StoredUser.name == name).values(values))
            if not known.rowcount:
                connection.execute(sa.insert(StoredUser).values(values | {"name": name, "created": at}))

    def change_role(self, name: str, role: Role) -> bool:
        """Give a user another role, with the same password; False where there is no such user."""
        query = sa.update(StoredUser).where(StoredUser.name == name, StoredUser.disabled.is_(None))
        with self._writing.begin() as connection:
            return bool(connection.execute(query.values(role=role.value)).rowcount)

    def disable(self, name: str, at: datetime) -> bool:
        """Let someone in no more, their open sessions included; False where there is no such user."""
        query = sa.update(StoredUser).where(StoredUser.name == name, StoredUser.disabled.is_(None))
        with self._writing.begin() as connection:
            return bool(connection.execute(query.values(disabled=at)).rowcount)

    def all(self) -> tuple[User, ...]:
        """Return everyone who may log in, by name."""
        query = sa.select(StoredUser).where(StoredUser.disabled.is_(None)).order_by(StoredUser.name)
        with self._engine.begin() as connection:
            return tuple(_user(row) for row in connection.execute(query).mappings())

    def get(self, name: str) -> User | None:
        """Return a user who may log in."""
        row = self._row(name)
        return None if row is None else _user(row)

    def any(self) -> bool:
        """Whether anyone may log in."""
        query = sa.select(StoredUser.name).where(StoredUser.disabled.is_(None)).limit(1)
        with self._engine.begin() as connection:
            return connection.execute(query).scalar() is not None

    def check(self, name: str, password: str) -> User | None:
        """Return the user if the password is right."""
        row = self._row(name)
        right = matches(password, _NOBODY if row is None else row["password"])
        return _user(row) if row is not None and right else None

    def _row(self, name: str) -> sa.RowMapping | None:
        query = sa.select(StoredUser).where(StoredUser.name == name, StoredUser.disabled.is_(None))
        with self._engine.begin() as connection:
            return connection.execute(query).mappings().first()

    def key(self, name: str) -> bytes:
        """Return a key of this installation; it is made at first use and stays."""
        query = sa.select(Secret.value).where(Secret.name == name)
        with self._writing.begin() as connection:
            known = connection.execute(query).scalar()
            if known is None:  # another process may be making it too: the first one's stays
                made = {"name": name, "value": secrets.token_bytes(32)}
                upsert(connection, Secret, [made], keep=("value",))
                known = connection.execute(query).scalar_one()
        return known

    def end_session(self, session: str, at: datetime, lasts: timedelta) -> None:
        """Let nobody in any more by a session, and forget those that were ended so long ago that they are too old.

        Args:
            session: its id.
            at: now.
            lasts: how long any session is good for.
        """
        with self._writing.begin() as connection:
            connection.execute(sa.delete(EndedSession).where(EndedSession.ended < at - lasts))
            upsert(connection, EndedSession, [{"id": session, "ended": at}], keep=("ended",))

    def ended(self, session: str) -> bool:
        """Whether somebody ended a session by logging out."""
        query = sa.select(EndedSession.id).where(EndedSession.id == session)
        with self._engine.begin() as connection:
            return connection.execute(query).scalar() is not None

    def note(self, who: str, action: str, subject: str, at: datetime, detail: str = "") -> None:
        """Write down what someone did; names and details that are longer than ``LONGEST`` are cut."""
        said = {"who": who, "action": action, "subject": subject, "detail": detail}
        entry = {"at": at} | {name: visible(text, LONGEST) for name, text in said.items()}
        with self._writing.begin() as connection:
            connection.execute(sa.insert(Audit).values(entry))

    def trail(self, *, limit: int = 200, before: int | None = None) -> tuple[Entry, ...]:
        """Return what was done, newest first.

        Args:
            limit: how many entries at most.
            before: only entries older than the one with this id.
        """
        query = sa.select(Audit).order_by(Audit.id.desc()).limit(limit)
        if before is not None:
            query = query.where(Audit.id < before)
        with self._engine.begin() as connection:
            return tuple(Entry(**row) for row in connection.execute(query).mappings())


def _user(row: sa.RowMapping) -> User:
    stamp = hashlib.sha256(row["password"].encode()).hexdigest()[:16]
    return User(name=row["name"], role=Role(row["role"]), created=row["created"], stamp=stamp)
