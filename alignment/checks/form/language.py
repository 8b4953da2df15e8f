"""Text in the wrong language, and what machines and hurry leave in words and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.checks.card import Check
from alignment.texts.sentences import split_lines
from alignment.texts.words import plain
from alignment.types import FindingKind, Severity
from locales.messages import message
from locales.page_tables import Language
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alignment.checks.story import Cell, RowText, Story
    from alignment.types import Finding
    from locales.messages import Message

#: Shorter texts may be names, titles and quotations in another language (letters).
SHORTEST = 40
#: A sentence that was left untranslated has so many letters.
SHORTEST_SENTENCE = 20
#: A text is of another language from this many of its letters on that the edition's language does not write.
FOREIGN, FOREIGN_IN_SENTENCE = 3, 2
#: Share of letters of another script from which a text is in that script.
OTHER_SCRIPT = 0.6
#: One or two letters of the other script inside a word are a slip.
SLIPS = 2
#: A paragraph of so many words is running text, whose first letter is a capital.
RUNNING = 5
_LOWER, _UPPER = "a-zа-яёіїєґ", "A-ZА-ЯЁІЇЄҐ"
_LATIN = re.compile(r"[A-Za-z]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]+")
_MIXED = re.compile(r"\b(?=[^\W\d_]*[А-Яа-яЁёІіЇїЄєҐґ])(?=[^\W\d_]*[A-Za-z])[^\W\d_]{3,}\b")
#: What is quoted or in brackets is meant to be as it is: the marks that open it, and those that close it.
_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“”", "(": ")", "[": "]"}
_OPENS = re.compile(r"[\"«“„(\[]")
_CLOSES = {opening: re.compile(f"[{re.escape(closing)}]") for opening, closing in _CLOSING.items()}
#: Words of the other script in a row, by the script of the edition: names come singly or in capitals.
_LEFT = {
    "latin": re.compile(r"(?<!\w)[А-Яа-яЁёІіЇїЄєҐґ'’ʼ]{2,}(?:,?\s[А-Яа-яЁёІіЇїЄєҐґ'’ʼ]+)+"),
    "cyrillic": re.compile(r"(?<!\w)[a-z]{2,}(?:,?\s[a-z]+){3,}(?!\w)"),
}
#: Two sentences without a blank between them, or two words of which the second has a capital; no addresses, no names.
_GLUED = re.compile(
    rf"(?<![\w.@/#-])[{_UPPER}{_LOWER}]?[{_LOWER}]{{2,}}(?:[.!?][{_UPPER}][{_LOWER}]+(?![\w./@])|"
    rf"(?<=[\W][{_LOWER}]{{3}})[{_LOWER}]*[{_UPPER}][{_LOWER}]{{2,}}(?!\w))"
)
_LOWER_START = re.compile(rf"[{_LOWER}]+")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong with the letters of a text.

    Attributes:
        cause: "wrong-language", "untranslated", "glued" or "mixed-letters".
        start: where it begins (characters).
        end: where it ends, exclusive.
    """

    cause: str
    start: int
    end: int


def check(_story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding for everything in the wrong language, and for slips that a typist would not make."""
    for cell in row.cells:
        for slip in slips(cell.text, cell.language):
            if not _kept_by_all(row, cell, slip):
                yield _finding(row, cell, slip)
    starts = [cell for cell in row.cells if _starts_low(cell)]
    if len(starts) == 1 < len(row.cells):
        yield _finding(row, starts[0], Slip("lower-case", 0, len(_word_at_start(starts[0].text))))


def _kept_by_all(row: RowText, cell: Cell, slip: Slip) -> bool:
    """Return whether three editions have a piece in the same words: a saying that nobody translates."""
    piece = cell.text[slip.start : slip.end]
    return row.decided and slip.cause == "untranslated" and all(piece in other.text for other in row.cells)


@lru_cache(maxsize=4096)
def slips(text: str, language: str) -> tuple[Slip, ...]:
    """Return what is wrong with the letters of a text, the gravest first; nothing else of a text in a wrong language.

    Args:
        text: a cell's text.
        language: BCP 47.
    """
    latin, cyrillic = sum(map(len, _LATIN.findall(text))), sum(map(len, _CYRILLIC.findall(text)))
    if latin + cyrillic >= SHORTEST and _is_foreign(text, language, latin, cyrillic, FOREIGN):
        return (Slip("wrong-language", 0, len(text)),)
    found = list(_sentences(text, language)) or list(_left(text, language, latin, cyrillic))
    found += [Slip("glued", *each.span()) for each in _GLUED.finditer(text)]
    if latin and cyrillic:
        found += [
            Slip("mixed-letters", *each.span())
            for each in _MIXED.finditer(text)
            if min(len("".join(_LATIN.findall(each[0]))), len("".join(_CYRILLIC.findall(each[0])))) <= SLIPS
        ]
    return tuple(found)


def _is_foreign(text: str, language: str, latin: int, cyrillic: int, enough: int) -> bool:
    """Return whether a text is in another script, or has letters that only another language of its script writes."""
    script = locales.table(language, Language).script
    if script in ("latin", "cyrillic"):
        other = latin if script == "cyrillic" else cyrillic
        if other / (latin + cyrillic) > OTHER_SCRIPT:
            return True
    foreign, own = _letters(language)
    lowered = text.lower()
    return sum(map(lowered.count, foreign)) >= enough and not any(letter in lowered for letter in own)


def _sentences(text: str, language: str) -> Iterator[Slip]:
    """Yield the sentences that are in another language of the same script, quotations aside."""
    foreign, _ = _letters(language)
    lowered = text.lower()
    if sum(map(lowered.count, foreign)) < FOREIGN_IN_SENTENCE:
        return
    plainly = _without_meant(text)
    for start, end in split_lines(plainly, language):
        sentence = plainly[start:end]
        letters = sum(map(len, _CYRILLIC.findall(sentence)))
        if letters >= SHORTEST_SENTENCE and _is_foreign(sentence, language, 0, letters, FOREIGN_IN_SENTENCE):
            yield Slip("untranslated", start, end)


def _left(text: str, language: str, latin: int, cyrillic: int) -> Iterator[Slip]:
    """Yield some words in a row that are in another script, quotations and brackets aside."""
    pattern = _LEFT.get(locales.table(language, Language).script)
    if pattern is not None and latin and cyrillic:
        for found in pattern.finditer(_without_meant(text)):
            yield Slip("untranslated", *found.span())


def _without_meant(text: str) -> str:
    kept, at = [], 0
    for start, end in _meant(text):
        kept += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*kept, text[at:]])


def _meant(text: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations and brackets are; a mark that nothing closes is not sought to the end of the text."""
    last = {opening: max(map(text.rfind, closing)) for opening, closing in _CLOSING.items()}
    at = 0
    for found in _OPENS.finditer(text):
        if at <= found.start() < last[found[0]]:
            closed = _CLOSES[found[0]].search(text, found.end())
            at = closed.end() if closed else len(text)
            yield found.start(), at


@cache
def _letters(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters that only other languages of the same script write, and those that only this one does."""
    table = locales.table(language, Language)
    own = frozenset(table.letters)
    others = [locales.table(each, Language) for each in locales.described() if each != language]
    return frozenset("".join(each.letters for each in others if each.script == table.script)) - own, own


def _word_at_start(text: str) -> str:
    found = _LOWER_START.match(text)
    return found[0] if found else ""


def _starts_low(cell: Cell) -> bool:
    """Return whether a paragraph begins with a small letter, other than names that houses write so on purpose."""
    word = _word_at_start(cell.text)
    if not word or cell.blocks[0].kind is not BlockKind.PARAGRAPH or len(cell.text.split()) < RUNNING:
        return False
    meant = locales.table(cell.language, Language).lower
    return len(word) > 1 and not plain(word).startswith(meant or "\0") and cell.text[len(word)] in " ,"


def _finding(row: RowText, cell: Cell, slip: Slip) -> Finding:
    grave = slip.cause in ("wrong-language", "untranslated", "glued")
    return CHECK.finding(
        _message(cell, slip),
        severity=Severity.MINOR if grave else Severity.INFO,
        edition=cell.edition,
        row=row.index,
        evidence=cell.evidence(slip.start, slip.end),
        cause=slip.cause,
    )


def _message(cell: Cell, slip: Slip) -> Message:
    edition, value = f"language:{cell.edition}", cell.text[slip.start : slip.end]
    if slip.cause == "wrong-language":
        return message("A paragraph of {edition} is in another language", edition=edition)
    if slip.cause == "untranslated":
        return message("{edition} has words in another language: {value}", edition=edition, value=value)
    if slip.cause == "glued":
        return message("A space is missing in {edition}: {value}", edition=edition, value=value)
    if slip.cause == "lower-case":
        return message(
            "A paragraph of {edition} begins with a lower-case letter: {value}", edition=edition, value=value
        )
    return message("“{value}” mixes Latin and Cyrillic letters", value=value)


CHECK = Check(
    name="language",
    kind=FindingKind.LANGUAGE,
    severity=Severity.MINOR,
    summary=message("Text in another language, words run together, letters of two alphabets in one word"),
    example=message("A Russian sentence left in the Ukrainian text"),
    row=check,
)
