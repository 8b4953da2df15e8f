"""Languages: message catalogues for people, and tables of what each language's news pages look like.

A language is a folder here: ``LC_MESSAGES/zvirka.po`` and ``.mo`` hold the interface, the ``*.toml`` files the tables,
whose forms stand in ``locales.tables`` and ``locales.page_tables``. Adding a folder adds a language.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from locales.loading import TABLES, TableError, load, require_shared

__all__ = [
    "DEFAULT_LANGUAGES",
    "FOLDER",
    "TableError",
    "available",
    "catalogue",
    "described",
    "file_name",
    "missing",
    "table",
]

T = TypeVar("T")

FOLDER = Path(__file__).parent
#: The languages that editions are expected in unless the configuration says otherwise.
DEFAULT_LANGUAGES = ("uk", "en", "ru")


@cache
def available() -> tuple[str, ...]:
    """Return the codes of the languages that the interface speaks, sorted."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/LC_MESSAGES")))


@cache
def described() -> tuple[str, ...]:
    """Return the codes of the languages that have a table, sorted."""
    return tuple(sorted({path.parent.name for path in FOLDER.glob("*/*.toml")}))


def table(language: str, form: type[T]) -> T:
    """Return one table of a language, ``locales/<language>/<name>.toml``; an empty one where the language has none.

    Args:
        language: BCP 47.
        form: a dataclass of ``locales.tables``.

    Raises:
        TableError: the file is not as it has to be.
    """
    read: T = _read(language, cast("Any", form))
    return read


@cache
def _read(language: str, form: Any) -> Any:  # noqa: ANN401 - the cache knows no type variables
    name = file_name(language, form)
    read = load(form, FOLDER / language / Path(name).name, name)
    if language != "en":
        require_shared(read, _read("en", form), name)
    return read


def file_name(language: str, form: type[object]) -> str:
    """Return where a language's table lies: "locales/uk/names.toml"."""
    return f"{FOLDER.name}/{language}/{form.__name__.lower()}.toml"


def missing(language: str) -> tuple[str, ...]:
    """Return the names of the tables that a language lacks, sorted."""
    return tuple(name for name in sorted(TABLES) if not (FOLDER / language / f"{name}.toml").is_file())


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return a language's messages; message ids stand in English where it has none."""
    return gettext.translation("zvirka", FOLDER, [language], fallback=True)
