"""Digests for those who want to know: what is due is written down, sent in one text a run, and never twice."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from locales.interface import Interface
from pipeline.settings.review_address import link
from pipeline.watching.markup import harmless
from pipeline.watching.source_states import failing, told
from reports import quoting
from reports.wording import severity_name
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
#: What stands before the name of a Prefect secret.
BLOCK = "block:"


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
            interface = Interface(target.language)
            lines, warnings = digest(store, due, target.language), [told(each, interface) for each in dead]
            title = _title(publisher, len(lines), len(dead), interface)
            if (lines or dead) and not send(address(target, block), title, "\n\n".join([*warnings, *lines])):
                log(f"{target.to} cannot be reached; {len(due)} findings will be sent again")
                continue
            notices.mark_sent(name, due, datetime.now(UTC))
            with Sources(settings.database_url) as sources:
                sources.tell(dead, target.to)
            log(f"{len(lines)} findings sent to {target.to}")


def _dead(publisher: Publisher, target: Target, settings: Settings) -> list[SourceState]:
    """Return the sources that have given nothing for some rounds, of which a target has not been told yet."""
    found = failing(settings, publisher.name)
    return [each for each in found if each.failures >= ROUNDS and target.to not in each.told]


def digest(store: Store, due: Sequence[Due], language: str) -> list[str]:
    """Return a few lines for each finding that is still open; what has been settled since is left out."""
    interface = Interface(language)
    wanted = {(each.story, each.finding) for each in due}
    lines: list[str] = []
    for story in dict.fromkeys(each.story for each in due):
        comparison = store.comparison(story)
        if comparison is None:
            continue
        title, _ = comparison.title(language)
        for finding in open_findings(store, comparison):
            if (story, finding.id) in wanted:
                severity = severity_name(finding.severity, interface)
                said = harmless(quoting.told(finding, comparison, interface))
                lines.append(f"{severity}: {said}\n{harmless(title)}\n{link(story)}")
    return lines


def _title(publisher: Publisher, findings: int, dead: int, interface: Interface) -> str:
    said = [interface.ngettext("{count} finding", "{count} findings", findings)] if findings or not dead else []
    said += [interface.ngettext("{count} source gives nothing", "{count} sources give nothing", dead)] if dead else []
    return f"zvirka: {publisher.name}, {', '.join(said)}"


def address(target: Target, block: Callable[[str], str]) -> str:
    """Return apprise's URL of a target: a secret, so it stands in the environment or in a block of whoever runs us."""
    if target.to.startswith(BLOCK):
        return block(target.to.removeprefix(BLOCK))
    return os.environ.get(target.to, "")


def send(url: str, title: str, body: str) -> bool:
    """Send a text through apprise; False where it did not arrive."""
    if not url:
        return False
    from apprise import Apprise  # noqa: PLC0415 - only for those who want to be told

    messenger = Apprise()
    return bool(messenger.add(url) and messenger.notify(title=title, body=body))
