"""Names of authors out of bylines: split, cleaned of role words and addresses."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from locales import described, table
from locales.page_tables import Metadata
from parsers.html.tree import words
from parsers.labels import split_label
from parsers.metadata.dates import month_names

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Runs of characters and of blanks are entered at their beginning only: a byline may be a megabyte of either.
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S[^\s@]*+@\S[^\s.]*+\.\S++")
#: An account beside a name.
_ACCOUNT = re.compile(r"(?<!\S)@\w+")
_BRACKETS = re.compile(r"(?:(?<!\s)\s++)?\([^)]*+\)?")
_SEPARATORS = re.compile(r"(?:(?<!\s)\s++)?[;/|·•]\s*+|,\s++")
#: "And" and "by" in languages that have no table, whose bylines reach us through agencies and partner sites: German,
#: French, Spanish, Swedish, Norwegian and Danish, Turkish; German, French, Spanish and Portuguese, Scandinavian. These
#: are closed classes.
_AND = ("und", "et", "y", "och", "og", "ve")
_BY = ("von", "par", "por", "av")
#: What stands between a text and the name of its author.
PREPOSITIONS = ("by", *_BY)
#: More words than this are no name but a sentence about the author.
_MOST_WORDS = 6
#: A date or a telephone number after the name.
_FROM_DIGIT = re.compile(r"(?<=\w)[\s,|–—-]+\d.*$")
_LEADING_DATE = re.compile(r"\d")
_LONGEST_PIECE = 10
_EDGES = " ,;|/:–—-•·"


def split(names: Iterable[str], publisher: str = "") -> tuple[str, ...]:
    """Return clean author names in order, each once.

    Args:
        names: bylines or parts of them: "By Anna Example and Ben Example, staff writers".
        publisher: the site's name, which some bylines have before or behind the author's.
    """
    found = []
    for name in names:
        text = _BRACKETS.sub("", _ACCOUNT.sub("", _ADDRESS.sub("", words(name)))).strip(_EDGES)
        text = _without_house(_dated().sub("", text), publisher)
        text = _led_in().sub("", _led_in_sentence().sub("", _without_date(text)))
        parts = [part for piece in _pieces(text) for part in _conjunctions().split(piece)]
        found += [part.strip(_EDGES) for part in parts]
    return tuple(dict.fromkeys(name for name in found if _is_name(name)))


def _without_house(text: str, publisher: str) -> str:
    """Cut off what stands beside a name of two words: the site's name, then a role."""
    folded, house = text.casefold(), publisher.casefold()
    if house and folded.startswith(f"{house} "):
        text = _if_name(text[len(house) :], text)
    elif house and folded.endswith(f" {house}"):
        text = _if_name(text[: -len(house)], text)
    roles = [role for role in _roles() if text.casefold().endswith(f" {role}")]
    return _if_name(text[: -max(map(len, roles))], text) if roles else text


def _if_name(text: str, otherwise: str) -> str:
    """Return a text that may be a name of two words, else another one."""
    name = text.strip(_EDGES)
    return name if " " in name else otherwise


def _without_date(text: str) -> str:
    """Cut a date off, with the month and the small words before its first digit: "on", "am"."""
    cut = _FROM_DIGIT.sub("", text)
    if cut != text:
        kept = cut.split()
        while kept and (kept[-1].strip(_EDGES).casefold() in month_names() or kept[-1].islower()):
            kept.pop()
        return " ".join(kept)
    return text


def _pieces(text: str) -> list[str]:
    """Return what stands between commas, sentences about the author left out."""
    return [piece for piece in _SEPARATORS.split(text) if len(piece.split()) <= _LONGEST_PIECE]


def _is_name(text: str) -> bool:
    if not any(character.isalpha() for character in text) or len(text.split()) > _MOST_WORDS:
        return False
    if (
        _LEADING_DATE.match(text)
        or text.rsplit(maxsplit=1)[-1].casefold() in PREPOSITIONS
        or split_label(text.split(maxsplit=1)[0], described())[0]
    ):
        return False
    return text.casefold() not in _roles() | month_names()


@cache
def _led_in() -> re.Pattern[str]:
    """Return what stands before the names: "By", "Author:", in any language that is known."""
    known = {word for code in described() for word in table(code, Metadata).author}
    known.update(_BY)
    return re.compile(
        rf"^(?:(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?:\s*:\s*|\s+))+", re.IGNORECASE
    )


@cache
def _led_in_sentence() -> re.Pattern[str]:
    """Return what stands before a name that a few words lead to: "View all posts by", "erstellt von"."""
    by = "|".join(PREPOSITIONS)
    one_word = rf"\S+\s(?:{by})\s(?=[A-ZÄÖÜ]\S+\s[A-ZÄÖÜ]\S+$)"
    return re.compile(rf"^(?:{one_word}|(?:\S+\s){{0,4}}?[^\W\d_A-ZА-ЯІЇЄҐ]\S*\s(?:\S+\s){{0,2}}?(?:{by})\s)")


@cache
def _dated() -> re.Pattern[str]:
    """Return what stands before a name behind a date: "Posted on September 21, 2020 by"."""
    return re.compile(rf"^.{{0,40}}\b\d{{4}}(?:,? \d{{1,2}}:\d{{2}})?\s(?:{'|'.join(PREPOSITIONS)})\s")


@cache
def _conjunctions() -> re.Pattern[str]:
    known = {word for code in described() for word in table(code, Metadata).between}
    known.update(_AND)
    return re.compile(rf"(?<!\s)\s++(?:{'|'.join(map(re.escape, sorted(known)))})\s++", re.IGNORECASE)


@cache
def _roles() -> frozenset[str]:
    tables = [table(code, Metadata) for code in described()]
    return frozenset(word for each in tables for word in (*each.roles, *each.author))
