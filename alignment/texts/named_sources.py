"""External sources that a text names: agencies, papers, and the platforms where others speak."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import locales
from locales.tables import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def platforms() -> frozenset[str]:
    """Return the sources that are only places where others speak."""
    return frozenset(locales.table("en", Sources).platforms)


@cache
def _forms(language: str) -> Mapping[str, str]:
    """Return the forms of all sources in a language, with the source of each; English ones are used everywhere."""
    tables = [locales.table(each, Sources).names for each in ("en", language)]
    return {form: source for table in tables for source, forms in table.items() for form in forms}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return what finds any form, whatever blanks it has; up to two letters may be a case ending of the language."""
    forms = sorted(_forms(language), key=len, reverse=True)
    anywhere = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in forms)
    return re.compile(r"(?<!\w)(" + anywhere + r")(?:['’]s|[а-яіїє]{1,2})?(?!\w)")


@lru_cache(maxsize=4096)
def sources(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """Return the sources that a text names, each with its place (characters, end exclusive)."""
    forms = _forms(language)
    return tuple(
        (forms[" ".join(found[1].split())], found.start(), found.end()) for found in _pattern(language).finditer(text)
    )


def label(source: str) -> str:
    """Return what a source is called in messages: its English name."""
    return locales.table("en", Sources).names.get(source, (source,))[0]
