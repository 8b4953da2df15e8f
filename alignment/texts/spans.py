"""Where the words of a text are."""

from __future__ import annotations

import re
from functools import lru_cache

#: Letters and digits with inner apostrophes; a hyphen ends a word.
WORD = re.compile(r"\w+(?:['’ʼ`]\w+)*")


@lru_cache(maxsize=4096)
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of a text's words (characters, end exclusive)."""
    return tuple(found.span() for found in WORD.finditer(text))
