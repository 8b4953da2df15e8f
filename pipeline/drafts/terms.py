"""The words of a house in machine drafts: its glossary, and what the target edition calls people and places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import locales
from alignment.types import DraftTerm
from locales.tables import Names
from pipeline.settings import policy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from alignment.checks.glossary import Glossary, Term
    from alignment.types import Comparison
    from parsers.types import Article
    from pipeline.settings.load import Settings

GLOSSARY, NAMES = "glossary", "names"
#: Letters that two forms of a name share at least; endings differ by case.
STEM = 3


@dataclass(frozen=True, slots=True)
class House:
    """What a house says how; nothing without a glossary."""

    glossary: Glossary | None = None
    #: Whether names are looked up in the target edition.
    names: bool = field(default=True)


def load(comparison: Comparison, settings: Settings) -> House:
    """Return the words that hold for a story, from the same glossary as the checks'; see docs/checks.md.

    Raises:
        SettingsError: the glossary cannot be read.
    """
    urls = [article.url for article in comparison.articles.values()]
    return House(policy.wanted(urls, settings)[1])


def wanted(words: House, text: str, source: str, article: Article) -> tuple[DraftTerm, ...]:
    """Return the house's words for what a text says.

    Args:
        words: the house's.
        text: what will be translated.
        source: its language.
        article: the edition that it will be translated for.
    """
    terms = words.glossary.terms if words.glossary is not None else ()
    found = [*_of_glossary(terms, text, source, article.language)]
    if words.names:
        found += _of_names(text, source, article)
    return tuple(dict.fromkeys(found))


def _of_glossary(terms: Sequence[Term], text: str, source: str, target: str) -> Iterator[DraftTerm]:
    for term in terms:
        said = _pattern(term.pair.get(source, ())).search(text) if source in term.pair else None
        if said is not None and term.pair.get(target):
            yield DraftTerm(origin=GLOSSARY, source=said[0], wanted=_plain(term.pair[target][0]))


def _of_names(text: str, source: str, article: Article) -> Iterator[DraftTerm]:
    """Yield what the target edition calls the names of a text, where it names them elsewhere in the story."""
    from alignment.texts.names import is_name, names  # noqa: PLC0415 - only for drafts

    known = [name for block in article.blocks for name in names(block.text, article.language) if not name.opens]
    for name in names(text, source):
        if not name.opens and is_name(name.text, source):
            same = [each.text for each in known if each.sound.whole and each.sound.agrees(name.sound)]
            if same:
                yield DraftTerm(origin=NAMES, source=name.text, wanted=max(same, key=same.count))


def applied(
    words: House, translation: str, terms: Sequence[DraftTerm], source: str, target: str
) -> tuple[str, tuple[DraftTerm, ...]]:
    """Return a translation with the house's words, and which of them it has.

    A word is put in only where that cannot break the sentence: for a form that the glossary names exactly, and for
    names of a language that does not inflect them. Everything else is left as it is and told.

    Args:
        words: the house's.
        translation: as the service gave it.
        terms: as `wanted` gave them.
        source: the language of the source.
        target: that of the translation.
    """
    seen = []
    for term in terms:
        change = _by_glossary if term.origin == GLOSSARY else _by_name
        translation, now = change(words, translation, term, source, target)
        seen.append(now)
    return translation, (*seen, *_unwanted(words, translation, target, seen))


def _by_glossary(words: House, text: str, term: DraftTerm, _source: str, target: str) -> tuple[str, DraftTerm]:
    rule = next(each for each in _rules(words) if term.wanted in map(_plain, each.pair.get(target, ())[:1]))
    if _pattern(rule.pair[target]).search(text):
        return text, replace(term, applied=True)
    said = _pattern(rule.forbidden.get(target, ())).search(text) if rule.forbidden.get(target) else None
    if said is None:
        return text, term
    exact = "*" not in "".join((*rule.forbidden[target], rule.pair[target][0]))
    made = _pattern(rule.forbidden[target]).sub(lambda found: _cased(term.wanted, found[0]), text) if exact else text
    return made, replace(term, said=said[0], applied=exact)


def _cased(wanted: str, said: str) -> str:
    """Return a word with a capital where it stands in the place of one, at the beginning of a sentence."""
    return wanted[:1].upper() + wanted[1:] if said[:1].isupper() else wanted


def _by_name(_words: House, text: str, term: DraftTerm, source: str, target: str) -> tuple[str, DraftTerm]:
    from alignment.texts.names import names  # noqa: PLC0415 - loaded by now
    from alignment.texts.sounds import sound_of  # noqa: PLC0415 - loaded by now

    sound = sound_of(term.source, source)
    same = [name for name in names(text, target) if name.sound.agrees(sound)]
    inflected = bool(locales.table(target, Names).dictionary)
    if not same or any(_one_name(name.text, term.wanted, inflected=inflected) for name in same):
        return text, replace(term, applied=bool(same))
    first = same[0]
    if inflected:
        return text, replace(term, said=first.text)
    return text[: first.start] + term.wanted + text[first.end :], replace(term, said=first.text, applied=True)


def _one_name(said: str, wanted: str, *, inflected: bool) -> bool:
    """Whether two words are one spelling, or forms of one where names are inflected."""
    if not inflected:
        return said == wanted
    length = max(STEM, min(len(said), len(wanted)) - 2)
    return said[:length].casefold() == wanted[:length].casefold()


def _unwanted(words: House, text: str, target: str, seen: Sequence[DraftTerm]) -> Iterator[DraftTerm]:
    """Yield what the glossary forbids and the draft still says."""
    known = {term.said for term in seen}
    for rule in _rules(words):
        said = _pattern(rule.forbidden[target]).search(text) if rule.forbidden.get(target) else None
        if said is not None and said[0] not in known:
            yield DraftTerm(origin=GLOSSARY, source="", wanted="", said=said[0])


def _rules(words: House) -> tuple[Term, ...]:
    return words.glossary.terms if words.glossary is not None else ()


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    from alignment.checks.glossary import pattern  # noqa: PLC0415 - loaded by now

    return pattern(forms)


def _plain(form: str) -> str:
    return form.removesuffix("*")
