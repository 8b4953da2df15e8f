"""translate-toolkit, which writes TMX and XLIFF: an optional part, asked for by name and loaded only then."""

from __future__ import annotations

from importlib.util import find_spec

from reports import FORMATS, UnavailableFormatError


def installed() -> bool:
    """Return whether it is there; another package has the same first name."""
    return find_spec("translate") is not None and find_spec("translate.storage") is not None


def needs(format: str) -> None:  # noqa: A002 - what it is called everywhere
    """Say in one line where a format cannot be written.

    Raises:
        UnavailableFormatError: translate-toolkit is not installed.
    """
    if not installed():
        reason = f"format {format} needs {FORMATS[format].extra}; docs/exports.md says how to install it"
        raise UnavailableFormatError(reason)
