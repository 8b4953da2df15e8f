"""Where the running ``zvirka serve`` of a home is reached: a file that exists as long as it runs."""

from __future__ import annotations

import fcntl
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from flows.serving.serve_errors import not_ours
from pipeline.atomic_files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class AlreadyServingError(RuntimeError):
    """Another ``zvirka serve`` runs on the same home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where things are reached."""

    #: Process id of ``zvirka serve``.
    pid: int
    #: Prefect's pages, and the API below them.
    prefect: str
    api: str
    #: What the API wants to be sent.
    auth: str = field(repr=False)
    #: Where a browser is let in to Prefect's pages.
    enter: str = field(repr=False)
    review: str


def path(home: Path) -> Path:
    """Return the file that holds the address."""
    return home / "serve.json"


def read(home: Path) -> Address | None:
    """Return the address of the server that runs on a home; None where none runs.

    The file of a server that was killed is passed over: its lock went with it.

    Raises:
        ServingError: the server is somebody else's.
    """
    try:
        address = Address(**json.loads(path(home).read_text(encoding="utf-8")))
        with (home / "serve.lock").open("rb") as lock:
            return address if _is_locked(lock.fileno()) else None
    except (FileNotFoundError, ValueError, TypeError):
        return None
    except PermissionError as error:
        raise not_ours(home) from error


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold a home for one server; the address is removed at the end.

    Raises:
        AlreadyServingError: another one runs.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / "serve.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyServingError(str(home)) from error
        try:
            yield
        finally:
            path(home).unlink(missing_ok=True)


def publish(home: Path, address: Address) -> None:
    """Write the address, whole or not at all; it lets in whoever can read it."""
    write_atomically(path(home), json.dumps(asdict(address), indent=2) + "\n", mode=0o600)
