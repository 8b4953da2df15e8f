"""A comparison as Markdown, for chat and tickets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from locales.interface import Interface, edition_label
from reports.draft_wording import failure, label, term
from reports.marks import excerpt
from reports.quoting import told
from reports.states import OPEN, counted, listed
from reports.summary import absences, counts, coverage, verdict
from reports.texts import texts
from reports.wording import cause_name, kind_name, severity_name, state_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.types import Comparison, Draft, Finding
    from reports.marks import Piece
    from reports.texts import Text

#: Characters that Markdown or the HTML inside it would read as markup.
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
EXCERPT = 400


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the report as Markdown: verdict, editions, findings most serious first."""
    interface, standing = Interface(language), states or {}
    counting = counted(comparison, standing)
    lines = [f"## {escape(verdict(comparison, counting, interface))}", ""]
    lines += [_edition(comparison, covered.edition, interface) for covered in coverage(comparison)]
    lines += [f"- **{escape(edition_label(code))}** _{said}_" for code, said in absences(comparison, interface).items()]
    found = [f"{severity_name(name, interface)}: {count}" for name, count in counts(counting).items() if count]
    lines += ["", " · ".join(found)] if found else []
    for finding in listed(comparison, standing):
        lines += ["", *_finding(comparison, finding, standing.get(finding.id, OPEN), interface)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return a text in which Markdown sees no markup and that stays on one line."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _edition(comparison: Comparison, edition: str, interface: Interface) -> str:
    article = comparison.articles[edition]
    covered = next(covered for covered in coverage(comparison) if covered.edition == edition)
    title = escape(article.title)
    linked = f"[{title}](<{article.url}>)" if re.fullmatch(r"https?://[^\s<>]+", article.url) else title
    rows = interface.gettext("{present} of {total} rows", present=covered.present, total=covered.total)
    return f"- **{escape(edition_label(edition))}** {linked} ({rows})"


def _finding(comparison: Comparison, finding: Finding, state: str, interface: Interface) -> list[str]:
    about = [] if state == OPEN else [state_name(state, interface)]
    about += [kind_name(finding.kind, interface)]
    about += [edition_label(finding.edition)] if finding.edition else []
    about += filter(None, [cause_name(finding.cause, interface)])
    head = f"### {severity_name(finding.severity, interface)}: {escape(' · '.join(about))}"
    quoted = [_quoted(text, interface) for text in texts(comparison, finding, interface.language)]
    text = escape(told(finding, comparison, interface))
    drafted = [line for draft in comparison.drafts if draft.finding == finding.id for line in _draft(draft, interface)]
    return [
        head,
        "",
        text,
        "",
        *">\n".join(quoted).splitlines(),
        *([""] if quoted else []),
        *drafted,
        f"`{finding.id}`",
    ]


def _draft(draft: Draft, interface: Interface) -> list[str]:
    """Return a machine draft under its label, or why there is none, and a blank line."""
    said = draft.text if draft.text is not None else failure(draft, interface)
    words = [f"- {escape(term(word, interface))}" for word in draft.terms]
    return [f"_{escape(label(draft, interface))}_", "", escape(said), "", *words, *([""] if words else [])]


def _quoted(text: Text, interface: Interface) -> str:
    gap = f"_{interface.gettext('— nothing here —')}_"
    said = "".join(_piece(piece) for piece in excerpt(text.pieces, EXCERPT)) if text.pieces else gap
    return f"> **{escape(edition_label(text.edition))}** {said}\n"


def _piece(piece: Piece) -> str:
    """Bold the evidence; blanks stay outside, since Markdown asks for marks that touch the word."""
    if not piece.findings or not piece.text.strip():
        return MARKUP.sub(r"\\\1", piece.text)
    core = piece.text.strip()
    before, after = piece.text.split(core, 1)
    return f"{before}**{escape(core)}**{after}"


def summary_table(
    comparisons: Sequence[Comparison], language: str, *, states: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """Return a short Markdown table, a line for each story: its first headline and its verdict.

    Args:
        comparisons: the stories.
        language: the language of the interface, BCP 47.
        states: by story, what has been decided about findings; a dismissed one never counts.
    """
    interface, standing = Interface(language), states or {}
    head = f"| {interface.gettext('Story')} | {interface.gettext('Verdict')} |\n|---|---|\n"
    return head + "".join(
        f"| {escape(each.title(language)[0])} "
        f"| {escape(verdict(each, counted(each, standing.get(each.story, {})), interface))} |\n"
        for each in comparisons
    )
