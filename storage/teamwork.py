"""Working together: whose a story is, and what people say about its findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.account_models import StoredComment
from storage.models import Story, Word
from storage.stories.search_words import owned_by

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said about a finding, in plain text."""

    id: int
    story: str
    finding: str
    who: str
    at: datetime
    text: str


class Teamwork:
    """Owners and comments of one database.

    Args:
        engine: for reading.
        writing: the same, for transactions that write.
    """

    def __init__(self, engine: Engine, writing: Engine) -> None:
        self._engine, self._writing = engine, writing

    def give(self, story: str, owner: str) -> bool:
        """Make a story somebody's, "" for nobody's; False where there is no such story."""
        with self._writing.begin() as connection:
            compared = connection.execute(sa.select(Story.compared).where(Story.id == story)).scalar()
            if compared is None:
                return False
            connection.execute(sa.update(Story).where(Story.id == story).values(owner=owner))
            old = sa.delete(Word).where(Word.story == story, Word.beginning.startswith(owned_by("")))
            connection.execute(old)
            row = {"beginning": owned_by(owner), "compared": compared, "story": story}
            connection.execute(sa.insert(Word).values(row))
        return True

    def owners(self) -> tuple[str, ...]:
        """Return everybody who has a story, by name."""
        first = sa.select(sa.func.min(Story.owner).label("name")).where(Story.owner > "").cte("owners", recursive=True)
        following = sa.select(sa.func.min(Story.owner)).where(Story.owner > first.c.name).scalar_subquery()
        # From name to name through the index, not through all stories.
        every = first.union_all(sa.select(following).where(first.c.name.is_not(None)))
        with self._engine.begin() as connection:
            return tuple(connection.execute(sa.select(every.c.name).where(every.c.name.is_not(None))).scalars())

    def say(self, story: str, finding: str, who: str, text: str, at: datetime) -> int:
        """Add a comment to a finding and return its id."""
        row = {"story": story, "finding": finding, "who": who, "at": at, "text": text}
        with self._writing.begin() as connection:
            query = sa.insert(StoredComment).values(row).returning(StoredComment.id)
            return connection.execute(query).scalar_one()

    def comments(self, story: str) -> Mapping[str, tuple[Comment, ...]]:
        """Return what was said in a story, oldest first, by finding."""
        query = sa.select(StoredComment).where(StoredComment.story == story).order_by(StoredComment.id)
        found: dict[str, tuple[Comment, ...]] = {}
        with self._engine.begin() as connection:
            for row in connection.execute(query).mappings():
                found[row["finding"]] = (*found.get(row["finding"], ()), Comment(**row))
        return found
