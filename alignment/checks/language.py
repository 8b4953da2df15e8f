"""Text in the wrong language, and Latin letters inside Cyrillic words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.verdicts import finding
from alignment.messages import message
from alignment.types import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.context import Cell, RowText, Story
    from alignment.types import Finding

#: Shorter texts may be names, titles and quotations in another language (letters).
SHORTEST = 40
#: A text is of another language from this many of its letters on that the edition's language does not write.
FOREIGN = 3
#: Share of letters of another script from which a text is in that script.
OTHER_SCRIPT = 0.6
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]")
#: One or two letters of the other script inside a word.
_MIXED = re.compile(r"\b(?=[^\W\d_]*[А-Яа-яЁёІіЇїЄєҐґ])(?=[^\W\d_]*[A-Za-z])[^\W\d_]{3,}\b")
SLIPS = 2


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for a block in another language and for words with letters of two scripts."""
    for cell in row.cells:
        foreign = _foreign(cell)
        if foreign:
            yield finding(
                FindingKind.LANGUAGE,
                Severity.MINOR,
                message("A paragraph of {edition} is in another language", edition=f"language:{cell.edition}"),
                edition=cell.edition,
                row=row.index,
                evidence=cell.whole(),
                cause="wrong-language",
            )
            continue
        for found in _MIXED.finditer(cell.text):
            if min(len(_LATIN.findall(found[0])), len(_CYRILLIC.findall(found[0]))) <= SLIPS:
                yield finding(
                    FindingKind.LANGUAGE,
                    Severity.INFO,
                    message("{value} mixes Latin and Cyrillic letters", value=found[0]),
                    edition=cell.edition,
                    row=row.index,
                    evidence=cell.evidence(*found.span()),
                    cause="mixed-letters",
                )


def _foreign(cell: Cell) -> bool:
    latin, cyrillic = len(_LATIN.findall(cell.text)), len(_CYRILLIC.findall(cell.text))
    if latin + cyrillic < SHORTEST:
        return False
    script = locales.table(cell.language, "language").get("script")
    if script in ("latin", "cyrillic"):
        other = latin if script == "cyrillic" else cyrillic
        if other / (latin + cyrillic) > OTHER_SCRIPT:
            return True
    foreign, own = _letters(cell.language)
    text = cell.text.lower()
    strange = sum(text.count(letter) for letter in foreign)
    return strange >= FOREIGN and not any(letter in text for letter in own)


@cache
def _letters(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters that only other languages of the same script write, and those that only this one does."""
    tables = {each: locales.table(each, "language") for each in locales.available()}
    own = frozenset(tables.get(language, {}).get("letters", ""))
    script = tables.get(language, {}).get("script")
    others = [table for each, table in tables.items() if each != language and table.get("script") == script]
    return frozenset("".join(table.get("letters", "") for table in others)) - own, own
