"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pipeline.privacy import usual_mask


def write_atomically(path: Path, text: str, *, mode: int | None = None) -> None:
    """Replace a file; whoever reads it meanwhile sees the old text or the new one.

    Args:
        path: the file; a link is followed, so that what it points to is replaced.
        text: its text, written as UTF-8.
        mode: its permissions, from the first byte; None for those that it has, or that a new file gets.

    Raises:
        OSError: the folder does not exist or cannot be written to.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a pipe or a device cannot be replaced
        target.write_text(text, encoding="utf-8")
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            os.fchmod(file.fileno(), _mode(target) if mode is None else mode)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the permissions that a file has, or a new one gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    return 0o666 & ~usual_mask()
