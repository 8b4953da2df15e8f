"""Sentences for people, untranslated; the names of the functions tell the extractor which strings are messages."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations when messages are stored
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence for people, kept untranslated so that it can be read in any interface language.

    ``text`` is the English message id with ``{name}`` placeholders; ``plural`` and ``count`` are given together where
    the sentence depends on a number. Values that start with ``language:`` name an edition and are shown by its name.
    A value ``name:xx`` is the value ``name`` for readers of the language xx.
    """

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None


def translatable(text: str) -> str:
    """Return the text; its use marks a message id for the catalogues."""
    return text


def translatable_plural(singular: str, plural: str) -> tuple[str, str]:
    """Return a pair of message ids whose form depends on a count that is known where they are shown."""
    return singular, plural


def message(text: str, **values: str | int) -> Message:
    """Return a message with its placeholders' values."""
    return Message(text=text, values=values)


def plural_message(singular: str, plural: str, count: int, **values: str | int) -> Message:
    """Return a message whose form depends on ``count``, which is also the value of ``{count}``."""
    return Message(text=singular, plural=plural, count=count, values=values)
