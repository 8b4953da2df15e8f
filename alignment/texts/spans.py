"""Where the words of a text are."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

#: Letters and digits with inner apostrophes; a hyphen ends a word.
WORD = re.compile(r"\w+(?:['’ʼ`]\w+)*")
#: Names the rule: what was counted by another one must not be read by this one.
RULE = hashlib.blake2b(WORD.pattern.encode(), digest_size=4).hexdigest()


@lru_cache(maxsize=4096)
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of a text's words (characters, end exclusive)."""
    return tuple(found.span() for found in WORD.finditer(text))
