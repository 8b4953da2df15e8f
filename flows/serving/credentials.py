"""The auth string of a home: whoever knows it may ask its Prefect server for anything, so running commands, too."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from flows.serving.serve_errors import not_ours, readable_by_others

#: The file under the home folder.
FILE = "prefect-auth"
#: Prefect's form is "user:password"; it knows no users.
USER = "zvirka"
#: Of random bytes in a secret.
LENGTH = 32


def fresh() -> str:
    """Return a new secret in Prefect's form."""
    return f"{USER}:{secrets.token_urlsafe(LENGTH)}"


def auth_string(home: Path) -> str:
    """Return the auth string of a home, made at the first call, of whichever process that is.

    Raises:
        ServingError: others can read the file, or the home is somebody else's.
    """
    try:
        return _kept(home)
    except PermissionError as error:
        raise not_ours(home) from error


def _kept(home: Path) -> str:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = home / FILE
    if not file.exists():
        _make(file)
    if file.stat().st_mode & 0o077:
        raise readable_by_others(file)
    return file.read_text(encoding="ascii").strip()


def _make(file: Path) -> None:
    """Write a new one, readable for us alone from its first byte; one that somebody else made meanwhile stays."""
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # made with mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as made:
            made.write(f"{fresh()}\n")
            made.flush()
            os.fsync(made.fileno())
        with suppress(FileExistsError):
            file.hardlink_to(name)
    finally:
        Path(name).unlink()
