"""``zvirka batch --format html``: a page for each story, and one that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import reports
from flows.console.output import settled
from pipeline.atomic_files import write_atomically
from reports.formats.html import index
from reports.states import DISMISSED
from reports.totals import Totals

if TYPE_CHECKING:
    from pathlib import Path

    from alignment.types import Comparison
    from flows.console.session import Session

LIST = "index.html"


class Pages:
    """Writes pages into a folder, each as soon as its story is compared, their list at the end.

    Args:
        folder: where they go; it exists.
        session: how zvirka speaks, and where decisions are kept.
    """

    def __init__(self, folder: Path, session: Session) -> None:
        self._folder, self._session = folder, session
        self._listed: list[tuple[Comparison, str]] = []
        self._states: dict[str, dict[str, str]] = {}
        self._totals = Totals()

    def add(self, comparison: Comparison) -> None:
        """Write the page of a story."""
        states = dict.fromkeys(settled(comparison, self._session), DISMISSED)
        name = f"{comparison.story}.html"
        page = reports.render(comparison, "html", self._session.settings.ui_language, states=states)
        write_atomically(self._folder / name, page)
        self._listed.append((comparison, name))
        self._states[comparison.story] = states
        self._totals.add(comparison)

    def fail(self, name: str, why: str) -> None:
        """Write nothing: there is no page of a story that could not be compared."""

    def end(self) -> Totals:
        """Write the list of the pages and return the totals."""
        page = index(self._listed, self._session.settings.ui_language, states=self._states)
        write_atomically(self._folder / LIST, page)
        return self._totals
