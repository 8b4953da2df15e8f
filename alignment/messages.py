"""Constructors of messages; their names tell the extractor which strings to put into the catalogues."""

from __future__ import annotations

from alignment.types import Message


def message(text: str, **values: str | int) -> Message:
    """Return a message with its placeholders' values."""
    return Message(text=text, values=values)


def plural_message(singular: str, plural: str, count: int, **values: str | int) -> Message:
    """Return a message whose form depends on ``count``, which is also the value of ``{count}``."""
    return Message(text=singular, plural=plural, count=count, values=values)
