"""A comparison on the terminal: verdict, counts, findings with what every edition says."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alignment.types import Severity
from locales.interface import Interface, edition_label
from reports.draft_wording import failure, label, term
from reports.marks import excerpt
from reports.plain import visible
from reports.quoting import told
from reports.rows import row_views
from reports.states import OPEN, SETTLED, counted, listed
from reports.summary import absences, complete, counts, coverage, verdict, worst
from reports.texts import texts
from reports.wording import cause_name, kind_name, severity_name, state_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.types import Comparison, Draft, Finding
    from reports.marks import Piece

STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "yellow",
    Severity.MINOR: "blue",
    Severity.INFO: "dim",
}
#: Characters of an edition's text beside a finding.
EXCERPT = 320
#: Columns where the output is no terminal.
WIDTH = 100


def show(comparison: Comparison, console: Console, language: str, *, states: Mapping[str, str] | None = None) -> None:
    """Print a comparison.

    Args:
        comparison: what was compared.
        console: where it is printed; marks become brackets where it shows no styles.
        language: the reader's language.
        states: how findings stand, by their ids; a dismissed one is listed and never counted.
    """
    interface, standing = Interface(language), states or {}
    counting = counted(comparison, standing)
    console.print(_editions(comparison, interface))
    console.print()
    console.print(_verdict(comparison, counting, interface))
    console.print(_counts(counting, interface))
    for finding in listed(comparison, standing):
        console.print()
        console.print(_headline(finding, standing.get(finding.id, OPEN), interface))
        console.print(Padding(Text(told(finding, comparison, interface)), (0, 0, 0, 2)))
        console.print(Padding(_texts(comparison, finding, interface, plain=not console.is_terminal), (0, 0, 0, 2)))
        for draft in comparison.drafts:
            if draft.finding == finding.id:
                console.print(Padding(_draft(draft, interface), (0, 0, 0, 2)))
    agreeing = sum(not view.notable for view in row_views(comparison))
    if agreeing:
        console.print()
        console.print(interface.ngettext("{count} paragraph agrees", "{count} paragraphs agree", agreeing), style="dim")


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return what ``show`` prints, as plain text."""
    out = StringIO()
    show(comparison, Console(file=out, width=WIDTH, force_terminal=False, no_color=True), language, states=states)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _editions(comparison: Comparison, interface: Interface) -> Table:
    table = Table.grid(padding=(0, 2))
    for style in ("bold", "", "dim"):
        table.add_column(style=style)
    for covered in coverage(comparison):
        article = comparison.articles[covered.edition]
        when = article.modified or article.published
        table.add_row(
            edition_label(covered.edition),
            Text(visible(article.title)),
            Text(
                " · ".join(
                    [f"{covered.present}/{covered.total}"] + ([interface.time(when)] if when is not None else [])
                )
            ),
        )
    for edition, said in absences(comparison, interface).items():
        table.add_row(edition_label(edition), Text(f"— {said}", style="italic"), "")
    return table


def _verdict(comparison: Comparison, counting: Sequence[Finding], interface: Interface) -> Text:
    severity = worst(counting)
    agrees = not comparison.findings and complete(comparison)
    style = STYLES[severity] if severity else "green" if agrees else ""
    return Text(f"{'✓' if agrees else '●'} {verdict(comparison, counting, interface)}", style=style)


def _counts(counting: Sequence[Finding], interface: Interface) -> Text:
    found = [f"{severity_name(severity, interface)}: {count}" for severity, count in counts(counting).items() if count]
    return Text(f"  {' · '.join(found)}" if found else "", style="dim")


def _headline(finding: Finding, state: str, interface: Interface) -> Text:
    style = "dim" if state in SETTLED else STYLES[finding.severity]
    line = Text(severity_name(finding.severity, interface), style=style)
    about = [] if state == OPEN else [state_name(state, interface)]
    about += [kind_name(finding.kind, interface)]
    about += [edition_label(finding.edition)] if finding.edition else []
    about += [interface.gettext("row {number}", number=finding.row + 1)] if finding.row is not None else []
    about += filter(None, [cause_name(finding.cause, interface)])
    line.append(" · " + " · ".join(about), style="default")
    line.append(f"  {interface.percent(finding.confidence)}", style="dim")
    return line.append(f"  {finding.id}", style="dim")


def _texts(comparison: Comparison, finding: Finding, interface: Interface, *, plain: bool) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold dim", width=3)
    table.add_column()
    for text in texts(comparison, finding, interface.language):
        gap = Text(interface.gettext("— nothing here —"), style="italic dim")
        shown = _marked(excerpt(text.pieces, EXCERPT), STYLES[finding.severity], plain=plain) if text.pieces else gap
        table.add_row(edition_label(text.edition), shown)
    return table


def _draft(draft: Draft, interface: Interface) -> Text:
    """Return a machine draft under its label, or why there is none."""
    line = Text(label(draft, interface), style="dim italic")
    said = visible(draft.text) if draft.text is not None else failure(draft, interface)
    line.append(f"\n  {said}", style="default")
    for word in draft.terms:
        line.append(f"\n  · {term(word, interface)}", style="dim")
    return line


def _marked(pieces: Sequence[Piece], style: str, *, plain: bool) -> Text:
    line = Text()
    for piece in pieces:
        seen = visible(piece.text)
        text = f"[{seen}]" if plain and piece.findings else seen
        line.append(text, style=f"{style} underline" if piece.findings else "")
    return line
