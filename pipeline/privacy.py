"""What zvirka keeps is for the eyes of whoever runs it: the database holds the key that signs logins."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Permissions of other users of the machine, group and all.
OTHERS = 0o077
#: What zvirka keeps in a home, folders with everything in them. A home may be a folder with other things in it, too.
KEPT = (
    "zvirka.db*",
    "zvirka.toml",
    "publishers.toml",
    "glossary.toml",
    "prefect-auth",
    "serve.*",
    "logs",
    "pasted",
    "prefect",
)
#: The mask that the process was started with, once `keep_private` has set ours.
_usual: list[int] = []


def keep_private(home: Path) -> None:
    """Let this process make files for its own user alone, and close a home that others can look into.

    Every process that writes under a home calls it at its start.

    Args:
        home: the home folder; it need not be there.
    """
    before = os.umask(OTHERS)
    if not _usual:
        _usual.append(before)
    for path in open_to_others(home):
        with suppress(OSError):  # another user's, or a file system without permissions: doctor tells
            path.chmod(path.stat().st_mode & ~OTHERS & 0o777)


def open_to_others(home: Path) -> Iterator[Path]:
    """Return what other users may look into or change, the home before what is in it.

    A shared folder such as /tmp is nobody's home, and the top of the file system neither: they are passed over, and
    what zvirka keeps there is returned all the same.
    """
    if home.is_dir() and home != home.parent and not home.stat().st_mode & 0o1000:
        yield from _open([home])
    for pattern in KEPT:
        for path in home.glob(pattern):
            yield from _open([path])
            for folder, folders, files in os.walk(path) if not path.is_symlink() else ():  # follows no other link
                yield from _open(Path(folder) / name for name in (*folders, *files))


def _open(paths: Iterator[Path] | list[Path]) -> Iterator[Path]:
    for path in paths:
        with suppress(FileNotFoundError):  # another process is done with it
            if not path.is_symlink() and path.stat().st_mode & OTHERS:
                yield path


def usual_mask() -> int:
    """Return the mask with which files are made that people asked for, such as reports."""
    if _usual:
        return _usual[0]
    mask = os.umask(OTHERS)
    os.umask(mask)
    return mask


@contextmanager
def for_people() -> Iterator[None]:
    """Make files and folders as the user's shell would: what was asked for lies outside the home."""
    ours = os.umask(usual_mask())
    try:
        yield
    finally:
        os.umask(ours)
