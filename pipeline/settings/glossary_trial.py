"""A glossary tried on a story that was compared: what it would say, before anybody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from alignment.types import Comparison, Finding


def check(text: str, name: str) -> None:
    """Refuse a glossary that could not be read.

    Raises:
        SettingsError: saying what is wrong with it.
    """
    from alignment.checks.glossary import GlossaryError, parse  # noqa: PLC0415 - numpy

    try:
        parse(text, name)
    except GlossaryError as error:
        why = " ".join(error.detail.split())
        raise SettingsError(
            message("the glossary {name} cannot be read ({why}); correct it", name=name, why=why)
        ) from error


def findings(text: str, name: str, comparison: Comparison) -> tuple[Finding, ...]:
    """Return what a glossary finds in a story, in the order of its rows.

    Args:
        text: the glossary's.
        name: the file's, for errors.
        comparison: the story's newest one.

    Raises:
        SettingsError: the glossary cannot be read.
    """
    from alignment.checks.form import label  # noqa: PLC0415 - numpy
    from alignment.checks.glossary import parse  # noqa: PLC0415 - the same
    from alignment.checks.story import story_of  # noqa: PLC0415 - the same
    from alignment.encoders.vectors import Vectors  # noqa: PLC0415 - the same

    check(text, name)
    story = story_of(comparison.articles, comparison.rows, Vectors(), parse(text, name))
    return tuple(found for row in story.rows for found in label.check(story, row))
