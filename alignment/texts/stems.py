"""What may be left of a word without its case ending: for names in tables, which no dictionary knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import locales
from locales.tables import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Shorter stems would be met by chance (letters).
SHORTEST = 3
#: What a stem never ends in, as far as its cases differ there.
_SOFT = "аеиоуыіїєюяйьэё"


def stem(name: str) -> str:
    """Return what the cases of a name (in lower case, nominative) have in common."""
    return name.rstrip(_SOFT)


def stems(form: str, language: str) -> Iterator[str]:
    """Yield what a form in lower case may be without an ending of its language, and the form."""
    endings = _endings(language)
    for length in range(max(SHORTEST, len(form) - 4), len(form) + 1):
        if form[length:] in endings:
            yield form[:length]


@cache
def _endings(language: str) -> frozenset[str]:
    table = locales.table(language, Names).spelling
    endings = table.endings.split() if table else []
    if table is None or table.latin:
        return frozenset({"", "s", *endings})
    # A soft stem shows its vowel before the ending: Дан-ія, Дан-ії.
    return frozenset({"", *endings, *(f"{vowel}{ending}" for vowel in "іиь" for ending in endings)})
