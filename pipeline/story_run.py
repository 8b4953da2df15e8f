"""What every step of a run needs."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from locales.interface import Interface
from locales.messages import message, translatable
from pipeline.errors import DatabaseError
from pipeline.reading import read_editions
from pipeline.reading.page_parsing import Parsing
from pipeline.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alignment.types import Comparison
    from pipeline.reading.page_parsing import Do
    from pipeline.reading.web import Web
    from pipeline.request import Request
    from pipeline.settings.load import Settings
    from sources.types import FetchPolicy, Page
    from storage.store import Store

_READING = translatable("Reading {name}")


def require_database(url: str) -> None:
    """Open a database and close it again.

    Raises:
        DatabaseError: it cannot be used.
    """
    from storage.store import Store  # noqa: PLC0415 - SQLAlchemy; errors of usage come without it
    from storage.types import StorageError  # noqa: PLC0415 - the same

    try:
        Store(url).close()
    except StorageError as error:
        raise DatabaseError(message("{why}", why=str(error))) from error


class Run:
    """A request with its settings; the database is opened when the first step asks for it.

    Args:
        request: what was asked for.
        settings: everything that is set.
        progress: is told what is being done.
        stages: measures how long what takes.
        do: parses and compares where that can be given up (`Workers.do`); None does it here.
    """

    def __init__(
        self,
        request: Request,
        settings: Settings,
        progress: Callable[[str], None],
        stages: Stages | None = None,
        *,
        do: Do | None = None,
    ) -> None:
        self.request, self.settings, self.do = request, settings, do
        #: Measures how long what takes.
        self.stages = stages or Stages()
        self._progress = progress
        self._store: Store | None = None
        self._histories: dict[str, Sequence[Comparison]] = {}
        self._opening = threading.Lock()
        #: Parses pages.
        self.parsing = Parsing(self.store, self.stages, cross_check=settings.cross_check, do=do)

    def tell(self, template: str, **values: str) -> None:
        """Say what is being done, in the settings' interface language."""
        self._progress(Interface(self.settings.ui_language).gettext(template, **values))

    def store(self) -> Store:
        """Return the database, opened at the first call.

        Raises:
            DatabaseError: it cannot be used.
        """
        from storage.store import Store  # noqa: PLC0415 - SQLAlchemy; errors of usage come without it
        from storage.types import StorageError  # noqa: PLC0415 - the same

        with self._opening:
            if self._store is None:
                try:
                    self._store = Store(self.settings.database_url)
                except StorageError as error:
                    raise DatabaseError(message("{why}", why=str(error))) from error
            return self._store

    def history(self, story: str) -> Sequence[Comparison]:
        """Return the comparisons of a story that were made before this run, oldest first.

        Raises:
            DatabaseError: the database cannot be used.
        """
        if story not in self._histories:
            self._histories[story] = self.store().history(story)
        return self._histories[story]

    @property
    def fetching(self) -> FetchPolicy:
        """How pages are fetched; what was asked for can add to what is set."""
        return replace(self.settings.fetch, render=self.settings.fetch.render or self.request.render)

    def loading(self, web: Web) -> Callable[[str], Page]:
        """Return what reads any source."""
        return lambda source: read_editions.load(source, web.fetch)

    def reading(self, source: str) -> None:
        """Say that a source is read now."""
        self.tell(_READING, name=source)

    def close(self) -> None:
        """Close the database, and end what is measured."""
        self.stages.end()
        if self._store is not None:
            self._store.close()


class Borrowing(Run):
    """A run over a database that somebody else opens and closes; it stays open when the run is over.

    Args:
        request: what was asked for.
        settings: everything that is set.
        progress: is told what is being done.
        store: the database.
        stages: measures how long what takes.
        do: as for `Run`.
    """

    def __init__(
        self,
        request: Request,
        settings: Settings,
        progress: Callable[[str], None],
        store: Store,
        stages: Stages | None = None,
        *,
        do: Do | None = None,
    ) -> None:
        super().__init__(request, settings, progress, stages, do=do)
        self._store = store

    def close(self) -> None:
        """Leave the database open, and end what is measured."""
        self.stages.end()
