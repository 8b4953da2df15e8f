"""``zvirka status``, ``zvirka doctor``: how things stand."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.console.options import Speaking
from flows.console.session import Session, begin, output
from locales.messages import translatable
from pipeline.errors import ZvirkaError
from pipeline.stages import ALIGNING, CHECKING, DRAFTING, ENCODING, PARSING, READING, SISTERS, STORING

USUAL = Speaking()
#: The stages of a story, in their order.
STAGES = {
    READING: translatable("pages read"),
    SISTERS: translatable("other editions found"),
    PARSING: translatable("of these, pages parsed"),
    ENCODING: translatable("texts encoded"),
    ALIGNING: translatable("editions aligned"),
    CHECKING: translatable("rows checked"),
    DRAFTING: translatable("drafts made"),
    STORING: translatable("results stored"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that doctor looked at."""

    name: str
    #: "good", "warning" or "broken".
    state: str
    said: str


def status(*, speaking: Speaking = USUAL) -> int:
    """Show what runs, what was done and what waits."""
    session = begin(speaking.ui_language)
    # ruff: noqa: PLC0415 - not for a mistyped option
    from flows.serving import address
    from pipeline.watching.source_states import failing, told
    from pipeline.watching.watched_publishers import load
    from storage.work_items import DONE, SET_ASIDE, WAITING, Work

    interface, console = session.interface, output()
    place = address.read(session.settings.home)
    console.print(interface.gettext("Home: {home}", home=str(session.settings.home)))
    console.print(
        interface.gettext(
            "Server: {where}", where=f"{place.review} {place.enter}" if place else interface.gettext("not running")
        )
    )
    publishers = load(session.settings.home).values()
    paused = sum(publisher.paused for publisher in publishers)
    console.print(interface.gettext("Publishers: {count}, {paused} paused", count=len(publishers), paused=paused))
    for each in failing(session.settings):
        console.print(f"  ✗ {told(each, interface)}", style="red", markup=False, soft_wrap=True)
    with Work(session.settings.database_url) as work:
        counts, aside = work.counts(), work.set_aside(limit=10)
    console.print(
        interface.gettext(
            "Stories of runs: {done} done, {waiting} waiting, {aside} set aside",
            done=counts[DONE],
            waiting=counts[WAITING],
            aside=counts[SET_ASIDE],
        )
    )
    for item in aside:
        console.print(f"  {item.batch}: {item.key}", markup=False)
    for line in _stages(session):
        console.print(line, markup=False)
    return 0


def _stages(session: Session) -> Iterator[str]:
    """Return what the stages of runs have taken since yesterday."""
    from storage.timings import Timings

    with Timings(session.settings.database_url) as timings:
        totals = {each.stage: each for each in timings.totals(since=datetime.now(UTC) - timedelta(days=1))}
    known = [(name, totals[stage]) for stage, name in STAGES.items() if stage in totals]
    if known:
        yield session.interface.gettext("Since yesterday:")
    for name, each in known:
        yield "  " + session.interface.gettext(
            "{stage}: {count} times, {mean} s on average, {longest} s at most",
            stage=session.interface.gettext(name),
            count=each.count,
            mean=f"{each.seconds / each.count:.2f}",
            longest=f"{each.longest:.2f}",
        )


def doctor(*, speaking: Speaking = USUAL) -> int:
    """Look at everything that zvirka needs, and say what to do.

    Returns:
        0 unless something needed is broken.
    """
    from pipeline.doctor import broken, examine

    session = begin(speaking.ui_language)
    console = output()
    marks = {"good": "[green]✓[/]", "warning": "[yellow]![/]", "broken": "[red]✗[/]"}
    found = [look(session) for look in LOOKS]
    parts = examine(session.settings)
    for part in parts:
        console.print(f"{marks[part.state]} ", end="")
        console.print(session.interface.sentence(part.message), markup=False, soft_wrap=True)
    for each in found:
        console.print(f"{marks[each.state]} {each.name}: ", end="")
        console.print(each.said, markup=False, soft_wrap=True)
    return 1 if broken(parts) or any(each.state == "broken" for each in found) else 0


def _space(session: Session) -> Finding:
    interface = session.interface
    home = session.settings.home
    free = shutil.disk_usage(home if home.exists() else home.anchor).free // 1_000_000
    state = "good" if free > 500 else "warning"  # noqa: PLR2004 - megabytes: a day of a large publisher
    return Finding(
        interface.gettext("Disk"), state, interface.gettext("{free} MB free under {home}", free=free, home=str(home))
    )


def _server(session: Session) -> Finding:
    from flows.serving import address
    from flows.serving.prefect_api import NoServerError, PrefectApi

    interface = session.interface
    place = address.read(session.settings.home)
    if place is None:
        return Finding(interface.gettext("Server"), "warning", interface.gettext("not running; zvirka serve starts it"))
    try:
        with PrefectApi(place) as api:
            api.deployment("check/check")
    except NoServerError as error:
        return Finding(interface.gettext("Server"), "warning", error.in_language(session.settings.ui_language))
    return Finding(interface.gettext("Server"), "good", place.prefect)


def _settings_file(session: Session) -> Finding:
    from pipeline.settings.load import FILE
    from pipeline.watching.watched_publishers import load

    interface, settings = session.interface, session.settings
    try:
        count = len(load(settings.home))
    except ZvirkaError as error:
        return Finding(interface.gettext("Publishers"), "broken", error.in_language(settings.ui_language))
    there = settings.home / FILE
    said = str(there) if there.exists() else interface.gettext("no settings file")
    return Finding(interface.gettext("Publishers"), "good", f"{count}; {said}")


def _sources(session: Session) -> Finding:
    from pipeline.watching.source_states import states, told
    from storage.types import StorageError

    interface = session.interface
    try:
        found = states(session.settings)
    except (ZvirkaError, StorageError):
        return Finding(interface.gettext("Sources"), "warning", interface.gettext("nobody can tell"))
    failing = [told(each, interface) for each in found if each.failures]
    if failing:
        return Finding(interface.gettext("Sources"), "broken", "\n  ".join(failing))
    said = interface.ngettext("{count} source gives articles", "{count} sources give articles", len(found))
    return Finding(interface.gettext("Sources"), "good", said)


LOOKS: tuple[Callable[[Session], Finding], ...] = (
    _settings_file,
    _space,
    _server,
    _sources,
)
