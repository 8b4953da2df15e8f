"""Machine drafts in words: whose they are, what became of them, and which words of the house they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.plain import visible
from reports.wording import message

if TYPE_CHECKING:
    from alignment.types import Draft, DraftTerm
    from locales.interface import Interface

#: Why there is no draft, by the name of the failure.
FAULTS = {
    "no-answer": message("the service did not answer in time"),
    "no-time": message("the time for drafts was over"),
    "connection": message("the service cannot be reached"),
    "private-address": message("the service has a private address that is not allowed"),
    "rate-limited": message("the service wants fewer requests; try again later"),
    "key": message("the service refuses the key"),
    "status": message("the service answered with an error"),
    "unreadable": message("the service answered with something else than a translation"),
    "too-large": message("the answer was far too long"),
    "empty": message("the translation was empty"),
    "unchanged": message("the service gave the text back untranslated"),
    "language": message("the service translated into another language"),
    "unsupported": message("the service does not know one of the languages"),
}


def label(draft: Draft, interface: Interface) -> str:
    """Return whose a draft is: that a machine made it, which, when, and from which edition."""
    return interface.gettext(
        "Machine draft for {target} from {source}: {provider}, {time}",
        target=f"language:{draft.target}",
        source=f"language:{draft.source}",
        provider=visible(draft.provider),
        time=interface.time(draft.created),
    )


def failure(draft: Draft, interface: Interface) -> str:
    """Return why there is no draft."""
    reason = interface.gettext(FAULTS[draft.cause]) if draft.cause in FAULTS else visible(draft.error or "")
    return interface.gettext("No draft: {reason}", reason=reason)


def term(word: DraftTerm, interface: Interface) -> str:
    """Return what a word of the house has to do with a draft."""
    values = {"source": visible(word.source), "wanted": visible(word.wanted), "said": visible(word.said)}
    if not word.wanted:
        return interface.gettext("The glossary does not want “{said}”", **values)
    if word.applied and word.said:
        return interface.gettext("“{wanted}” in place of the service's “{said}”", **values)
    if word.applied:
        return interface.gettext("“{wanted}” for “{source}”, as the house has it", **values)
    if word.said:
        return interface.gettext("The house says “{wanted}”, the draft “{said}”", **values)
    return interface.gettext("The house says “{wanted}” for “{source}”; look whether the draft does", **values)
