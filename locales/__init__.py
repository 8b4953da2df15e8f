"""Languages: message catalogues for people, and tables of what each language's news pages look like.

A language is a folder here: ``LC_MESSAGES/zvirka.po`` and ``.mo`` hold the interface, the ``*.toml`` files the tables.
Adding a folder adds a language.
"""

from __future__ import annotations

import gettext
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
#: The languages that editions are expected in unless the configuration says otherwise.
DEFAULT_LANGUAGES = ("uk", "en", "ru")


@cache
def available() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, sorted."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/LC_MESSAGES")))


@cache
def table(language: str, name: str) -> Mapping[str, Any]:
    """Return one table of a language, ``locales/<language>/<name>.toml``; empty where the language has none."""
    path = FOLDER / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return a language's messages; message ids stand in English where it has none."""
    return gettext.translation("zvirka", FOLDER, [language], fallback=True)
