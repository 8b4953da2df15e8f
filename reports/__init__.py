"""Comparisons made readable: the terminal, files for people, files for programs. Nothing here reads or writes files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from reports.formats.report_formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison

__all__ = ["FORMATS", "Renderer", "UnavailableFormatError", "render"]


class UnavailableFormatError(ValueError):
    """A format that cannot be written, with one line that says why and what to do."""


class Renderer(Protocol):
    """A module that writes one format."""

    def render(self, comparison: Comparison, language: str, *, states: Mapping[str, str]) -> str:
        """Return the comparison as text in the module's format."""


def render(
    comparison: Comparison,
    format: str,  # noqa: A002 - what it is called everywhere
    language: str,
    *,
    states: Mapping[str, str] | None = None,
) -> str:
    """Return a comparison as text.

    Args:
        comparison: what was compared.
        format: one of ``FORMATS``.
        language: the language of the interface, BCP 47.
        states: what has been decided about findings, by their ids ("dismissed"); a dismissed one never counts.

    Raises:
        UnavailableFormatError: the format is unknown, or needs a library that is not installed.
    """
    if format not in FORMATS:
        reason = f"unknown format {format}: use one of {', '.join(FORMATS)}"
        raise UnavailableFormatError(reason)
    renderer = cast("Renderer", import_module(f"reports.formats.{FORMATS[format].module}"))
    return renderer.render(comparison, language, states=states or {})
