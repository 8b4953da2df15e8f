"""External sources that other editions name and one edition names nowhere, or for which it names another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.types import Check, Contrast
from alignment.texts.named_sources import label, platforms, sources
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alignment.checks.types import Story
    from alignment.types import Evidence, Finding
    from locales.messages import Message
    from parsers.types import Article

#: Two editions cannot outvote each other.
_TWO = 2
_INSTEAD = Contrast(
    others=translatable("{edition} names the source {value}, the others name {other}"),
    second=translatable("{edition} names the source {value}, {second} names {other}"),
)


def check(story: Story) -> Iterator[Finding]:
    """Yield a finding for every source that one edition lacks; where it stands in the text does not matter."""
    if len(story.editions) < _TWO:
        return
    named = {edition: _named(story, edition) for edition in story.editions}
    for source in sorted({source for found in named.values() for source in found}):
        lacking = [edition for edition in story.editions if source not in named[edition]]
        if len(lacking) != 1 or _elsewhere(story.articles[lacking[0]], source):
            continue
        having = [edition for edition in story.editions if edition not in lacking]
        rows = [named[edition][source][1] for edition in having]
        if any(lacking[0] not in story.rows[row].editions for row in rows):
            continue  # the paragraph that names it is missing, which is a finding of its own
        other = _instead(named, lacking[0], having, set(rows))
        if other is not None and len(having) == 1 and other < source:
            continue  # two editions that name one source each are told of once
        yield _finding(story, named, source, lacking[0], other)


def _finding(
    story: Story,
    named: Mapping[str, Mapping[str, tuple[tuple[Evidence, ...], int]]],
    source: str,
    lacking: str,
    other: str | None,
) -> Finding:
    having = [edition for edition in story.editions if edition != lacking]
    decided = len(having) >= _TWO
    evidence = [piece for edition in having for piece in named[edition][source][0]]
    if other is not None:
        evidence = [*named[lacking][other][0], *evidence]
    return CHECK.finding(
        _message(source, lacking, having[0], other, decided=decided),
        severity=_severity(source, decided=decided or other is not None),
        edition=lacking if decided else None,
        row=named[having[0]][source][1],
        evidence=evidence,
        cause="changed" if other is not None else "lost",
    )


def _severity(source: str, *, decided: bool) -> Severity:
    """Return how serious it is; a source that only one of two editions names may be there for its readers."""
    if source in platforms():
        return Severity.INFO
    return Severity.MAJOR if decided else Severity.MINOR


def _message(source: str, lacking: str, having: str, other: str | None, *, decided: bool) -> Message:
    if other is None:
        return message("{edition} does not name the source {value}", edition=f"language:{lacking}", value=label(source))
    return _INSTEAD.message(lacking, having, decided=decided, value=label(other), other=label(source))


def _instead(
    named: Mapping[str, Mapping[str, tuple[tuple[Evidence, ...], int]]], lacking: str, having: list[str], rows: set[int]
) -> str | None:
    """Return a source that only the edition without the other one names, in the same row."""
    for source, (_, row) in sorted(named[lacking].items()):
        if row in rows and source not in platforms() and all(source not in named[each] for each in having):
            return source
    return None


def _named(story: Story, edition: str) -> dict[str, tuple[tuple[Evidence, ...], int]]:
    """Return the sources that an edition's body names, with the first place and its row."""
    found: dict[str, tuple[tuple[Evidence, ...], int]] = {}
    for row in story.rows:
        for cell in row.cells:
            if cell.edition == edition:
                for source, start, end in sources(cell.text, cell.language):
                    found.setdefault(source, (cell.evidence(start, end), row.index))
    return found


def _elsewhere(article: Article, source: str) -> bool:
    """Return whether the source stands in the title, in what was set aside, or behind a link."""
    texts = [article.title, *(block.text for block in article.dropped)]
    links = [link.target for block in article.blocks for link in block.links]
    named = {found for text in texts for found, _, _ in sources(text, article.language)}
    return source in named or any(source in link.lower() for link in links)


CHECK = Check(
    name="source",
    kind=FindingKind.SOURCE,
    severity=Severity.MAJOR,
    summary=message("An external source that one edition does not name, or for which it names another"),
    example=message("Two editions cite Reuters, the third nobody"),
    story=check,
)
