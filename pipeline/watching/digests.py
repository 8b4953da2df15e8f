"""Digests for those who want to know: what is due is written down, sent in one text a run, and never twice."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from locales.interface import Interface
from pipeline.watching import digest_html
from pipeline.watching.digest_text import Told, in_order, story_text, subject
from pipeline.watching.source_states import failing, told
from storage.outbox import Due, Notices
from storage.sources import Sources
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from alignment.types import Comparison, Finding
    from pipeline.settings.load import Settings
    from pipeline.watching.watched_publishers import Publisher, Target
    from storage.sources import SourceState

#: Findings in one digest; the rest comes with the next one.
MOST = 30
#: Rounds without anything after which a source is worth telling: a server may be away for one.
ROUNDS = 3
#: Findings of a preview.
SAMPLE = 5
#: What stands before the name of a Prefect secret.
BLOCK = "block:"


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody is sent: its subject, and what it says as plain text and as HTML."""

    title: str
    text: str
    html: str


def note_due(publisher: Publisher, story: str, store: Store, notices: Notices) -> None:
    """Write down what has to be told about a story; what stands there already stays as it is.

    Args:
        publisher: whose story it is.
        story: its id.
        store: has its comparison.
        notices: where it is written down.
    """
    comparison = store.comparison(story)
    if comparison is None:
        return
    found = open_findings(store, comparison)
    for target in publisher.notify:
        serious = [each for each in found if each.severity.rank <= target.severity.rank]
        due = [Due(story=story, finding=each.id) for each in serious]
        notices.note(name_of(publisher, target), due, datetime.now(UTC))


def open_findings(store: Store, comparison: Comparison) -> Sequence[Finding]:
    """Return the findings that nobody has set aside, the most serious first."""
    settled = store.decisions.of(comparison).holding
    left = [finding for finding in comparison.findings if finding.id not in settled]
    return sorted(left, key=lambda finding: finding.severity.rank)


def name_of(publisher: Publisher, target: Target) -> str:
    """Return what the books call somebody who is told."""
    return f"{publisher.name} {target.to}"


def tell(publisher: Publisher, settings: Settings, log: Callable[[str], None], block: Callable[[str], str]) -> None:
    """Send what is due; what does not arrive is sent with the next round.

    Args:
        publisher: whose targets are told.
        settings: name the database.
        log: is told what was sent; never where to.
        block: returns the secret of a name that stands behind ``BLOCK``; "" where there is none.
    """
    with Store(settings.database_url) as store, Notices(settings.database_url) as notices:
        for target in publisher.notify:
            name = name_of(publisher, target)
            due, dead = notices.due(name)[:MOST], _dead(publisher, target, settings)
            if not due and not dead:
                continue
            stories = digest(store, due)
            if (stories or dead) and not send(address(target, block), letter(publisher, target, stories, dead)):
                log(f"{target.to} cannot be reached; {len(due)} findings will be sent again")
                continue
            notices.mark_sent(name, due, datetime.now(UTC))
            with Sources(settings.database_url) as sources:
                sources.tell(dead, target.to)
            log(f"{sum(len(each.findings) for each in stories)} findings sent to {target.to}")


def _dead(publisher: Publisher, target: Target, settings: Settings) -> list[SourceState]:
    """Return the sources that have given nothing for some rounds, of which a target has not been told yet."""
    found = failing(settings, publisher.name)
    return [each for each in found if each.failures >= ROUNDS and target.to not in each.told]


def digest(store: Store, due: Sequence[Due]) -> list[Told]:
    """Return the stories and findings that are still open, the worst first; what has been settled since is left out."""
    wanted = {(each.story, each.finding) for each in due}
    stories: list[Told] = []
    for story in dict.fromkeys(each.story for each in due):
        comparison = store.comparison(story)
        if comparison is None:
            continue
        left = tuple(each for each in open_findings(store, comparison) if (story, each.id) in wanted)
        comments = tuple(each for said in store.teamwork.comments(story).values() for each in said)
        stories += [Told(comparison, left, comments)] if left else []
    return in_order(stories)


def letter(publisher: Publisher, target: Target, stories: Sequence[Told], dead: Sequence[SourceState] = ()) -> Letter:
    """Return a digest as it is sent.

    Args:
        publisher: whose stories.
        target: who is told, in whose language.
        stories: in their order.
        dead: sources that give nothing.
    """
    interface = Interface(target.language)
    warnings = [told(each, interface) for each in dead]
    return Letter(
        title=_title(publisher, stories, len(dead), interface),
        text="\n\n\n".join([*warnings, *(story_text(each, target.language) for each in stories)]),
        html=digest_html.page(warnings, stories, target.language),
    )


def sample(publisher: Publisher, target: Target, store: Store, *, most: int = SAMPLE) -> list[Told]:
    """Return the open findings that came last, as somebody would be told of them now."""
    found = store.browsing.new_findings(publisher.name, target.severity, limit=most)
    return digest(store, [Due(story=each.story.id, finding=each.finding) for each in found])


def probe(publisher: Publisher, target: Target) -> Letter:
    """Return a message that only shows that it arrives."""
    interface = Interface(target.language)
    said = interface.gettext(
        "A test message of zvirka for {name}: whoever reads it will be told of findings.", name=publisher.name
    )
    html = digest_html.page([said], [], target.language)
    return Letter(title=f"zvirka: {publisher.name}, {interface.gettext('test')}", text=said, html=html)


def _title(publisher: Publisher, stories: Sequence[Told], dead: int, interface: Interface) -> str:
    said = [subject(stories, interface)] if stories else []
    said += [interface.ngettext("{count} source gives nothing", "{count} sources give nothing", dead)] if dead else []
    return f"zvirka: {publisher.name}, {', '.join(said)}"


def address(target: Target, block: Callable[[str], str]) -> str:
    """Return apprise's URL of a target: a secret, so it stands in the environment or in a block of whoever runs us."""
    if target.to.startswith(BLOCK):
        return block(target.to.removeprefix(BLOCK))
    return os.environ.get(target.to, "")


def send(url: str, what: Letter) -> bool:
    """Send a letter through apprise, mail as HTML and text, the rest as text; False where it did not arrive."""
    if not url:
        return False
    from apprise import Apprise, NotifyFormat  # noqa: PLC0415 - only for those who want to be told
    from apprise.plugins.email import NotifyEmail  # noqa: PLC0415 - the same

    messenger = Apprise()
    if not messenger.add(url):
        return False
    if isinstance(messenger[0], NotifyEmail):
        return bool(messenger.notify(title=what.title, body=what.html, body_format=NotifyFormat.HTML))
    return bool(messenger.notify(title=what.title, body=what.text))
