"""Words that stand only beside a negation, left without it: "Він ніколи мав бути депутатом".

Ukrainian and Russian negate twice: beside a finite verb, "ніколи" and "ничего" ask for "не" (negative concord;
Haspelmath 1997, "Indefinite Pronouns"). Where it is gone, the sentence is broken whatever the other editions say. The
words are those of the language's table ``negation.concord``; a language without one is never asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.grammar import parts_of_speech
from alignment.texts.negations import Force
from alignment.texts.words import plain
from locales.tables import Concord, Negation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.texts.negations import Reading

_PAUSE = re.compile(r"[^\w\s'’ʼ`-]|\s[-–—]\s")


def unmatched(reading: Reading, language: str) -> int | None:
    """Return the first word of a text whose negation is missing, as the reading counts words; None where none is.

    Args:
        reading: the text.
        language: its code.
    """
    table, asking = locales.table(language, Negation).concord, _asking(language)
    if table is None or asking is None or not asking.search(reading.text):
        return None
    words = [plain(reading.text[start:end]) for start, end in reading.spans]
    clauses = _clauses(reading, words, table.begin)
    found = (_in_clause(reading, language, table, words, clause) for clause in clauses)
    return next((place for place in found if place is not None), None)


@cache
def _asking(language: str) -> re.Pattern[str] | None:
    """Return what finds the words that ask for a negation, which few texts have."""
    table = locales.table(language, Negation).concord
    return re.compile(rf"\b(?:{'|'.join(table.words)})\b", re.IGNORECASE) if table else None


def _clauses(reading: Reading, words: Sequence[str], begin: Sequence[str]) -> Iterator[range]:
    """Yield the words between marks and words that begin a clause."""
    start = 0
    for place in range(1, len(words)):
        between = reading.text[reading.spans[place - 1][1] : reading.spans[place][0]]
        if words[place] in begin or _PAUSE.search(between):
            yield range(start, place)
            start = place
    yield range(start, len(words))


def _in_clause(reading: Reading, language: str, table: Concord, words: Sequence[str], clause: range) -> int | None:
    asking = [place for place in clause if words[place] in table.words]
    others = [place for place in clause if place not in asking]
    if len(asking) != 1 or any(reading.force[place] >= Force.HARD for place in others):
        return None
    (place,) = asking
    if place - 1 in clause and words[place - 1] in table.excuse_before:
        return None
    if place + 1 in clause and words[place + 1] in table.excuse_after:
        return None
    found = {each: parts_of_speech(words[each], language) for each in others}
    verbs = [each for each in others if found[each] == {"VERB"} and words[each] not in table.be]
    # "нічого читати": beside an infinitive such a word means that there is nothing to read.
    alone = not any("INFN" in each for each in found.values())
    return place if verbs and (alone or place + 1 in verbs) else None
