"""One person spelled in two ways inside one edition: a note on style.

Spellings are compared without their case endings and by what transliterations confuse (y and i, г and ґ, doubled
letters), which is much finer than the sounds that languages share. The other editions bear it out: they must know the
name, and not in two spellings, since those would be two persons.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import locales
from alignment.checks.types import Check
from alignment.texts.names import is_name, names
from alignment.texts.sounds import unaccented
from alignment.texts.words import plain
from alignment.types import Evidence, FindingKind, Severity
from locales.messages import message
from locales.tables import Names
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from alignment.checks.types import Story
    from alignment.texts.names import Name
    from alignment.types import Finding
    from parsers.types import Article

#: What somebody else has written, or what is laid out.
_NOT_OURS = {BlockKind.QUOTE, BlockKind.PULL_QUOTE, BlockKind.CAPTION, BlockKind.IMAGE, BlockKind.EMBED}
_QUOTED = re.compile(r"[\"«“„‟][^\"»”“„«‟\n]*+[\"»”“]")
#: Beside these a word is part of an address or of a user's name.
_BEFORE, _AFTER = re.compile(r"[@#/_.]\Z"), re.compile(r"[@/_]|\.\w")
#: Shorter names are too often alike by chance (letters, before and after the ending is taken off).
SHORTEST, SHORTEST_STEM = 5, 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edition has a name: its block, the word, and the names that stand right beside it."""

    block: int
    name: Name
    beside: tuple[Name, ...]


def check(story: Story) -> Iterator[Finding]:
    """Yield a note for every spelling of a name that an edition has beside a more usual one of its own."""
    for edition in story.editions:
        article = story.articles[edition]
        for spellings in _by_sound(_places(article), article.language):
            usual, *rarer = sorted(spellings, key=lambda places: (-len(places), places[0].block))
            for places in rarer:
                if _one_name(story, edition, (usual, places)):
                    yield _finding(story, edition, places[0], usual[0])


def _places(article: Article) -> Iterator[Place]:
    """Yield the names that an article tells in its own words, as far as it has another spelling of them."""
    various = _various(article)
    for index, block in enumerate(article.blocks if various else ()):
        if block.kind in _NOT_OURS:
            continue
        found = names(block.text, article.language)
        quoted = [each.span() for each in _QUOTED.finditer(block.text)] if found else []
        for place, name in enumerate(found):
            if name.text not in various or not _is_told(name, block.text):
                continue
            if not any(start <= name.start < end for start, end in quoted):
                beside = tuple(each for each in found[max(0, place - 1) : place + 2] if _touch(each, name))
                yield Place(index, name, beside)


def _various(article: Article) -> frozenset[str]:
    """Return the names of an article, as written, beside which it has another spelling; most have none."""
    language = article.language
    written = {name.text for block in article.blocks for name in names(block.text, language)}
    stems = {word: stem for word in written if len(word) >= SHORTEST and (stem := stem_of(word, language))}
    spellings = Counter(folded(stem, language) for stem in set(stems.values()))
    return frozenset(word for word, stem in stems.items() if spellings[folded(stem, language)] > 1)


def _is_told(name: Name, text: str) -> bool:
    return (
        len(name.text) >= SHORTEST
        and not name.text.isupper()
        and not name.sound.entities
        and not _BEFORE.search(text[: name.start])
        and not _AFTER.match(text[name.end : name.end + 2])
    )


def _touch(one: Name, other: Name) -> bool:
    return one.end + 1 == other.start or other.end + 1 == one.start


def _by_sound(places: Iterable[Place], language: str) -> Iterator[list[list[Place]]]:
    """Yield the places of names that sound alike and are not all spelled alike, those of one spelling together."""
    found: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        if stem := stem_of(place.name.text, language):
            found.setdefault((folded(stem, language), stem), []).append(place)
    for _, stems in groupby(sorted(found), key=lambda key: key[0]):
        spellings = [found[key] for key in stems]
        if len(spellings) > 1:
            yield spellings


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What a language's table says, ready to be looked up."""

    latin: bool
    endings: tuple[str, ...]
    doubling: frozenset[str]
    feminine: tuple[str, ...]
    vowels: str
    alike: Mapping[str, str]


@cache
def _spelling(language: str) -> _Spelling | None:
    table = locales.table(language, Names).spelling
    return (
        None
        if table is None
        else _Spelling(
            latin=table.latin,
            endings=tuple(sorted(table.endings.split(), key=len, reverse=True)),
            doubling=frozenset(table.doubling.split()),
            feminine=tuple(table.feminine.split()),
            vowels=table.vowels,
            alike=table.alike,
        )
    )


@lru_cache(maxsize=1 << 15)
def stem_of(word: str, language: str) -> str:
    """Return a name as it is spelled, without its ending; empty where that leaves too little, or nothing is known."""
    form, table = plain(word), _spelling(language)
    if table is None or unaccented(form).isascii() != table.latin:
        return ""
    fitting = (each for each in table.endings if form.endswith(each))
    ending = next((each for each in fitting if len(form) - len(each) >= SHORTEST_STEM), "")
    stem = form.removesuffix(ending)
    if ending in table.doubling and stem[-1] == stem[-2]:
        return ""  # "Уманню" is a case of "Умань", "Запоріжжю" of "Запоріжжя"
    bare = stem.rstrip(table.vowels) if ending else stem
    return max(bare, stem[:SHORTEST_STEM], key=len) if len(stem) >= SHORTEST_STEM else ""


def _is_person(place: Place, language: str) -> bool:
    """Return whether it is a name at all; a dictionary knows names with their endings, a list without them."""
    word, table = place.name.text, _spelling(language)
    return is_name(stem_of(word, language) if table and table.latin else word, language)


@cache
def _alike(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    known = _spelling(language)
    table = known.alike if known else {}
    longest_first = sorted(table, key=lambda spelling: (-len(spelling), spelling))
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), table


@lru_cache(maxsize=1 << 15)
def folded(stem: str, language: str) -> str:
    """Return a stem in which spellings that are confused are one."""
    pattern, table = _alike(language)
    return "".join(letter for letter, _ in groupby(pattern.sub(lambda match: table[match.group()], unaccented(stem))))


def _one_name(story: Story, edition: str, spellings: tuple[Sequence[Place], Sequence[Place]]) -> bool:
    """Return whether two spellings stand for one person, as far as the editions can tell."""
    language = story.articles[edition].language
    one, other = spellings
    return (
        any(not place.name.opens for places in spellings for place in places)
        and _is_feminine(one, language) == _is_feminine(other, language)
        and _same_company(one, other, language)
        and all(_is_person(places[0], language) for places in spellings)
        and _borne_out(story, edition, one[0].name, other[0].name)
    )


def _is_feminine(places: Sequence[Place], language: str) -> bool:
    table = _spelling(language)
    return table is not None and any(plain(place.name.text).endswith(table.feminine) for place in places)


def _same_company(one: Sequence[Place], other: Sequence[Place], language: str) -> bool:
    """Return whether no other first name, or no other surname, stands beside each of two spellings."""
    beside, beside_other = (
        {name.sound for place in places for name in place.beside if is_name(name.text, language)}
        for places in (one, other)
    )
    return not (beside and beside_other) or any(a.agrees(b) for a in beside for b in beside_other)


def _borne_out(story: Story, edition: str, one: Name, other: Name) -> bool:
    """Return whether another edition knows both as one name, and none as two."""
    spellings = [_spelled(article, one, other) for each, article in story.articles.items() if each != edition]
    return any(spellings) and all(len(each) <= 1 for each in spellings)


def _spelled(article: Article, one: Name, other: Name) -> set[str]:
    """Return the spellings that an edition has for two names, as far as both sound like them."""
    return {
        stem
        for block in article.blocks
        for name in names(block.text, article.language)
        if name.sound.agrees(one.sound) or name.sound.agrees(other.sound)
        if (stem := stem_of(name.text, article.language)) and is_name(name.text, article.language)
    }


def _finding(story: Story, edition: str, here: Place, usual: Place) -> Finding:
    evidence = [
        Evidence(edition=edition, block=each.block, start=each.name.start, end=each.name.end, text=each.name.text)
        for each in (here, usual)
    ]
    return CHECK.finding(
        message(
            "{edition} spells one name in two ways: {value} and {other}",
            edition=f"language:{edition}",
            value=here.name.text,
            other=usual.name.text,
        ),
        edition=edition,
        row=_row_of(story, edition, here.block),
        evidence=evidence,
        cause="spelling",
    )


def _row_of(story: Story, edition: str, block: int) -> int | None:
    return next(
        (row.index for row in story.rows for cell in row.cells if cell.edition == edition and block in cell.indices),
        None,
    )


CHECK = Check(
    name="spelling",
    kind=FindingKind.NAME,
    severity=Severity.INFO,
    summary=message("One person spelled in two ways inside one edition"),
    example=message("Zelenskyy in one paragraph, Zelensky in another"),
    story=check,
)
