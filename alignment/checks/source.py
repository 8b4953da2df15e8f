"""External sources that all other editions name and one edition names nowhere."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.verdicts import finding
from alignment.messages import message
from alignment.types import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alignment.checks.context import Cell, Story
    from alignment.types import Evidence, Finding
    from parsers.types import Article


def check(story: Story) -> Iterator[Finding]:
    """Yield a finding for every source that one edition lacks; where it stands in the text does not matter."""
    if len(story.editions) < 2:  # noqa: PLR2004 - nothing to compare
        return
    named = {edition: _named(story, edition) for edition in story.editions}
    for source in sorted({source for found in named.values() for source in found}):
        lacking = [edition for edition in story.editions if source not in named[edition]]
        if len(lacking) != 1 or len(story.editions) < 3 or _elsewhere(story.articles[lacking[0]], source):  # noqa: PLR2004
            continue
        having = [edition for edition in story.editions if edition not in lacking]
        if any(lacking[0] not in story.rows[named[edition][source][1]].editions for edition in having):
            continue  # the paragraph that names it is missing, which is a finding of its own
        yield finding(
            FindingKind.SOURCE,
            Severity.INFO if source in _platforms() else Severity.MAJOR,
            message(
                "{edition} does not name the source {value}", edition=f"language:{lacking[0]}", value=_label(source)
            ),
            edition=lacking[0],
            row=named[having[0]][source][1],
            evidence=[piece for edition in having for piece in named[edition][source][0]],
        )


@cache
def _platforms() -> frozenset[str]:
    """Return the sources that are only places where others speak."""
    return frozenset(locales.table("en", "sources").get("platforms", ()))


@cache
def _forms(language: str) -> Mapping[str, str]:
    """Return the forms of all sources in a language, with the source of each; English ones are used everywhere."""
    tables = [locales.table(each, "sources").get("names", {}) for each in ("en", language)]
    return {form: source for table in tables for source, forms in table.items() for form in forms}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return what finds any form; up to two letters of it may be a case ending of the language."""
    forms = sorted(_forms(language), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, forms)) + r")(?:['’]s|[а-яіїє]{1,2})?(?!\w)")


def sources(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Yield the sources that a text names, each with its place (characters, end exclusive)."""
    forms = _forms(language)
    for found in _pattern(language).finditer(text):
        yield forms[found[1]], found.start(), found.end()


def _named(story: Story, edition: str) -> dict[str, tuple[tuple[Evidence, ...], int]]:
    """Return the sources that an edition's body names, with the first place and its row."""
    found: dict[str, tuple[tuple[Evidence, ...], int]] = {}
    for row in story.rows:
        for cell in row.cells:
            if cell.edition == edition:
                for source, evidence in _in(cell):
                    found.setdefault(source, (evidence, row.index))
    return found


def _in(cell: Cell) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for source, start, end in sources(cell.text, cell.language):
        yield source, cell.evidence(start, end)


def _elsewhere(article: Article, source: str) -> bool:
    """Say whether the source stands in the title, in what was set aside, or behind a link."""
    texts = [article.title, *(block.text for block in article.dropped)]
    links = [link.target for block in article.blocks for link in block.links]
    named = {found for text in texts for found, _, _ in sources(text, article.language)}
    return source in named or any(source in link.lower() for link in links)


def _label(source: str) -> str:
    return str(locales.table("en", "sources")["names"].get(source, [source])[0])
