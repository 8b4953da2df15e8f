"""Many stories, one after the other: those of a folder, or those of a web archive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.archives import crawl_stories as archived
from pipeline.check import check, settle
from pipeline.errors import UsageError, ZvirkaError
from pipeline.request import Request
from pipeline.workers import workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alignment.types import Comparison
    from pipeline.reading.page_parsing import Do
    from pipeline.settings.load import Settings


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one story."""

    #: A folder, or the address of the page that was met first.
    name: str
    comparison: Comparison | None = None
    #: Why there is no comparison.
    error: ZvirkaError | None = None


def stories(source: str, settings: Settings, *, progress: Callable[[str], None]) -> Iterator[Done]:
    """Compare the stories of a source, each when it is asked for; one that fails never stops the others.

    They are kept in the database like those of ``check``, so that a second run is quicker.

    Args:
        source: a folder in which every folder is a story and every archive holds some, or an archive.
        settings: everything that is set.
        progress: is told what is being done.

    Raises:
        UsageError: the source is neither, or holds nothing.
        TooFewEditionsError: the archive cannot be read.
    """
    with workers(settings) as own:
        yield from _stories(source, settings, progress, own.do)


def count(source: str) -> int | None:
    """Return how many stories a folder holds; None where only reading an archive can tell."""
    from sources.archives import is_archive  # noqa: PLC0415 - the HTTP client

    folder = Path(source)
    if is_archive(source) or not folder.is_dir():
        return None
    inside = list(folder.iterdir())
    return None if any(is_archive(str(path)) for path in inside) else sum(path.is_dir() for path in inside)


def _stories(source: str, settings: Settings, progress: Callable[[str], None], do: Do) -> Iterator[Done]:
    from sources.archives import is_archive  # noqa: PLC0415 - the HTTP client

    if is_archive(source):
        yield from _of_archive(source, settings, progress, do)
        return
    folder = Path(source)
    if not folder.is_dir():
        raise UsageError(message("{name} is neither a folder of stories nor a web archive", name=source))
    inside = [path for path in sorted(folder.iterdir()) if path.is_dir() or is_archive(str(path))]
    if not inside:
        said = message("{name} holds no stories; make a folder with uk.html, en.html, ru.html for each", name=source)
        raise UsageError(said)
    for path in inside:
        if path.is_dir():
            yield _tried(str(path), partial(check, Request(story=str(path)), settings, progress=progress, do=do))
        else:
            yield from _archive_in_folder(str(path), settings, progress, do)


def _tried(name: str, compare: Callable[[], Comparison]) -> Done:
    try:
        return Done(name, compare())
    except ZvirkaError as error:
        return Done(name, error=error)


def _archive_in_folder(source: str, settings: Settings, progress: Callable[[str], None], do: Do) -> Iterator[Done]:
    try:
        yield from _of_archive(source, settings, progress, do)
    except ZvirkaError as error:
        yield Done(source, error=error)


def _of_archive(source: str, settings: Settings, progress: Callable[[str], None], do: Do) -> Iterator[Done]:
    for found in archived.stories(source, settings, progress, do):
        yield _tried(found.name, partial(settle, found.run, found.kept, found.gone))
