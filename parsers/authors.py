"""Names of authors out of bylines: split, cleaned of role words and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.tree import words

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


def split(names: Iterable[str]) -> tuple[str, ...]:
    """Return clean author names in order, each once."""
    found = [words(_ADDRESS.sub("", name)).strip(" ,;|/") for name in names]
    return tuple(dict.fromkeys(filter(None, found)))
