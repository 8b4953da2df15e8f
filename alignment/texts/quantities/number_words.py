"""Number words of a language: what they say, what joins them, and what numbers words begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from alignment.texts.grammar import parts_of_speech
from locales.tables import Numbers, Words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's number words by their plain forms."""

    atoms: dict[str, tuple[str, float]]
    #: Those of several words.
    phrases: re.Pattern[str] | None
    prefixes: tuple[str, ...]
    prefix_values: dict[str, float]
    #: Beginnings of adjectives made of a scale: "16-мільйонний".
    scale_stems: tuple[str, ...]
    scale_values: dict[str, float]
    #: What may stand between two pieces of one number.
    joint: re.Pattern[str]
    #: The same between two scales: "tens of thousands".
    between_scales: re.Pattern[str] | None
    half_more: re.Pattern[str] | None
    #: What stands between the ends of a range: "3-5 thousand".
    range: re.Pattern[str]
    #: Between so many and out of how many.
    share: re.Pattern[str] | None
    #: How nouns go on that begin with a number.
    compounds: tuple[str, ...]
    decimal: str
    language: str


@cache
def lexicon(language: str) -> Lexicon:
    """Return a language's number words from its table ``numbers``."""
    table = locales.table(language, Numbers)
    signs = table.signs
    kinds: dict[str, Mapping[int, Words] | Mapping[float, Words]] = {
        "loose": table.loose,
        "part": table.fractions,
        "times": table.multiples,
        "ordinal": table.ordinals,
        "word": table.words,
        "scale": table.scales,
    }
    atoms = {
        form: (kind, float(value))
        for kind, section in kinds.items()
        for value, forms in section.items()
        for form in forms
    }
    prefixes = {prefix: value for value, forms in table.prefixes.items() for prefix in forms}
    stems = {stem: float(value) for value, forms in table.scale_stems.items() for stem in forms}
    joiners = "|".join([r"[\s-]*", r"\.\s+", *(rf"\s+{re.escape(each)}\s+" for each in signs.joiners)])
    half = "|".join(map(re.escape, signs.half_more))
    phrases = [re.escape(form).replace("'", "['’ʼ]") for form in atoms if not form.replace("'", "").isalpha()]
    share = "|".join(map(re.escape, signs.share))
    return Lexicon(
        atoms=atoms,
        phrases=re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE) if phrases else None,
        prefixes=tuple(sorted(prefixes, key=len, reverse=True)),
        prefix_values=prefixes,
        scale_stems=tuple(stems),
        scale_values=stems,
        joint=re.compile(rf"(?:{joiners})\Z", re.IGNORECASE),
        between_scales=re.compile(rf"\s(?:{scales})\s\Z") if (scales := "|".join(signs.scale_joiners)) else None,
        half_more=re.compile(rf"\b(?:{half})\b", re.IGNORECASE) if half else None,
        range=re.compile("|".join([r"\s?[-–—]\s?", *(rf"\s{each}\s" for each in signs.range)])),
        share=re.compile(rf"\s(?:{share})\s") if share else None,
        compounds=tuple(signs.compounds),
        decimal=signs.decimal or ".",
        language=language,
    )


@lru_cache(maxsize=1 << 15)
def pieces(word: str, language: str) -> tuple[tuple[str, float, int, int], ...]:
    """Return the numbers in one plain word: kind, value, and where they stand in it; an end of 0 is the word's own."""
    lexical = lexicon(language)
    known = lexical.atoms.get(word)
    if known is not None:
        return ((*known, 0, 0),)
    if not word.startswith((*lexical.scale_stems, *lexical.prefixes)):
        return ()
    stem = next((each for each in lexical.scale_stems if word.startswith(each)), None)
    if stem is not None:
        return (("scale", lexical.scale_values[stem], 0, 0),)
    prefix = next(each for each in lexical.prefixes if word.startswith(each))
    rest = word.removeprefix(prefix)
    first = ("loose", lexical.prefix_values[prefix], 0, len(prefix))
    scale = lexical.atoms.get(rest)
    if scale is not None and scale[0] == "scale":
        return (first, (*scale, len(prefix), 0))  # "півмільйона" in one word
    return (first,) if rest.startswith(lexical.compounds) or _is_adjective(word, language) else ()


def _is_adjective(word: str, language: str) -> bool:
    """Return whether a word is one that may begin with a number ("двоповерховий"), and not "столиця" or "семінар"."""
    return not parts_of_speech(word, language).isdisjoint(("ADJF", "ADJS"))
