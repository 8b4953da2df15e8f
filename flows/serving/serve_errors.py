"""Why ``zvirka serve`` cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.errors import ZvirkaError

if TYPE_CHECKING:
    from pathlib import Path

    from flows.serving.processes import Child


class ServingError(ZvirkaError):
    """The parts cannot be started, or one of them keeps ending."""


def already_serving(home: Path) -> ServingError:
    """Another server runs on the home."""
    said = message(
        "zvirka serve runs on {home} already; stop it first, or set ZVIRKA_HOME to another folder", home=str(home)
    )
    return ServingError(said)


def port_taken(port: int) -> ServingError:
    """Somebody else listens where a part should."""
    return ServingError(message("port {port} is taken; choose another one, or 0 for any free one", port=port))


def readable_by_others(file: Path) -> ServingError:
    """Others can read a secret."""
    name = str(file)
    return ServingError(message("{name} can be read by others; remove it, and zvirka serve makes a new one", name=name))


def not_ours(home: Path) -> ServingError:
    """The home cannot be read or written to."""
    said = message("the server of {home} is somebody else's; set ZVIRKA_HOME to a folder of yours", home=str(home))
    return ServingError(said)


def ended(part: str, child: Child) -> ServingError:
    """A part ended by itself."""
    why, log = child.last_words(), str(child.log)
    return ServingError(message("{part} ended by itself ({why}); its log is {log}", part=part, why=why, log=log))


def silent(part: str, child: Child) -> ServingError:
    """A part does not answer."""
    said = message(
        "{part} does not answer; its log is {log}, a busy machine may only need a second try",
        part=part,
        log=str(child.log),
    )
    return ServingError(said)
