"""``zvirka watch``: the publishers that are looked at again and again."""

from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from flows.commands.run import ended_badly, running_server, wait
from flows.console.options import Speaking
from flows.console.progress import showing
from flows.console.session import Session, begin
from flows.deployment_list import SOURCES_FAILED
from flows.serving import address
from flows.serving.prefect_api import PrefectApi
from flows.serving.rounds import DEPLOYMENT, PrefectRounds
from locales.messages import message, translatable
from pipeline.watching.watched_publishers import Publisher, PublisherError, add, edit, get, load, pause, remove
from sources.types import DayArchive

ENGLISH = Speaking()


def add_publisher(
    name: str,
    /,
    *,
    feed: Annotated[
        tuple[str, ...], Parameter(help=translatable("Address of an RSS or Atom feed; may be given again."))
    ] = (),
    sitemap: Annotated[tuple[str, ...], Parameter(help=translatable("Address of a sitemap; may be given again."))] = (),
    archive: Annotated[
        tuple[str, ...],
        Parameter(
            help=translatable(
                "Address of the pages that list a day, with {year}, {month} and {day}, and {page} where a day has"
                " several; may be given again."
            )
        ),
    ] = (),
    links: Annotated[
        str, Parameter(help=translatable("What the addresses of articles have in archives, a regular expression."))
    ] = "",
    schedule: Annotated[
        str, Parameter(help=translatable("How often, as 30s, 10m or 2h, or a cron line in Kyiv's time."))
    ] = "10m",
    speaking: Speaking = ENGLISH,
) -> int:
    """Write a section into publishers.toml and schedule it."""
    session = begin(speaking.ui_language)
    archives = tuple(_archive(address, links) for address in archive)
    publisher = Publisher(name=name, feeds=feed, sitemaps=sitemap, archives=archives, schedule=schedule)
    add(session.settings.home, publisher)
    session.note(session.interface.gettext("{name} is watched: {when}", name=name, when=schedule))
    _schedule(session, name)
    return 0


def _archive(address: str, links: str) -> DayArchive:
    if not links:
        raise PublisherError(message("an archive needs --links, for its pages link to more than articles"))
    try:
        return DayArchive(address=address, links=links)
    except ValueError as error:
        raise PublisherError(message("{name}: {why}", name=address, why=str(error))) from error


def list_publishers(*, speaking: Speaking = ENGLISH) -> int:
    """Print a line for each publisher; its schedule is that of the running server, where one runs."""
    session = begin(speaking.ui_language)
    publishers = load(session.settings.home)
    if not publishers:
        session.note(
            session.interface.gettext("No publishers are being watched; zvirka watch add --help shows how to begin.")
        )
    place = address.read(session.settings.home)
    running = {}
    if place is not None:
        with PrefectApi(place) as api:
            running = api.schedules(DEPLOYMENT)
    for publisher in publishers.values():
        schedule, active = running.get(publisher.name, (publisher.schedule, not publisher.paused))
        state = schedule if active else session.interface.gettext("paused")
        print(f"{publisher.name:<20} {state:<20} {' '.join(publisher.listed)}")  # noqa: T201 - what was asked for
    return 0


def pause_publisher(name: str, /, *, speaking: Speaking = ENGLISH) -> int:
    """Stop the schedule of a publisher."""
    return _set(name, speaking, paused=True)


def resume_publisher(name: str, /, *, speaking: Speaking = ENGLISH) -> int:
    """Let the schedule of a publisher go on."""
    return _set(name, speaking, paused=False)


def edit_publisher(
    name: str,
    /,
    *,
    feed: Annotated[
        tuple[str, ...], Parameter(help=translatable("Address of an RSS or Atom feed; may be given again."))
    ] = (),
    sitemap: Annotated[tuple[str, ...], Parameter(help=translatable("Address of a sitemap; may be given again."))] = (),
    schedule: Annotated[
        str, Parameter(help=translatable("How often, as 30s, 10m or 2h, or a cron line in Kyiv's time."))
    ] = "",
    speaking: Speaking = ENGLISH,
) -> int:
    """Write what is given in the place of what publishers.toml says, and schedule the publisher anew."""
    session = begin(speaking.ui_language)
    edit(session.settings.home, name, feeds=feed, sitemaps=sitemap, schedule=schedule)
    when = get(session.settings.home, name).schedule
    session.note(session.interface.gettext("{name} is watched: {when}", name=name, when=when))
    _schedule(session, name)
    return 0


def remove_publisher(name: str, /, *, speaking: Speaking = ENGLISH) -> int:
    """Take a publisher out of publishers.toml, and its schedule from a running server; its stories stay."""
    session = begin(speaking.ui_language)
    remove(session.settings.home, name)
    PrefectRounds(session.settings.home).withdraw(name)
    said = session.interface.gettext("{name} is no longer watched; what was compared stays", name=name)
    session.note(said)
    return 0


def run_publisher(name: str, /, *, speaking: Speaking = ENGLISH) -> int:
    """Start a round, wait for its end and say what it did; status 1 where a feed, sitemap or archive gave nothing."""
    session, since = begin(speaking.ui_language), datetime.now(UTC)
    get(session.settings.home, name)
    place = running_server(session.settings)
    with PrefectApi(place) as api, showing() as progress:
        begun = api.start(DEPLOYMENT, {"publisher": name})
        session.note(f"{begun.name} {place.prefect}/runs/flow-run/{begun.id}")
        ended = wait(api, begun, progress)
    if ended.state != "COMPLETED" and ended.called != SOURCES_FAILED:  # that one is told source by source
        raise ended_badly(ended)
    return _told(session, name, since)


def _told(session: Session, name: str, since: datetime) -> int:
    """Say what the sources of a publisher gave and what was compared; 1 where one of them gave nothing."""
    from pipeline.many import batch_summary  # noqa: PLC0415 - the database is not needed before
    from pipeline.watching import source_states  # noqa: PLC0415 - the same
    from pipeline.watching.news import batch_of  # noqa: PLC0415 - the same

    found = source_states.states(session.settings, name)
    for each in found:
        said = session.interface.ngettext("{count} article is listed", "{count} articles are listed", each.listed)
        session.note(source_states.told(each, session.interface) if each.failures else f"{each.address}: {said}")
    done = batch_summary.told(batch_of(name), session.settings, since, session.settings.ui_language)
    session.note(done or session.interface.gettext("nothing new to compare"))
    return int(any(each.failures for each in found))


def _set(name: str, speaking: Speaking, *, paused: bool) -> int:
    session = begin(speaking.ui_language)
    pause(session.settings.home, name, paused=paused)
    state = translatable("{name} is paused") if paused else translatable("{name} is watched again")
    session.note(session.interface.gettext(state, name=name))
    _schedule(session, name)
    return 0


def _schedule(session: Session, name: str) -> None:
    """Tell a running server what the file says now; one that is started later reads the file."""
    if not PrefectRounds(session.settings.home).reschedule(name):
        session.note(session.interface.gettext("No server runs; the schedule begins with zvirka serve."))
