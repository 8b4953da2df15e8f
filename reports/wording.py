"""The names of kinds, severities, relations and causes, and a finding's sentence, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.types import FindingKind, Severity
from locales.messages import translatable_plural
from parsers.types import BlockKind
from reports.plain import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locales.interface import Interface
    from locales.messages import Message


def message(text: str) -> str:
    """Mark a message id for the extractor; the tables below are translated where they are shown."""
    return text


SEVERITIES = {
    Severity.CRITICAL: message("Critical"),
    Severity.MAJOR: message("Major"),
    Severity.MINOR: message("Minor"),
    Severity.INFO: message("Note"),
}

#: How many findings of a severity there are.
COUNTS = {
    Severity.CRITICAL: translatable_plural("{count} critical", "{count} critical"),
    Severity.MAJOR: translatable_plural("{count} major", "{count} major"),
    Severity.MINOR: translatable_plural("{count} minor", "{count} minor"),
    Severity.INFO: translatable_plural("{count} note", "{count} notes"),
}

KINDS = {
    FindingKind.MISSING: message("Missing"),
    FindingKind.MOVED: message("Moved"),
    FindingKind.NUMBER: message("Number"),
    FindingKind.DATE: message("Date"),
    FindingKind.NAME: message("Name"),
    FindingKind.OMISSION: message("Omission"),
    FindingKind.ADDITION: message("Addition"),
    FindingKind.NEGATION: message("Contradiction"),
    FindingKind.QUOTE: message("Quote"),
    FindingKind.SOURCE: message("Source"),
    FindingKind.LANGUAGE: message("Language"),
    FindingKind.LABEL: message("Choice of word"),
    FindingKind.MEDIA: message("Pictures and embeds"),
    FindingKind.HEADLINE: message("Headline"),
    FindingKind.STALE: message("Out of date"),
    FindingKind.PENDING: message("Not published yet"),
    FindingKind.EDITION_UNAVAILABLE: message("Edition unavailable"),
    FindingKind.EXTRACTION_DOUBTFUL: message("Extraction doubtful"),
    FindingKind.PROFILE_STALE: message("Publisher profile out of date"),
    FindingKind.DIVERGENT: message("Different meaning"),
}

CAUSES = {
    "not-translated": message("not translated"),
    "lost-by-parser": message("lost when the page was read, not by the translator"),
    "fetch": message("the page could not be fetched"),
    "second-opinion": message("a second extractor read the page otherwise"),
    "wrong-region": message("what was read has little in common with the page's title and description"),
    "too-large": message("the page is larger than any story, and not all of it was read"),
    "too-long": message("the passage is too long to check"),
}

STATES = {
    "open": message("Open"),
    "dismissed": message("Dismissed"),
    "resolved": message("Resolved"),
    "reopened": message("Reopened"),
    "new": message("New"),
    "promised": message("To be fixed"),
}

REASONS = {
    "advertisement": message("advertisement"),
    "boilerplate": message("standing phrase of the site"),
    "boilerplate:aside": message("box beside the story"),
    "boilerplate:comments": message("comments"),
    "boilerplate:control": message("button or menu"),
    "boilerplate:cookies": message("cookie notice"),
    "boilerplate:dialog": message("pop-up"),
    "boilerplate:footer": message("page footer"),
    "boilerplate:form": message("form"),
    "boilerplate:hidden": message("hidden on the page"),
    "boilerplate:links": message("links to other stories"),
    "boilerplate:newsletter": message("newsletter or subscription"),
    "boilerplate:paywall": message("paywall notice"),
    "boilerplate:player": message("player"),
    "boilerplate:popup": message("pop-up"),
    "boilerplate:read-also": message("links to other stories"),
    "boilerplate:repeated": message("repeated on the page"),
    "boilerplate:share": message("share and follow"),
    "boilerplate:switcher": message("language switcher"),
    "boilerplate:widget": message("widget"),
    "boilerplate:correction-request": message("request to report mistakes"),
    "boilerplate:pending": message("note that more is to come"),
    "boilerplate:photo-credit": message("picture credit"),
    "byline": message("author line"),
    "caption": message("caption"),
    "duplicate": message("repeated on the page"),
    "duplicate-of-caption": message("repeats the caption"),
    "duplicate-of-title": message("repeats the headline"),
    "heading-of-nothing": message("heading without text"),
    "navigation": message("navigation"),
    "outside-article": message("outside the article"),
    "tags": message("tags"),
    "ticker": message("ticker"),
    "title": message("the headline itself"),
    "unanswered": message("outside of the story that the editions share"),
}

BLOCKS: dict[str, str] = {
    BlockKind.IMAGE: message("picture"),
    BlockKind.EMBED: message("embed"),
}


def sentence(said: Message, interface: Interface) -> str:
    """Return a finding's sentence in the reader's language."""
    values = {name: visible(value) if isinstance(value, str) else value for name, value in said.values.items()}
    return interface.sentence(replace(said, values=values))


def severity_name(severity: Severity, interface: Interface) -> str:
    """Return what a severity is called."""
    return interface.gettext(SEVERITIES[severity])


def counted(counts: Mapping[Severity, int], interface: Interface) -> str:
    """Return how many findings there are of each severity that there are any of: "4 critical, 1 note"; "" for none."""
    return ", ".join(interface.ngettext(*COUNTS[each], counts[each]) for each in Severity if counts[each])


def kind_name(kind: FindingKind, interface: Interface) -> str:
    """Return what a kind of finding is called."""
    return interface.gettext(KINDS[kind])


def cause_name(cause: str | None, interface: Interface) -> str:
    """Return why something differs, "" where the finding's sentence says all there is to say."""
    return interface.gettext(CAUSES[cause]) if cause in CAUSES else ""


def state_name(state: str, interface: Interface) -> str:
    """Return what a finding's state is called."""
    return _named(STATES, state, interface)


def reason_name(reason: str, interface: Interface) -> str:
    """Return why a block was set aside; its detail ("boilerplate:read-also") stays as the parser wrote it."""
    kind, _, detail = reason.partition(":")
    if reason in REASONS or not detail:
        return _named(REASONS, reason, interface)
    return f"{_named(REASONS, kind, interface)} ({detail})"


def block_kind(kind: BlockKind, interface: Interface) -> str:
    """Return what a picture or an embed is called."""
    return _named(BLOCKS, kind, interface)


def _named(names: Mapping[str, str], value: str, interface: Interface) -> str:
    """Return a value's name; what has none is shown as it is, for it is no message of ours."""
    return interface.gettext(names[value]) if value in names else value
