"""Help in the reader's language: cyclopts reads the options' English texts, which are message ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import locales
from sources.types import translatable

if TYPE_CHECKING:
    from cyclopts.help import HelpPanel
    from rich.console import Console, ConsoleOptions

#: What cyclopts itself writes into its panels, and docstrings that it shows.
TITLES = (
    translatable("Commands"),
    translatable("Parameters"),
    translatable("Arguments"),
    translatable("Display this message and exit."),
    translatable("Display application version."),
    translatable("a page's URL, whose sister editions are found, or a folder with uk.html, en.html, ru.txt."),
)


class TranslatedHelp:
    """Prints a panel of the help as cyclopts does, translated.

    Args:
        language: the reader's, BCP 47.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Print a panel."""
        from cyclopts.help import DefaultFormatter, InlineText  # noqa: PLC0415 - only for help
        from rich.markdown import Markdown  # noqa: PLC0415 - the same

        if isinstance(panel.title, str):
            panel = panel.copy(title=self._said(panel.title))
        for entry in panel.entries:
            said = entry.description
            if isinstance(said, InlineText) and isinstance(said.primary_renderable, Markdown):
                said.primary_renderable = Markdown(self._said(said.primary_renderable.markup))
        DefaultFormatter()(console, options, panel)

    def _said(self, text: str) -> str:
        return locales.catalogue(self._language).gettext(text) if text else text
