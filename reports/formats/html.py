"""A comparison as one HTML file that needs nothing else: no network, no script, no stylesheet beside it."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from alignment.types import FindingKind, Severity
from locales.interface import Interface, edition_label
from reports import draft_wording, wording
from reports.marks import pieces, spans_of
from reports.plain import PASTED
from reports.quoting import told
from reports.rows import row_views, segments
from reports.states import DISMISSED, OPEN, RESOLVED, SETTLED, counted
from reports.summary import absences, complete, counts, coverage, verdict, worst
from reports.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from alignment.types import Comparison, Draft, Finding
    from reports.texts import Text

TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the page lists it."""

    finding: Finding
    texts: tuple[Text, ...]
    drafts: tuple[Draft, ...]
    #: "open", "new", "reopened", "promised", "dismissed", "resolved".
    state: str


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the report as a self-contained HTML page."""
    return page(comparison, language, states=states)


def page(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the report as a self-contained HTML page.

    Args:
        comparison: what was compared.
        language: the language of the interface, BCP 47.
        states: what has been decided about findings, by their ids ("dismissed"); the others are open. A dismissed
            finding is listed and never counted.
    """
    style, script = asset("report.css"), asset("report.js")
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            context(comparison, language, states or {}),
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=source_hash(style),
            script=Markup(script),  # noqa: S704 - our own file
            script_hash=source_hash(script),
            decidable=False,
            explanations={},
            fixes={},
            edits={},
        )
    )


def index(
    stories: Sequence[tuple[Comparison, str]], language: str, *, states: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """Return a self-contained page that lists the reports of a batch, the most serious first.

    Args:
        stories: comparisons, each with the address of its report, relative to the page.
        language: the language of the interface, BCP 47.
        states: by story, what has been decided about findings; a dismissed one never counts.
    """
    interface, style, standing = Interface(language), asset("report.css"), states or {}
    counting = [(each, link, counted(each, standing.get(each.story, {}))) for each, link in stories]
    listed = [
        (comparison, link, verdict(comparison, findings, interface), counts(findings))
        for comparison, link, findings in sorted(counting, key=lambda entry: _urgency(entry[2]))
    ]
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            helpers(interface),
            stories=listed,
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=source_hash(style),
        )
    )


def _urgency(findings: Sequence[Finding]) -> int:
    severity = worst(findings)
    return len(Severity) if severity is None else severity.rank


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )


@cache
def asset(name: str) -> str:
    """Return the text of a file beside the templates."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def source_hash(text: str) -> str:
    """Return how a Content-Security-Policy names an inline script or style."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def context(
    comparison: Comparison, language: str, states: Mapping[str, str], gone: Sequence[Finding] = ()
) -> dict[str, Any]:
    """Return what ``report.html.j2`` needs.

    Args:
        comparison: what was compared.
        language: the language of the interface, BCP 47.
        states: how findings stand, by their ids: "new", "reopened", "dismissed"; the others are open.
        gone: findings of before that are resolved; they are listed last and never counted.
    """
    interface = Interface(language)
    items = (*_items(comparison, states, language), *(Item(finding, (), (), RESOLVED) for finding in gone))
    counting = [item.finding for item in items if item.state not in SETTLED]
    worst_found = worst(counting)
    return {
        **helpers(interface),
        "comparison": comparison,
        "told": lambda finding: told(finding, comparison, interface),
        "headline": comparison.title(language)[0],
        "verdict": re.sub(r"(?<=\d) ", "\u00a0", verdict(comparison, counting, interface)),  # "1 figure" on one line
        "tone": worst_found or ("good" if complete(comparison) and not comparison.findings else "info"),
        "counts": counts(counting),
        "coverage": coverage(comparison),
        "absences": absences(comparison, interface),
        "titles": {
            code: pieces(article.title, spans_of(counting, code, None)) for code, article in comparison.articles.items()
        },
        "findings": items,
        "filters": _filters(items, interface),
        "segments": segments(row_views(comparison, {item.finding.id for item in items if item.state in SETTLED})),
    }


def helpers(interface: Interface) -> dict[str, Any]:
    """Return the functions that templates call, for one reader."""
    return {
        "interface": interface,
        "gettext": interface.gettext,
        "ngettext": interface.ngettext,
        "label": edition_label,
        "address": address,
        "host": partial(_last, host, interface),
        "draft_label": partial(_last, draft_wording.label, interface),
        "draft_failure": partial(_last, draft_wording.failure, interface),
        "draft_term": partial(_last, draft_wording.term, interface),
        **{
            name: partial(_last, getattr(wording, name), interface)
            for name in (
                "sentence",
                "severity_name",
                "kind_name",
                "cause_name",
                "state_name",
                "reason_name",
                "block_kind",
            )
        },
    }


def _last(function: Callable[[Any, Interface], str], interface: Interface, value: Any) -> str:  # noqa: ANN401 - any of them
    return function(value, interface)


def address(url: str) -> str:
    """Return an address that a link may lead to; "" for everything but the web ("javascript:" is not a place)."""
    return url if urlsplit(url).scheme in {"http", "https"} else ""


def host(url: str, interface: Interface) -> str:
    """Return an address's host without "www.", or a file's name with its folder's; what was pasted is called so."""
    if url.startswith(PASTED):
        return interface.gettext("pasted text")
    return (urlsplit(url).hostname or "/".join(Path(url).parts[-2:])).removeprefix("www.")


def item(comparison: Comparison, finding: Finding, language: str, state: str = OPEN) -> Item:
    """Return a finding as pages show it.

    Args:
        comparison: whose it is.
        finding: one of its findings.
        language: the reader's, BCP 47.
        state: "open", "new", "reopened", "promised", "dismissed", "resolved".
    """
    drafts = tuple(draft for draft in comparison.drafts if draft.finding == finding.id)
    return Item(finding, texts(comparison, finding, language), drafts, state)


def _items(comparison: Comparison, states: Mapping[str, str], language: str) -> tuple[Item, ...]:
    """Return the findings, open ones first, most serious first among each."""
    items = (item(comparison, finding, language, states.get(finding.id, OPEN)) for finding in comparison.findings)
    return tuple(sorted(items, key=lambda item: (item.state == DISMISSED, item.finding.severity.rank)))


def _filters(items: Sequence[Item], interface: Interface) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """Return each filter's name, legend and choices: value, what is shown, how many findings that count have it."""
    keys: list[tuple[str, str, Callable[[Item], str], Callable[[str], str]]] = [
        (
            "severity",
            interface.gettext("Severity"),
            lambda item: item.finding.severity,
            lambda value: wording.severity_name(Severity(value), interface),
        ),
        (
            "kind",
            interface.gettext("Kind"),
            lambda item: item.finding.kind,
            lambda value: wording.kind_name(FindingKind(value), interface),
        ),
        ("edition", interface.gettext("Edition"), lambda item: item.finding.edition or "", edition_label),
        (
            "state",
            interface.gettext("State"),
            lambda item: item.state,
            lambda value: wording.state_name(value, interface),
        ),
    ]
    counting = [item for item in items if item.state not in SETTLED]
    filters = []
    for name, legend, value_of, shown in keys:
        values = [value_of(item) for item in (items if name == "state" else counting)]
        choices = [(value, shown(value), values.count(value)) for value in dict.fromkeys(values) if value]
        filters.append((name, legend, choices))
    return filters
