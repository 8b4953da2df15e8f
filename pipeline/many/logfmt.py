"""Lines for the log that people and programs read."""

from __future__ import annotations

import json


def line(**values: object) -> str:
    """Return a line for the log that programs read too: names and values, as in ``became=compared seconds=0.412``."""
    return " ".join(f"{name}={_value(str(value))}" for name, value in values.items())


def _value(text: str) -> str:
    """Return a value as it is where it is one printable word, as a JSON string otherwise: a line stays one line."""
    if text and text.isprintable() and not set(text) & {" ", '"', "="}:
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())
