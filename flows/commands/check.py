"""``zvirka check``: one story, compared here and now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.console.options import USUAL, Reporting, given
from flows.console.output import deliver, exit_status, settled, usable_format
from flows.console.progress import showing
from flows.console.session import begin
from pipeline.request import Request, is_url
from sources import files

if TYPE_CHECKING:
    from flows.console.session import Session


def check(story: str | None = None, /, *, editions: object = None, reporting: Reporting = USUAL) -> int:
    """Compare the editions of one story.

    Args:
        story: a page's URL, whose sister editions are found, or a folder with uk.html, en.html, ru.txt.
        editions: the editions that were given by language.
        reporting: what becomes of the comparison.

    Returns:
        The exit status.
    """
    session = begin(reporting.ui_language)
    format_ = usable_format(reporting)
    request = asked(session, story, editions, reporting)
    from pipeline.check import check as compare  # noqa: PLC0415 - not for a mistyped option

    with showing() as progress:
        comparison = compare(request, session.settings, progress=progress)
    aside = settled(comparison, session)
    deliver(comparison, reporting, format_, session, aside)
    return exit_status(comparison, reporting.fail_on, aside)


def asked(session: Session, story: str | None, editions: object, reporting: Reporting) -> Request:
    """Return what the arguments of ``check`` ask for."""
    named = given(editions, session.settings.languages) if editions is not None else {}
    if story is not None and not is_url(story) and Path(story).is_dir():
        for name in files.passed_over(Path(story), session.settings.languages):
            expected = ", ".join(session.settings.languages)
            said = session.interface.gettext(
                "{name} is passed over: files of editions are named {languages}", name=name, languages=expected
            )
            session.note(said)
    return Request(story=story, editions=named, draft=reporting.draft, render=reporting.render)
