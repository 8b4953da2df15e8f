"""Why a single line of copied text is no part of a story, by its form: what no sentence of any language looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.boilerplate import phrases
from parsers.labels import split_word, words
from parsers.metadata.dates import names_day
from parsers.types import DropReason

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A line that ends so is a sentence, or the last of several.
SENTENCE = re.compile(r"[.!?…。！？][\"'»”’)\]]*\Z")
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d)")
#: A date and a clock at the end of a line, with a counter or without: what teasers in lists of news end in.
_DATED = re.compile(
    r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\s*+,?\s*+(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*[•·|,–—-].{0,30})?\Z"
)
#: "Kyiv • UNN", "192 views", "• 18 comments": short pieces around a sign that sentences do not have.
_PIECES = re.compile(r"(?:\A|\s)[•·|›»>](?:\s|\Z)")
#: "Home / World / Opinions": at least three pieces, for captions have one stroke before their credit.
_PATH = re.compile(r"\S\s[/>»›]\s.*\S\s[/>»›]\s\S")
#: "1 min read", "192 views": a number and at most three words.
_COUNTER = re.compile(r"\A[•·]?\s*\d[\d\s.,]*[KMкм]?\s+[^\W\d]+\.?(?:\s+[^\W\d]+){0,2}\Z")
#: "#bridge #Kyiv": nothing but tags; a sentence has words besides, and a headline of Markdown a space.
_TAGS = re.compile(r"\A#[^\W\d_]\w*(?:[\s,]+#\w+)*\Z")
WORD = re.compile(r"[^\W\d_]+")
#: "Ann Poe", "Anne-Marie O'Neil Poe".
_NAME = re.compile(r"[^\W\d_a-zа-яіїєґ][\w'’ʼ-]+(?:\s[^\W\d_a-zа-яіїєґ][\w'’ʼ-]+){1,2}\Z")
#: An author's line is no longer (characters).
_BYLINE = 90
#: A line of more words says something besides a time or a place.
_FEW = 6
#: A credit behind a caption has no more words.
_CREDIT_WORDS = 6


def reason(line: str, languages: Sequence[str]) -> str | None:
    """Return why a line leaves the story, a ``DropReason``, or None.

    Args:
        line: the line, white space collapsed.
        languages: BCP 47 codes of the languages whose phrases are known.
    """
    known = phrases(tuple(languages)).reason(line) or (DropReason.TAGS if _TAGS.match(line) else None)
    if known:
        return known
    count = len(WORD.findall(line))
    if not count:
        return DropReason.TICKER
    if _is_time(line, count) or byline(line, tuple(languages)) is not None:
        return DropReason.BYLINE
    if SENTENCE.search(line):
        return None
    if _DATED.search(line):
        return DropReason.READ_ALSO
    return _of_pieces(line) if count <= _FEW else None


def byline(line: str, languages: tuple[str, ...]) -> str | None:
    """Return whom a line names as its authors, None where it is no author's line.

    "Author: Ann Poe", "By Ann Poe", "Ann Poe, editor of the news desk": what leads in is known, or what people are.
    """
    if len(line) > _BYLINE:
        return None
    names = split_word(line, languages, "author")
    if names is not None:
        return names
    first, _, rest = line.partition(" ")
    known = first.casefold() in words(languages, "author")
    name, _, role = (rest if known else line).partition(", ")
    told = role.casefold().startswith(tuple(words(languages, "roles"))) if role else known
    return name if told and _NAME.match(name) and not SENTENCE.search(line) else None


def _of_pieces(line: str) -> str | None:
    if _PATH.search(line):
        return DropReason.NAVIGATION
    return DropReason.BYLINE if _PIECES.search(line) or _COUNTER.match(line) else None


def _is_time(line: str, count: int) -> bool:
    """Return whether a line says nothing but when: a date or a clock, and hardly a word besides."""
    dated = names_day(line)
    clock = _CLOCK.search(line) is not None
    return count <= 1 + 2 * dated and (dated or clock) and not (count and line.endswith((":", "?", "!")))


def is_caption(line: str, languages: tuple[str, ...]) -> bool:
    """Return whether a line ends in a credit: "The bridge. Photo: Reuters", "The bridge / © Agency"."""
    _, sign, owner = line.rpartition("©")
    if sign and len(owner.split()) <= _CREDIT_WORDS:
        return True
    if line.casefold().strip(" .()") in words(languages, "photo"):
        return True
    about, _, last = line.rpartition(". ")
    return bool(about and split_word(last, languages, "photo") and len(last.split()) <= _CREDIT_WORDS)
