"""Lines that only say where the news comes from; editions fold them into the lead, which is no difference."""

from __future__ import annotations

import locales
from alignment.checks.words import plain

#: A longer sentence has something to say besides (words).
LONGEST = 12


def is_source_line(text: str, language: str) -> bool:
    """Say whether a short text opens as such a line does: "Про це глава держави написав у Telegram."."""
    openings = tuple(plain(each) for each in locales.table(language, "sources").get("lines", ()))
    return bool(openings) and plain(text).startswith(openings) and len(text.split()) <= LONGEST
