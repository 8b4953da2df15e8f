"""Help in the reader's language: cyclopts reads the options' English texts, which are message ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import locales
from locales.interface import Interface
from locales.messages import translatable

if TYPE_CHECKING:
    from cyclopts.help import HelpEntry, HelpPanel
    from rich.console import Console, ConsoleOptions

#: What cyclopts itself writes into its panels, and docstrings that it shows.
TITLES = (
    translatable("Commands"),
    translatable("Parameters"),
    translatable("Arguments"),
    translatable("Display this message and exit."),
    translatable("Display application version."),
    translatable("a page's URL, whose sister editions are found, or a folder with uk.html, en.html, ru.txt."),
    translatable("a folder in which every folder is a story, or a web archive."),
    translatable("its id."),
    translatable("its id, as the list shows it."),
    translatable("ids of stories, or of single findings."),
    translatable("a page's URL, or a folder with uk.html, en.html, ru.txt."),
    translatable("a URL, an HTML file or a text file."),
    translatable("the URL of one edition."),
    translatable("addresses, folders with a story each, folders of such folders, or web archives."),
)
#: Words for what stands in a place.
PLACES = (
    translatable("COMMAND"),
    translatable("OPTIONS"),
    translatable("FINDING"),
    translatable("PUBLISHER"),
    translatable("SOURCES"),
    translatable("SOURCE"),
    translatable("CHOICE"),
    translatable("NUMBER"),
    translatable("STORY"),
    translatable("FLOAT"),
    translatable("ARGS"),
    translatable("NAMES"),
    translatable("NAME"),
    translatable("PAGE"),
    translatable("PATH"),
    translatable("TEXT"),
)
#: What cyclopts calls kinds of values, and what people call them.
KINDS = {"STR": "TEXT", "INT": "NUMBER"}
#: Defaults that say nothing.
NOTHING = ("()", '""', "False", "True")
_WORD = re.compile(r"[A-Z]{3,}")


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
        panel = panel.copy(entries=[self._entry(entry) for entry in panel.entries])
        for entry in panel.entries:
            said = entry.description
            if isinstance(said, InlineText) and isinstance(said.primary_renderable, Markdown):
                said.primary_renderable = Markdown(self._said(said.primary_renderable.markup))
        DefaultFormatter()(console, options, panel)

    def render_usage(self, console: Console, _options: ConsoleOptions, usage: object) -> None:
        """Print how the command is used."""
        if usage:
            console.print(self._places(str(usage)), style="bold", markup=False, highlight=False)

    def _entry(self, entry: HelpEntry) -> HelpEntry:
        """Return an entry whose places have names, and whose choices are told, in the reader's language."""
        self._tell_choices(entry)
        return entry.copy(
            choices=None,
            default=None,
            required=False,
            metavar=self._places(entry.metavar) if entry.metavar else entry.metavar,
            positional_label=self._places(entry.positional_label) if entry.positional_label else entry.positional_label,
        )

    def _tell_choices(self, entry: HelpEntry) -> None:
        """Say what a value can be, what it is where nothing is given, and whether it has to be."""
        from cyclopts.help import InlineText  # noqa: PLC0415 - only for help
        from rich.text import Text  # noqa: PLC0415 - the same

        interface = Interface(self._language)
        said = [interface.gettext("one of {choices}", choices=", ".join(entry.choices))] if entry.choices else []
        if entry.default is not None and entry.default not in NOTHING:
            said.append(interface.gettext("usually {value}", value=entry.default))
        said += [interface.gettext("required")] if entry.required else []
        if said and isinstance(entry.description, InlineText):
            entry.description.append(Text(f"[{'; '.join(said)}]", "cyclopts.choices"))

    def _places(self, text: str) -> str:
        """Translate the words in capital letters."""
        return _WORD.sub(lambda found: self._said(KINDS.get(found[0], found[0])), text)

    def _said(self, text: str) -> str:
        return locales.catalogue(self._language).gettext(text) if text else text
