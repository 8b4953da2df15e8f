"""``zvirka draft``: machine translations of what editions of stored stories lack."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.console.options import Speaking
from flows.console.progress import showing
from flows.console.session import Session, begin, output
from locales.messages import message, translatable
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from alignment.types import Draft
    from pipeline.drafts.story_drafts import Wanted
    from storage.store import Store

USUAL = Speaking()
_DRAFTING = translatable("Asking {provider} for drafts")


def draft(
    *names: str,
    provider: Annotated[
        str | None,
        Parameter(help=translatable("The service: google, mymemory, deepl, microsoft, libre, deep-libre or openai.")),
    ] = None,
    speaking: Speaking = USUAL,
) -> int:
    """Draft what editions lack and show it; no article is changed.

    Args:
        names: ids of stories, or of single findings.
        provider: the service; the settings name the usual one.
        speaking: the language.

    Returns:
        0 if all drafts came about, 1 if one did not.
    """
    session = begin(speaking.ui_language)
    if not names:
        raise UsageError(message("name a story or findings; zvirka findings lists them"))
    from pipeline.drafts import story_drafts  # noqa: PLC0415 - not for a mistyped option
    from storage.store import Store  # noqa: PLC0415 - the same

    chosen = story_drafts.chosen(provider, session.settings)
    with Store(session.settings.database_url) as store:
        made = [each for wanted in story_drafts.wanted(names, store) for each in _made(session, store, wanted, chosen)]
    if not made:
        session.note(session.interface.gettext("Nothing to draft: no edition lacks a paragraph or a sentence."))
    return int(any(each.text is None for each in made))


def _made(session: Session, store: "Store", wanted: "Wanted", provider: str) -> "tuple[Draft, ...]":
    from pipeline.drafts import story_drafts  # noqa: PLC0415 - loaded by now

    with showing() as progress:
        progress(session.interface.gettext(_DRAFTING, provider=provider))
        _, made = story_drafts.draft(wanted.story, wanted.findings, session.settings, store, provider=provider)
    for each in made:
        _show(session, each)
    return made


def _show(session: Session, made: "Draft") -> None:
    from reports.draft_wording import failure, label, term  # noqa: PLC0415 - not for a mistyped option
    from reports.plain import visible  # noqa: PLC0415 - the same

    console, interface = output(), session.interface
    console.print(f"{made.finding}  {label(made, interface)}", markup=False)
    for line in [failure(made, interface)] if made.text is None else made.text.splitlines():
        console.print(f"  {visible(line)}", markup=False)
    for word in made.terms:
        console.print(f"  · {term(word, interface)}", markup=False)
