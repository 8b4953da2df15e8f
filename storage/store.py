"""The store: what one story's check leaves behind, written in one transaction, and how it is read again."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage import serial
from storage.caches import DraftCache, Vectors
from storage.decisions import Decisions
from storage.engine import Database
from storage.models import Edition, StoredComparison, StoredFinding, Story
from storage.stories import articles, comparison_writer, houses, retention, search_words, snapshots, story_lists
from storage.stories.story_browser import Browsing, Filter
from storage.stories.visits import Visits
from storage.teamwork import Teamwork
from storage.user_accounts import Users

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from alignment.types import Comparison
    from parsers.types import Article
    from storage.types import Overdue, Parsed, Pruned, Snapshot, StoryPage, StorySummary

log = logging.getLogger(__name__)


class Store(Database):
    """One database, and everything that is kept in it.

    Args:
        database_url: ``sqlite:///path`` or ``postgresql://user@host/name``; the schema is made or brought up to date.

    Raises:
        StorageError: the database cannot be used.
    """

    def __init__(self, database_url: str) -> None:
        super().__init__(database_url)
        #: Sentence vectors, as alignment wants them.
        self.vectors = Vectors(self._engine, self._writing)
        #: Machine translations.
        self.drafts = DraftCache(self._engine, self._writing)
        #: What people decide about findings.
        self.decisions = Decisions(self._engine, self._writing)
        #: Who may log in, and what they did.
        self.users = Users(self._engine, self._writing)
        #: Lists that can be filtered, and what happened to a story.
        self.browsing = Browsing(self._engine)
        #: Whose stories are, and what people say about findings.
        self.teamwork = Teamwork(self._engine, self._writing)
        #: When somebody last looked at a story.
        self.visits = Visits(self._engine, self._writing)

    def record(
        self,
        comparison: Comparison,
        snapshots: Mapping[str, Snapshot],
        *,
        parsed: Iterable[Parsed] = (),
        inputs: str = "",
    ) -> None:
        """Keep a comparison, the bytes that it was made from and the life of its findings, in one transaction.

        Recording the same again adds no rows.

        Args:
            comparison: the editions of one story, compared.
            snapshots: by language.
            parsed: what the parser made of these or earlier snapshots.
            inputs: a hash of what it was made from and by; `inputs` gives it back.
        """
        words = search_words.of_comparison(comparison)  # dictionaries are loaded before others have to wait for it
        with self._writing.begin() as connection:
            comparison_writer.record(connection, comparison, snapshots, parsed, inputs)
            search_words.index(connection, comparison, words)

    def name_houses(self, name: Callable[[Sequence[str]], str]) -> int:
        """Give each story the publisher that its addresses belong to; return how many got another one.

        Args:
            name: returns what the publisher of some addresses is called.
        """
        with self._engine.begin() as connection:
            found = houses.names(connection, name)
        if all(old == new for old, new in found.values()):
            return 0  # as nearly always: nobody has to wait for a turn to write
        with self._writing.begin() as connection:
            return houses.assign(connection, houses.names(connection, name))

    def article(self, sha256: str, options_hash: str, parser: str) -> Article | None:
        """Return what a version of the parser made of some bytes, None where it has not met them.

        Args:
            sha256: of the bytes.
            options_hash: a hash of what else the parser is given.
            parser: its version.
        """
        with self._engine.begin() as connection:
            return articles.find(connection, sha256, options_hash, parser)

    def touch(self, story: str, seen: datetime, *, due: datetime | None = None) -> None:
        """Note that a story's newest pages and its open findings were seen again, unchanged.

        Args:
            story: its id.
            seen: when, with its zone.
            due: when it has to be judged again although no page changes.
        """
        with self._writing.begin() as connection:
            comparison_writer.touch(connection, story, seen, due)

    def overdue(self, publisher: str, now: datetime) -> tuple[Overdue, ...]:
        """Return the stories of a publisher that have to be judged again, the longest overdue first.

        Args:
            publisher: as stories are filed under it.
            now: with its zone.
        """
        with self._engine.begin() as connection:
            return story_lists.overdue(connection, publisher, now)

    def inputs(self, story: str) -> str:
        """Return the hash of what a story's newest comparison was made from, "" where nobody said."""
        query = (
            sa.select(StoredComparison.inputs)
            .where(StoredComparison.story == story)
            .order_by(StoredComparison.id.desc())
            .limit(1)
        )
        with self._engine.begin() as connection:
            return connection.execute(query).scalar() or ""

    def comparison(self, story: str) -> Comparison | None:
        """Return the newest comparison of a story, None where there is none, or what is kept of it is damaged.

        The next check of a damaged one begins anew and puts its own in that place; the log says which it is.
        """
        query = (
            sa.select(StoredComparison.packed, Story.publisher, Story.due)
            .join(Story, Story.id == StoredComparison.story)
            .where(StoredComparison.story == story)
            .order_by(StoredComparison.id.desc())
            .limit(1)
        )
        with self._engine.begin() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        found = serial.read(row.packed)
        if found is None:
            log.warning("what is kept of the story %r is damaged; check it again", story)
            return None
        return replace(found, publisher=row.publisher, due=row.due)

    def summary(self, story: str) -> StorySummary | None:
        """Return one story as it stands in the list, None where there is none."""
        with self._engine.begin() as connection:
            return story_lists.summary(connection, story)

    def stories(self, *, limit: int = 50, after: str | None = None) -> StoryPage:
        """Return stories, the most recently compared first.

        Args:
            limit: how many at most.
            after: the cursor of the piece before, ``StoryPage.next``; None begins at the newest.

        Raises:
            ValueError: the cursor is none.
        """
        return self.browsing.stories(Filter(), limit=limit, after=after)

    def story_of(self, urls: Iterable[str]) -> str | None:
        """Return the story that one of these addresses is known to belong to, the one that was compared last."""
        known = list(urls)
        query = (
            sa.select(Edition.story)
            .join(Story, Story.id == Edition.story)
            .where(sa.or_(Edition.url.in_(known), Edition.canonical.in_(known)))
            .order_by(Story.compared.desc(), Story.id.desc())
            .limit(1)
        )
        with self._engine.begin() as connection:
            return connection.execute(query).scalar()

    def story_with(self, finding: str) -> str | None:
        """Return the story that a finding is open in, the one that was compared last where there are several."""
        query = (
            sa.select(StoredFinding.story)
            .join(Story, Story.id == StoredFinding.story)
            .where(StoredFinding.id == finding, StoredFinding.resolved.is_(None))
            .order_by(Story.compared.desc())
            .limit(1)
        )
        with self._engine.begin() as connection:
            return connection.execute(query).scalar()

    def snapshot(self, url: str) -> Snapshot | None:
        """Return what an address held when it was last fetched, None where it never was."""
        with self._engine.begin() as connection:
            return snapshots.newest(connection, url)

    def snapshots(self, story: str) -> Mapping[str, Snapshot]:
        """Return the newest snapshot of each edition of a story, by language."""
        with self._engine.begin() as connection:
            return snapshots.of_story(connection, story)

    def history(self, story: str, *, limit: int = 20) -> tuple[Comparison, ...]:
        """Return the different comparisons of a story that can be read, oldest first; of many the newest.

        Args:
            story: its id.
            limit: how many at most.
        """
        query = (
            sa.select(StoredComparison.packed)
            .where(StoredComparison.story == story)
            .order_by(StoredComparison.id.desc())
            .limit(limit)
        )
        with self._engine.begin() as connection:
            packed = list(connection.execute(query).scalars())
        return tuple(filter(None, map(serial.read, reversed(packed))))

    def remove(self, story: str) -> None:
        """Forget a story with its pages and findings; what was decided about its texts holds wherever they stand."""
        with self._writing.begin() as connection:
            retention.remove(connection, story)

    def prune(self, before: datetime, *, dry_run: bool) -> Pruned:
        """Forget comparisons and snapshots from before a time, except the newest of each story and edition.

        Args:
            before: with its zone.
            dry_run: only count.
        """
        with self._writing.connect() as connection, connection.begin() as transaction:
            pruned = retention.prune(connection, before)
            if dry_run:
                transaction.rollback()
        return pruned
