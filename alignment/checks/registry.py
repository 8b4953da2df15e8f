"""All checks, in order: where two of them point at the same words, the earlier one speaks."""

from __future__ import annotations

from alignment.checks.claims import (
    date,
    divergent,
    exchange,
    headline,
    headline_number,
    name,
    number,
    source,
    speaker,
    stance,
)
from alignment.checks.form import label, language, length, media, quote, spelling
from alignment.checks.gaps import addition, missing, moved, omission, stale
from alignment.checks.negation import negation

CHECKS = tuple(
    module.CHECK
    for module in (
        missing,
        moved,
        length,
        omission,
        addition,
        number,
        exchange,
        date,
        stance,
        negation,
        speaker,
        name,
        source,
        headline_number,
        headline,
        language,
        stale,
        quote,
        label,
        spelling,
        media,
        divergent,
    )
)
