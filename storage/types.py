"""What the store hands over besides comparisons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from alignment.types import Severity
    from parsers.types import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The bytes of an edition as they came."""

    url: str
    raw: bytes
    media_type: str | None
    http_charset: str | None
    fetched: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a version of the parser made of some bytes."""

    #: Of the bytes.
    sha256: str
    #: A hash of what else the parser was given.
    options_hash: str
    #: Its version.
    parser: str
    created: datetime
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSummary:
    """One edition of a story in a list."""

    language: str
    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFindings:
    """Findings of a story that nobody has dismissed, of one kind, edition and severity."""

    #: See `Finding.subject`.
    subject: str
    edition: str | None
    severity: Severity
    count: int
    #: When the first of them was found.
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySummary:
    """A story in a list."""

    id: str
    title: str
    #: The time of its newest comparison.
    compared: datetime
    #: How many open findings it has of each severity; all four are there.
    counts: Mapping[Severity, int]
    editions: tuple[EditionSummary, ...]
    #: Whose story it is: a section of publishers.toml, else a host; "" for files and pasted texts.
    publisher: str = ""
    #: The languages of the editions that ought to be there and are not.
    absent: tuple[str, ...] = ()
    #: Whose work it is; "" for nobody's.
    owner: str = ""
    #: What is open, the most serious first.
    open: tuple[OpenFindings, ...] = ()

    def titled(self, language: str) -> tuple[str, str]:
        """Return the title in a reader's language, else the story's own, and the language that it is in."""
        order = sorted(self.editions, key=lambda each: each.language != language)
        found = ((each.title, each.language) for each in order)
        return next((each for each in found if each[0]), (self.title or self.id, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A story that has to be judged again because its hours have run out."""

    story: str
    #: Of one of its editions.
    url: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What is open in the stories of a filter."""

    stories: int
    #: Findings by severity.
    counts: Mapping[Severity, int]
    #: Whether there are more stories than were counted.
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A piece of the list of stories."""

    stories: tuple[StorySummary, ...]
    #: Give it back to get the next piece; None at the end.
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was forgotten, or would be."""

    comparisons: int
    snapshots: int
    #: Bytes of pages that nothing points at any more.
    freed: int


class StorageError(Exception):
    """The database cannot be used; the text says what, why and what to do in one line."""
