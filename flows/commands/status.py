"""``zvirka status``, ``zvirka doctor``: how things stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.console.options import Speaking
from flows.console.session import Session, begin, output
from locales.messages import message, translatable
from pipeline.stages import ALIGNING, CHECKING, DRAFTING, ENCODING, PARSING, READING, SISTERS, STORING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.doctor import Diagnosis

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
            "Queued stories: {done} done, {waiting} waiting, {aside} failed",
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
            "{stage}: {count}×, {mean} s on average, {longest} s at most",
            stage=session.interface.gettext(name),
            count=each.count,
            mean=session.interface.number(round(each.seconds / each.count, 2)),
            longest=session.interface.number(round(each.longest, 2)),
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
    diagnoses = (*examine(session.settings), _server(session), *_sources(session))
    for each in diagnoses:
        console.print(f"{marks[each.state]} ", end="")
        console.print(session.interface.sentence(each.message), markup=False, soft_wrap=True)
    return 1 if broken(diagnoses) else 0


def _server(session: Session) -> Diagnosis:
    """Return whether the server answers: the one part that only this room knows."""
    from flows.serving import address
    from flows.serving.prefect_api import NoServerError, PrefectApi
    from pipeline.doctor import Diagnosis, State

    place = address.read(session.settings.home)
    if place is None:
        said = message("the server is not running; zvirka serve starts it")
        return Diagnosis(part="server", state=State.WARNING, message=said)
    try:
        with PrefectApi(place) as api:
            api.deployment("check/check")
    except NoServerError as error:
        return Diagnosis(part="server", state=State.WARNING, message=error.message)
    said = message("the server runs at {address}", address=place.prefect)
    return Diagnosis(part="server", state=State.GOOD, message=said)


def _sources(session: Session) -> Iterator[Diagnosis]:
    """Yield whether the sources of watched publishers give anything: what doctor's own room cannot know."""
    from pipeline.doctor import Diagnosis, State
    from pipeline.errors import ZvirkaError
    from pipeline.watching.source_states import states, told
    from storage.types import StorageError

    try:
        found = states(session.settings)
    except (ZvirkaError, StorageError):
        said = message("nobody can tell what the sources of publishers give")
        yield Diagnosis(part="sources", state=State.WARNING, message=said)
        return
    for each in found:
        if each.failures:
            said = message("{line}", line=told(each, session.interface))
            yield Diagnosis(part="sources", state=State.BROKEN, message=said)
    if not any(each.failures for each in found):
        said = message("sources that give articles: {count}", count=len(found))
        yield Diagnosis(part="sources", state=State.GOOD, message=said)
