"""Pages from files and folders."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from locales.interface import language_named
from locales.messages import translatable
from sources.types import Page, Reason, local_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from sources.types import LocalError

#: What a file's suffix says about its content.
MEDIA_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".txt": "text/plain"}
#: The size limit of local files, the same as for fetched pages.
MAX_BYTES = 10_000_000

_NOT_FOUND = translatable("{name} does not exist; give a URL, an HTML file, a text file or a folder")
_A_FOLDER = translatable("{name} is a folder where a file is needed")
_UNREADABLE = translatable("{name} cannot be read ({why}); check its permissions")
_EMPTY = translatable("{name} is empty; save the page again")
_TOO_LARGE = translatable("{name} has more than {limit} MB; give the article's page alone")
_NO_EDITIONS = translatable("{name} holds no editions; name the files by language, like {examples}")
_TWICE = translatable("{name} holds two files for the language {language} ({files}); remove one of them")


def read(path: Path) -> Page:
    """Return a file's bytes as a page.

    Raises:
        LocalError: the file is missing, a folder, unreadable, empty or too large.
    """
    name = str(path)
    raw = _bytes(path)
    if not raw.strip():
        raise local_error(Reason.EMPTY, _EMPTY, name=name)
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Page(url=name, raw=raw, media_type=MEDIA_TYPES.get(path.suffix.lower()), fetched=changed)


def opened(path: Path) -> BinaryIO:
    """Open a file to be read.

    Raises:
        LocalError: it is missing, a folder or unreadable.
    """
    if not path.exists():
        raise local_error(Reason.NOT_FOUND, _NOT_FOUND, name=str(path))
    if path.is_dir():
        raise local_error(Reason.FOLDER, _A_FOLDER, name=str(path))
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> LocalError:
    return local_error(Reason.UNREADABLE, _UNREADABLE, name=str(path), why=error.strerror or str(error))


def _bytes(path: Path) -> bytes:
    """Read a file up to the limit, whatever its size is said to be: pipes and devices have none."""
    with opened(path) as file:
        try:
            raw = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise _unreadable(path, error) from error
    if len(raw) > MAX_BYTES:
        raise local_error(Reason.TOO_LARGE, _TOO_LARGE, name=str(path), limit=MAX_BYTES // 1_000_000)
    return raw


def editions(folder: Path, languages: Iterable[str]) -> Mapping[str, Path]:
    """Return the files of a folder that are named after a language, in the order of the languages.

    Args:
        folder: holds ``uk.html`` or ``uk.txt`` and so on; other files are passed over.
        languages: the languages that editions are expected in, BCP 47.

    Raises:
        LocalError: the folder is missing, unreadable or without editions, or has two files for one language.
    """
    languages = tuple(languages)
    found: dict[str, Path] = {}
    for path in _files(folder):
        language = language_named(path.stem, languages)
        if language is None or path.suffix.lower() not in MEDIA_TYPES:
            continue
        if language in found:
            files = f"{found[language].name}, {path.name}"
            raise local_error(Reason.SAME_LANGUAGE, _TWICE, name=str(folder), language=language, files=files)
        found[language] = path
    if not found:
        examples = ", ".join(f"{language}.html" for language in languages)
        raise local_error(Reason.NO_EDITIONS, _NO_EDITIONS, name=str(folder), examples=examples)
    return {language: found[language] for language in languages if language in found}


def passed_over(folder: Path, languages: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a folder's pages that are no edition because no language is called like them, sorted.

    Raises:
        LocalError: the folder is missing or unreadable.
    """
    languages = tuple(languages)
    pages = (path for path in _files(folder) if path.suffix.lower() in MEDIA_TYPES)
    return tuple(path.name for path in pages if language_named(path.stem, languages) is None)


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder by name."""
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except FileNotFoundError as error:
        raise local_error(Reason.NOT_FOUND, _NOT_FOUND, name=str(folder)) from error
    except OSError as error:
        raise local_error(Reason.UNREADABLE, _UNREADABLE, name=str(folder), why=error.strerror or str(error)) from error
