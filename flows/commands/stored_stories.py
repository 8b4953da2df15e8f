"""``zvirka reparse`` and ``zvirka forget``: work on what is stored."""

from typing import Annotated

from cyclopts import Parameter

from flows.console.options import Speaking
from flows.console.progress import showing
from flows.console.session import begin
from locales.messages import translatable
from pipeline import upkeep

USUAL = Speaking()


def reparse(*, speaking: Speaking = USUAL) -> int:
    """Read all stored pages again with the parser of now, and say what that changed."""
    session = begin(speaking.ui_language)
    with showing() as progress:
        done = upkeep.reparse(session.settings, progress=progress)
    said = session.interface.gettext(
        "{stories} stories re-read: {changed} changed, {unreadable} left as they were because they cannot be read",
        stories=done.stories,
        changed=done.changed,
        unreadable=done.unreadable,
    )
    print(said)  # noqa: T201 - what was asked for
    return 0


def forget(
    *,
    dry_run: Annotated[
        bool, Parameter(name="--dry-run", negative=(), help=translatable("Only say what would be deleted."))
    ] = False,
    speaking: Speaking = USUAL,
) -> int:
    """Forget comparisons and snapshots that are older than ``history.keep_days``, never the newest of a story."""
    session = begin(speaking.ui_language)
    interface = session.interface
    pruned = upkeep.forget(session.settings, dry_run=dry_run)
    if pruned is None:
        said = interface.gettext("Everything is kept for ever; history.keep_days in zvirka.toml says for how many days")
    else:
        counts = {"comparisons": pruned.comparisons, "snapshots": pruned.snapshots, "size": pruned.freed // 1000}
        said = (
            interface.gettext("Would be deleted: {comparisons} comparisons, {snapshots} snapshots, {size} kB", **counts)
            if dry_run
            else interface.gettext("Deleted: {comparisons} comparisons, {snapshots} snapshots, {size} kB", **counts)
        )
    print(said)  # noqa: T201 - what was asked for
    return 0
