"""``zvirka align``: the rows of a story, and why they are rows."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console

from alignment.types import Comparison
from flows.console.options import Speaking
from flows.console.progress import showing
from flows.console.session import Session, begin, output
from locales.interface import edition_label
from locales.messages import translatable
from pipeline.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.rows.explain import PairReasons


USUAL = Speaking()
#: Characters of a block in a row.
EXCERPT = 90
#: Measures shown for a pair of cells.
STRONGEST = 5


def align(
    story: str,
    /,
    *,
    explain: Annotated[bool, Parameter(help=translatable("Show what speaks for and against every row."))] = False,
    speaking: Speaking = USUAL,
) -> int:
    """Show the rows of a story.

    Args:
        story: a page's URL, or a folder with uk.html, en.html, ru.txt.
        explain: whether the reasons are shown.
        speaking: the language.
    """
    session = begin(speaking.ui_language)
    from pipeline.check import check

    with showing() as progress:
        comparison = check(Request(story=story), session.settings, progress=progress)
    console = output()
    reasons = _reasons(comparison, session) if explain else None
    for number in range(len(comparison.rows)):
        _show_row(comparison, number, console)
        if reasons is not None:
            _show_reasons(next(reasons), console)
    return 0


def _show_row(comparison: Comparison, number: int, console: Console) -> None:
    from rich.markup import escape

    row = comparison.rows[number]
    console.print(f"[bold]{number + 1}[/] {row.relation} [dim]{row.score:.2f}[/]")
    for language, cell in row.cells.items():
        for block in cell:
            text = comparison.articles[language].blocks[block].text
            console.print(f"  {edition_label(language)} {block:>3} {escape(text[:EXCERPT])}", soft_wrap=True)


def _reasons(comparison: Comparison, session: Session) -> "Iterator[tuple[PairReasons, ...]]":
    """Return the reasons of all rows, by the vectors that they were aligned with, from the cache."""
    # ruff: noqa: PLC0415 - see align
    from alignment.encoders.vectors import embed
    from alignment.rows.explain import explain_all
    from pipeline.encoder_choice import chosen_encoder
    from storage.store import Store

    with Store(session.settings.database_url) as store:
        vectors = embed(comparison.articles, chosen_encoder(session.settings), store.vectors)
    return explain_all(comparison.articles, comparison.rows, vectors)


def _show_reasons(pairs: "Sequence[PairReasons]", console: Console) -> None:
    from alignment.rows.explain import meaning

    for pair in pairs:
        console.print(f"    [dim]{pair.first}-{pair.second} {pair.odds:+.2f}[/]")
        for reason in pair.reasons[:STRONGEST]:
            said = f"{reason.odds:+.2f} {meaning(reason.feature)} ({reason.value:.2f})"
            console.print(f"      [dim]{said}[/]", soft_wrap=True)
