"""Quotations that one edition puts into another person's mouth than the others do.

A speaker is the name beside a word of saying, right behind a quotation or before its colon, or the one that the page
gives in a line of its own. Two speakers differ only where the editions know both persons by name: "the mayor said",
"Vitali said" and "Klitschko said" may all be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import locales
from alignment.checks.form.quote import QUOTED
from alignment.checks.types import Check, Contrast
from alignment.texts.names import is_name, is_person, names
from alignment.texts.words import words
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable
from locales.tables import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.types import Cell, RowText, Story
    from alignment.texts.names import Name
    from alignment.types import Evidence, Finding
    from parsers.types import Article

#: What follows a quotation up to the next stop: who says it. Before one it ends with a colon.
_BEHIND = re.compile(r"[\s,.!?…–—-]{0,5}(?P<clause>[^.,;:!?\n\"«“„”»]{3,90})")
_BEFORE = re.compile(r"(?P<clause>[^.,;:!?\n\"«“„”»]{3,90}):\s*\Z")
#: A clause, its colon and the blanks behind it take no more characters.
FARTHEST = 128
#: So many words may stand between a name and what it says ("Orlenko also said").
BETWEEN = 1
_ATTRIBUTES = Contrast(
    others=translatable("{edition} attributes these words to {value}, the others to {other}"),
    second=translatable("{edition} attributes these words to {value}, {second} to {other}"),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation: the last name of the run ("Dutch Prime Minister Mark Rutte"), and where it is shown."""

    name: Name
    evidence: tuple[Evidence, ...]


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where an edition names another speaker than the others, and all know both."""
    quoted = {cell.edition: found for cell in row.cells if (found := speakers(cell))}
    if len(quoted) < 2 or len({len(found) for found in quoted.values()}) > 1:  # noqa: PLR2004 - somebody to compare with
        return
    for said in zip(*quoted.values(), strict=True):
        by = dict(zip(quoted, said, strict=True))
        for edition, speaker in by.items():
            others = [other for each, other in by.items() if each != edition]
            if _is_another(speaker, others) and all(_are_two(story, speaker.name, other.name) for other in others):
                yield _finding(row, edition, by)
                return


def speakers(cell: Cell) -> tuple[Speaker, ...]:
    """Return who says the quotations of a cell, as far as it names them, in order."""
    found = [
        Speaker(name, cell.evidence(start + name.start, start + name.end))
        for quotation in QUOTED.finditer(cell.text)
        for start, clause in [_clause(cell, *quotation.span())]
        if (name := _speaker(clause, cell.language))
    ]
    for index, block in zip(cell.indices, cell.blocks, strict=True):
        beside = _last_of_run(list(names(block.attribution or "", cell.language)))
        if beside:
            found.append(Speaker(beside, tuple(piece for piece in cell.whole() if piece.block == index)))
    return tuple(found)


def _clause(cell: Cell, start: int, end: int) -> tuple[int, str]:
    """Return where the clause stands that says who speaks, and the clause; empty where there is none."""
    behind = _BEHIND.match(cell.text, end)
    if behind and _verb(behind["clause"], cell.language) is not None:
        return behind.start("clause"), behind["clause"]
    before = _BEFORE.search(cell.text[max(0, start - FARTHEST) : start])
    return (before.start("clause"), before["clause"]) if before else (0, "")


@cache
def _verbs(language: str) -> frozenset[str]:
    return frozenset(locales.table(language, Speech).verbs)


def _verb(clause: str, language: str) -> int | None:
    """Return which word of a clause says that somebody speaks."""
    verbs = _verbs(language)
    return next((index for index, word in enumerate(words(clause)) if word.plain in verbs), None)


def _speaker(clause: str, language: str) -> Name | None:
    """Return the name beside the verb of a clause: right before it, else the first behind it."""
    verb = _verb(clause, language)
    if verb is None:
        return None
    spoken = words(clause)
    found = [each for each in names(clause, language) if is_name(each.text, language)]
    before = [each for each in found if each.end <= spoken[verb].start]
    if before and sum(before[-1].end <= word.start < spoken[verb].start for word in spoken) <= BETWEEN:
        return before[-1]
    return _last_of_run([each for each in found if each.start > spoken[verb].start])


def _last_of_run(found: Sequence[Name]) -> Name | None:
    """Return the last of the first names that stand side by side: first names and titles come before a surname."""
    last = next((one for one, other in pairwise(found) if one.end + 1 != other.start), None)
    return last or (found[-1] if found else None)


def _is_another(speaker: Speaker, others: Sequence[Speaker]) -> bool:
    """Return whether nobody else names this speaker, and all others one and the same."""
    first, *rest = others
    return not any(speaker.name.sound.agrees(other.name.sound) for other in others) and all(
        first.name.sound.agrees(other.name.sound) for other in rest
    )


def _are_two(story: Story, one: Name, other: Name) -> bool:
    """Return whether two names are two persons whom every edition knows by name."""
    return all(_knows_both(article, one, other) for article in story.articles.values())


def _knows_both(article: Article, one: Name, other: Name) -> bool:
    """Return whether an article names both as persons, and nowhere side by side, as it would one person's names."""
    known = [False, False]
    for text in (article.title, *(f"{block.text}\n{block.attribution or ''}" for block in article.blocks)):
        last: tuple[int, int] | None = None
        for name in names(text, article.language):
            which = next((index for index, each in enumerate((one, other)) if each.sound.agrees(name.sound)), None)
            if which is None:
                continue
            if not is_person(name.text, article.language) or (last and last[0] != which and last[1] + 1 == name.start):
                return False
            known[which], last = True, (which, name.end)
    return all(known)


def _finding(row: RowText, edition: str, by: dict[str, Speaker]) -> Finding:
    second = next(each for each in by if each != edition)
    decided = len(by) > 2  # noqa: PLR2004 - two outvote one
    values = {"value": by[edition].name.text, "other": by[second].name.text}
    return CHECK.finding(
        _ATTRIBUTES.message(edition, second, decided=decided, **values),
        edition=edition if decided else None,
        row=row.index,
        evidence=[
            piece for each in (edition, *(each for each in by if each != edition)) for piece in by[each].evidence
        ],
        cause="speaker",
    )


CHECK = Check(
    name="speaker",
    kind=FindingKind.QUOTE,
    severity=Severity.MAJOR,
    summary=message("A quotation that one edition attributes to another person"),
    example=message("“We are ready,” Rutte said, against “We are ready,” Erdoğan said"),
    row=check,
)
