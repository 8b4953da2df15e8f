"""``zvirka findings`` and ``zvirka dismiss``: what is open, and what has been settled, without the review app."""

import getpass
from datetime import UTC, datetime
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.console.options import Speaking
from flows.console.session import Session, begin, output
from locales.messages import message, translatable
from pipeline.errors import UsageError

USUAL = Speaking()
#: Stories in a list.
MOST = 50


def findings(story: str | None = None, /, *, speaking: Speaking = USUAL) -> int:
    """Show the stories with open findings, or the findings of one story.

    Args:
        story: its id, as the list shows it.
        speaking: the language.
    """
    session = begin(speaking.ui_language)
    if story is None:
        _list(session)
    else:
        _show(session, story)
    return 0


def _list(session: Session) -> None:
    from reports.wording import severity_name  # noqa: PLC0415 - not for a mistyped option
    from storage.store import Store  # noqa: PLC0415 - the same

    console = output()
    with Store(session.settings.database_url) as store:
        for each in store.stories(limit=MOST).stories:
            counts = ", ".join(
                f"{severity_name(severity, session.interface)}: {count}"
                for severity, count in each.counts.items()
                if count
            )
            console.print(f"{each.id}  {counts}  {each.titled(session.settings.ui_language)[0]}", markup=False)


def _show(session: Session, story: str) -> None:
    from reports.quoting import told  # noqa: PLC0415 - not for a mistyped option
    from reports.wording import severity_name  # noqa: PLC0415 - the same
    from storage.store import Store  # noqa: PLC0415 - the same

    console, interface = output(), session.interface
    with Store(session.settings.database_url) as store:
        comparison = store.comparison(story)
        if comparison is None:
            raise _unreadable(story, known=store.summary(story) is not None)
        settled = store.decisions.of(comparison).holding
    for finding in sorted(comparison.findings, key=lambda finding: finding.severity.rank):
        state = interface.gettext("dismissed") if finding.id in settled else severity_name(finding.severity, interface)
        console.print(f"{finding.id}  {state}: {told(finding, comparison, interface)}", markup=False)


def dismiss(
    story: str,
    finding: str,
    /,
    *,
    reason: Annotated[
        Literal["deliberate", "false-alarm", "will-fix"], Parameter(help=translatable("Why it is dismissed."))
    ] = "deliberate",
    scope: Annotated[
        Literal["text", "story", "publisher"], Parameter(help=translatable("How far the decision reaches."))
    ] = "text",
    note: Annotated[str, Parameter(help=translatable("Note for colleagues."))] = "",
    speaking: Speaking = USUAL,
) -> int:
    """Set a finding aside.

    Args:
        story: its id.
        finding: its id.
        reason: why.
        scope: how far the decision reaches.
        note: for those who come later.
        speaking: the language.
    """
    session = begin(speaking.ui_language)
    from storage.decisions import Choice, Reason, Scope  # noqa: PLC0415 - not for a mistyped option
    from storage.store import Store  # noqa: PLC0415 - the same

    with Store(session.settings.database_url) as store:
        comparison = store.comparison(story)
        if comparison is None:
            raise _unreadable(story, known=store.summary(story) is not None)
        found = [each for each in comparison.findings if each.id == finding]
        if not found:
            said = message(
                "{story} has no finding {finding}; zvirka findings {story} lists them", story=story, finding=finding
            )
            raise UsageError(said)
        made = datetime.now(UTC)
        who = getpass.getuser()
        choice = Choice(reason=Reason(reason), scope=Scope(scope), who=who, made=made, note=note)
        store.decisions.make(comparison, found, choice)
        store.users.note(who, "dismiss", story, made, f"{reason} {scope} {finding}")
    return 0


def _unreadable(story: str, *, known: bool) -> UsageError:
    if known:
        return UsageError(message("What is kept of {story} is damaged; check it again", story=story))
    return UsageError(message("there is no story {story}; zvirka findings lists them", story=story))
