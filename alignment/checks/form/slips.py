"""What is in the wrong language in a text, and what machines and hurry leave in its words and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import locales
from alignment.texts.sentences import split_lines
from alignment.texts.tongue import telling
from locales.page_tables import Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.texts.tongue import Telling

#: Shorter texts may be names, titles and quotations in another language (letters).
SHORTEST = 40
#: A sentence that was left untranslated has so many letters.
SHORTEST_SENTENCE = 20
#: A text is of another language from this many of its letters on that the edition's language does not write.
FOREIGN, FOREIGN_IN_SENTENCE = 3, 2
#: ... and from this many words on that only another language has, where it has none that only its own one has: in a
#: text, a sentence or a row of words, and inside a quotation, where titles stand. Shorter words may be cries.
STRANGERS, STRANGERS_QUOTED, LETTERS = 2, 3, 3
#: Share of letters of another script from which a text is in that script.
OTHER_SCRIPT = 0.6
#: One or two letters of the other script inside a word are a slip, whichever they are.
SLIPS = 2
_LOWER, _UPPER = "a-zа-яёіїєґ", "A-ZА-ЯЁІЇЄҐ"
_LATIN = re.compile(r"[A-Za-z]+")
_ADDRESS = re.compile(r"https?://\S+|(?<!\w)[@#]\w+")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]+")
_MIXED = re.compile(r"\b(?=[^\W\d_]*[А-Яа-яЁёІіЇїЄєҐґ])(?=[^\W\d_]*[A-Za-z])[^\W\d_]{3,}\b")
#: Letters that look like one of the other script: a word whose letters of one script are all such was mistyped.
_LOOKALIKE = re.compile(r"[ABCEHIKMOPTXYaceiopxyАВСЕНІКМОРТХУасеіорху]+")
#: What is quoted or in brackets is meant to be as it is: the marks that open it, and those that close it.
_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“”", "(": ")", "[": "]"}
_BRACKETS = "(["
_OPENS = re.compile(r"[\"«“„(\[]")
_CLOSES = {opening: re.compile(f"[{re.escape(closing)}]") for opening, closing in _CLOSING.items()}
#: Words of the other script in a row, by the script of the edition: names come singly or in capitals.
_LEFT = {
    "latin": re.compile(r"(?<!\w)[А-Яа-яЁёІіЇїЄєҐґ'’ʼ]{2,}(?:,?\s[А-Яа-яЁёІіЇїЄєҐґ'’ʼ]+)+"),
    "cyrillic": re.compile(r"(?<!\w)[a-z]{2,}(?:,?\s[a-z]+){3,}(?!\w)"),
}
#: Two sentences without a blank between them, or two words of which the second has a capital; no addresses, no names.
_GLUED = re.compile(
    rf"(?<![\w.@/#-])(?:[{_UPPER}{_LOWER}]?[{_LOWER}]{{2,}}|\d{{3,}})(?:[.!?][{_UPPER}][{_LOWER}]+(?![\w./@])|"
    rf"(?<=[\W][{_LOWER}]{{3}})[{_LOWER}]*[{_UPPER}][{_LOWER}]{{2,}}(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong with the letters of a text.

    Attributes:
        cause: "wrong-language", "untranslated", "glued" or "mixed-letters".
        start: where it begins (characters).
        end: where it ends, exclusive.
        quoted: whether it is a quotation in another script, which may be meant so.
    """

    cause: str
    start: int
    end: int
    quoted: bool = False


@lru_cache(maxsize=4096)
def slips(text: str, language: str) -> tuple[Slip, ...]:
    """Return what is wrong with the letters of a text, the gravest first; nothing else of a text in a wrong language.

    Args:
        text: a cell's text.
        language: BCP 47.
    """
    prose = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    latin, cyrillic = sum(map(len, _LATIN.findall(prose))), sum(map(len, _CYRILLIC.findall(prose)))
    told = telling(text, language)
    if _are_strange(told) or _is_foreign(text, language, latin, cyrillic):
        return (Slip("wrong-language", 0, len(text)),)
    found = [*_sentences(text, language, told), *_left(text, language, latin, cyrillic)]
    found += [each for each in _strange_rows(text, language, told) if not _within(each, found)]
    found += [Slip("glued", *each.span()) for each in _GLUED.finditer(text)]
    if latin and cyrillic:
        found += [Slip("mixed-letters", *each.span()) for each in _MIXED.finditer(text) if _is_mistyped(each[0])]
    return tuple(found)


def _are_strange(told: Sequence[Telling], enough: int = STRANGERS) -> bool:
    """Return whether words are of another language: several that only that one has, and none that only this one has."""
    return len({each.word for each in told if len(each.word) >= LETTERS}) >= enough and not any(e.own for e in told)


def _is_foreign(text: str, language: str, latin: int, cyrillic: int) -> bool:
    """Return whether a text is in another script, or has letters that only another language of its script writes."""
    script = locales.table(language, Language).script
    other = {"cyrillic": latin, "latin": cyrillic}.get(script, 0)
    if latin + cyrillic < SHORTEST:
        left = _LEFT.get(script)
        return other > OTHER_SCRIPT * (latin + cyrillic) and left is not None and left.search(text) is not None
    return other > OTHER_SCRIPT * (latin + cyrillic) or _writes_otherwise(text, language, FOREIGN)


def _writes_otherwise(text: str, language: str, enough: int) -> bool:
    foreign, own = _letters(language)
    lowered = text.lower()
    return sum(map(lowered.count, foreign)) >= enough and not any(letter in lowered for letter in own)


def _sentences(text: str, language: str, told: Sequence[Telling]) -> Iterator[Slip]:
    """Yield the sentences that are in another language of the same script: by their letters, quotations aside."""
    if all(each.own for each in told) and not _letters(language)[0].intersection(text.lower()):
        return
    plainly = _without_meant(text)
    for start, end in split_lines(text, language):
        sentence = plainly[start:end]
        letters = sum(map(len, _CYRILLIC.findall(sentence)))
        outside = [each for each in told if start <= each.start < end and plainly[each.start] != " "]
        if _are_strange(outside) or (
            letters >= SHORTEST_SENTENCE and _writes_otherwise(sentence, language, FOREIGN_IN_SENTENCE)
        ):
            yield Slip("untranslated", start, end)


def _strange_rows(text: str, language: str, told: Sequence[Telling]) -> Iterator[Slip]:
    """Yield words in a row that only another language of the script has, or one with a letter that this one lacks."""
    if all(each.own for each in told):
        return
    meant, foreign = list(_meant(text)), _letters(language)[0]

    def place(each: Telling) -> tuple[bool, int]:
        return each.own, next((n for n, (start, end) in enumerate(meant) if start <= each.start < end), -1)

    for (own, quoted), group in groupby(told, key=place):
        row = () if own else tuple(group)
        odd = quoted < 0 and any(not foreign.isdisjoint(each.word) for each in row)
        if row and (odd or _are_strange(row, STRANGERS if quoted < 0 else STRANGERS_QUOTED)):
            yield Slip("untranslated", row[0].start, row[-1].end)


def _left(text: str, language: str, latin: int, cyrillic: int) -> Iterator[Slip]:
    """Yield some words in a row that are in another script; brackets aside, and quotations marked as such."""
    pattern = _LEFT.get(locales.table(language, Language).script)
    if pattern is not None and latin and cyrillic:
        meant = list(_meant(text))
        for found in pattern.finditer(text):
            around = next((text[start] for start, end in meant if start <= found.start() < end), "")
            if around not in _BRACKETS or not around:
                yield Slip("untranslated", *found.span(), quoted=bool(around))


def _within(each: Slip, others: Sequence[Slip]) -> bool:
    return any(other.start <= each.start and each.end <= other.end for other in others)


def _is_mistyped(word: str) -> bool:
    """Return whether a word of two scripts is none with an ending of the other one ("SMSками")."""
    latin, cyrillic = "".join(_LATIN.findall(word)), "".join(_CYRILLIC.findall(word))
    alike = _LOOKALIKE.fullmatch(latin) or _LOOKALIKE.fullmatch(cyrillic)
    return bool(alike) or min(len(latin), len(cyrillic)) <= SLIPS


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
