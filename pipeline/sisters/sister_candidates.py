"""The other editions of a page: candidates, fetched and verified, with the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.errors import FETCHING
from pipeline.reading import read_editions
from pipeline.reading.read_editions import Lost
from pipeline.request import Target
from pipeline.sisters import kinship

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from parsers.types import Alternate, Article
    from pipeline.reading.page_parsing import Parse
    from pipeline.reading.read_editions import Edition, Render
    from pipeline.sisters.kinship import Encode, Kinship
    from sources.types import Page

#: Two candidates whose similarities lie nearer than this cannot be told apart.
CLEAR = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What may be another edition, and what became of it."""

    url: str
    #: As the link claims; None where it claims none.
    claimed: str | None
    #: What led to it: "hreflang", "switcher", "feed", ...
    evidence: str
    #: Whether the given page links to it.
    linked: bool
    #: What the page could be used as; None where it could not be read.
    edition: Edition | None = None
    lost: Lost | None = None
    kinship: Kinship | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is needed to read and judge candidates."""

    #: Returns the page of a source.
    load: Callable[[str], Page]
    #: Is told what is read next.
    tell: Callable[[str], None]
    #: Returns the article of a page.
    parse: Parse
    #: Returns a page as it is after its scripts have run; None takes pages only as they come.
    render: Render | None
    #: The languages that editions are expected in.
    languages: tuple[str, ...]
    #: Returns sentence vectors; None without an encoder.
    encode: Encode | None

    def read(self, edition: Edition, alternate: Alternate, *, linked: bool) -> Candidate:
        """Fetch a candidate and collect the evidence about it."""
        target = Target(source=alternate.url, declared=alternate.evidence)
        kept, gone = read_editions.read(
            [target], self.load, self.languages, self.tell, parse=self.parse, render=self.render
        )
        candidate = Candidate(url=alternate.url, claimed=alternate.language, evidence=alternate.evidence, linked=linked)
        if gone:
            return replace(candidate, lost=gone[0])
        weighed = kinship.weigh(edition.article, kept[0].article, self.encode, linked=linked)
        return replace(candidate, edition=kept[0], kinship=weighed)


def linked(edition: Edition, reader: Reader) -> list[Candidate]:
    """Return the editions that a page links to, judged; at most one is chosen for each language.

    Args:
        edition: the page that was given.
        reader: reads and judges.
    """
    wanted = set(reader.languages) - {edition.article.language}
    seen: list[Candidate] = []
    for alternate in candidates(edition.article, reader.languages):
        if not wanted:
            break
        candidate = reader.read(edition, alternate, linked=True)
        language = language_of(candidate)
        if language in wanted and candidate.kinship is not None and candidate.kinship.same_story:
            wanted.discard(language)
            candidate = replace(candidate, chosen=True)
        seen.append(candidate)
    return seen


def alike(edition: Edition, reader: Reader, alternates: Iterable[Alternate], language: str) -> list[Candidate]:
    """Return pages without a link from the given one, judged; one is chosen only if it stands out.

    Args:
        edition: the page that was given.
        reader: reads and judges.
        alternates: candidates of one language.
        language: that language; the body of a candidate has to be in it.
    """
    seen = [reader.read(edition, alternate, linked=False) for alternate in alternates]
    good = [
        each for each in seen if language_of(each) == language and each.kinship is not None and each.kinship.same_story
    ]
    good.sort(key=_similarity, reverse=True)
    if not good or (len(good) > 1 and _similarity(good[0]) - _similarity(good[1]) < CLEAR):
        return seen
    return [replace(each, chosen=each is good[0]) for each in seen]


def _similarity(candidate: Candidate) -> float:
    return (candidate.kinship.similarity if candidate.kinship is not None else None) or 0.0


def language_of(candidate: Candidate) -> str | None:
    """Return the language of a candidate's body, None where it could not be read."""
    return candidate.edition.article.language if candidate.edition is not None else None


def candidates(article: Article, languages: Sequence[str]) -> list[Alternate]:
    """Return the links that may lead to sister editions, the most probable first."""
    own = {article.url, article.canonical}
    # A page that is wrong about its own language is wrong about the others': there only the bodies decide.
    swapped = any(conflict.about == "language" for conflict in article.conflicts)
    useful = [
        alternate
        for alternate in article.alternates
        if alternate.url not in own
        and (swapped or alternate.language != article.language)
        and (alternate.language is None or alternate.language in languages)
    ]
    return sorted(useful, key=lambda alternate: -alternate.confidence)


def lost_among(seen: Iterable[Candidate], found: Iterable[str], own: str) -> list[Lost]:
    """Return the editions that were linked but cannot be used, one for each language.

    Args:
        seen: the linked candidates.
        found: the languages that another candidate stands for.
        own: the language of the page that was given.
    """
    lost: dict[str, Lost] = {}
    for candidate in seen:
        language = language_of(candidate) or candidate.claimed or ""
        if candidate.chosen or language in found or language == own:
            continue
        target = Target(source=candidate.url, language=language or None, declared=candidate.evidence)
        if candidate.lost is not None:
            lost.setdefault(language, replace(candidate.lost, target=target))
        elif language:
            said = message("{name} is linked as another edition but tells another story", name=candidate.url)
            another = Lost(target=target, cause="another-story", message=said, exit_status=FETCHING)
            lost.setdefault(language, another)
    return list(lost.values())
