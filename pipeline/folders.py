"""Which files runs may read: whoever may start a run may not thereby read whatever the server can."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.errors import UsageError
from pipeline.request import is_url, targets
from sources.types import LocalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.request import Request
    from pipeline.settings.load import Settings

#: The folder under the home folder in which the review app keeps texts that were pasted there, to be compared again.
PASTED = "pasted"


def refuse_outside(request: Request, settings: Settings) -> None:
    """Refuse a request that names a file which runs may not read; addresses of the web have their own guard.

    Raises:
        UsageError: it does.
    """
    named = [source for source in (request.story, *request.editions.values()) if source]
    _refuse(named, settings)
    with suppress(LocalError):  # whoever compares finds the same, and says so
        links = targets(request, settings.languages) if named else ()  # what lies in a folder may lead anywhere
        _refuse([each.source for each in links], settings)


def _refuse(sources: Sequence[str], settings: Settings) -> None:
    for source in sources:
        if not is_url(source) and not readable(source, settings):
            listed = ", ".join(map(str, folders(settings))) or "-"
            said = message(
                "runs may not read {path}, only what is not hidden in {folders}; add its folder to serve.folders in"
                " zvirka.toml",
                path=source,
                folders=listed,
            )
            raise UsageError(said)


def folders(settings: Settings) -> Sequence[Path]:
    """Return the folders that runs may read files from.

    Without any in the settings those are the home folder of whoever runs the server, and the folder in which it was
    started; but never all there is, which is where a service manager starts it.
    """
    if settings.serve.folders:
        return [folder.expanduser() for folder in settings.serve.folders]
    usual = (Path(os.path.expanduser("~")), Path.cwd())  # noqa: PTH111 - some services have no home, and that is no error
    return list(dict.fromkeys(folder for folder in usual if folder.is_absolute() and folder != Path(folder.anchor)))


def readable(source: str, settings: Settings) -> bool:
    """Return whether runs may read a file or folder: nothing hidden, and nothing that zvirka keeps for itself.

    Args:
        source: its name, as it was given; links are followed.
        settings: name the folders.
    """
    if "\0" in source:
        return False  # no file is called so
    path, home = Path(os.path.realpath(source)), Path(os.path.realpath(settings.home))
    for folder in (Path(os.path.realpath(each)) for each in (home / PASTED, *folders(settings))):
        if not path.is_relative_to(folder) or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if home not in (path, *path.parents) or home in folder.parents:
            return True
    return False
