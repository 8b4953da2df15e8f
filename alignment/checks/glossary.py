"""House terms: which words an edition must not use, and which it must use for a word of another edition."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.types import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One rule of a house's glossary."""

    #: By edition: what must stand there where another edition has its form; * stands for any ending.
    pair: Mapping[str, tuple[str, ...]]
    #: By edition: what must not stand there.
    forbidden: Mapping[str, tuple[str, ...]]
    #: What the house says about it, in its own words.
    note: str = ""
    severity: Severity = Severity.INFO


@dataclass(frozen=True, slots=True)
class Glossary:
    """The rules of a house."""

    terms: tuple[Term, ...] = ()


class GlossaryError(ValueError):
    """A glossary file cannot be read.

    Attributes:
        path: the file.
        detail: what is wrong with it.
    """

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(path, detail)
        self.path, self.detail = path, detail

    def __str__(self) -> str:
        return f"{self.path}: {self.detail}"


def load(path: Path) -> Glossary:
    """Read a glossary from a TOML file with ``[[term]]`` tables.

    Raises:
        GlossaryError: the file cannot be read, is not TOML, or a term is not as it should be.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise GlossaryError(str(path), str(error)) from error


def parse(text: str, name: str) -> Glossary:
    """Return the glossary of a file's text.

    Args:
        text: TOML with ``[[term]]`` tables.
        name: the file's, for errors.

    Raises:
        GlossaryError: it is not TOML, or a term is not as it should be.
    """
    try:
        table = tomllib.loads(text)
        return Glossary(
            tuple(
                Term(
                    pair=_forms(entry.get("pair", {})),
                    forbidden=_forms(entry.get("forbidden", {})),
                    note=str(entry.get("note", "")),
                    severity=Severity(entry.get("severity", Severity.INFO)),
                )
                for entry in table.get("term", [])
            )
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise GlossaryError(name, str(error)) from error


def _forms(table: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {edition: tuple(forms) for edition, forms in table.items()}


def pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the forms as whole words, * standing for any ending."""
    escaped = "|".join(re.escape(form).replace(r"\*", r"\w*") for form in forms)
    return re.compile(rf"(?<!\w)(?:{escaped})(?!\w)", re.IGNORECASE)
