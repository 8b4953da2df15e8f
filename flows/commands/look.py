"""``zvirka parse``: what zvirka sees on a page."""

import json
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console

from flows.commands.options import Speaking
from flows.commands.progress import showing
from flows.commands.session import Session, begin, output
from parsers.types import Article
from sources.types import translatable

USUAL = Speaking()
#: Characters of a block that was set aside.
EXCERPT = 160


def parse_page(
    page: str,
    /,
    *,
    form: Annotated[
        Literal["rich", "json"], Parameter(name="--format", help=translatable("How the article is written."))
    ] = "rich",
    speaking: Speaking = USUAL,
) -> int:
    """Show the article that a page holds.

    Args:
        page: a URL, an HTML file or a text file.
        form: for people or for programs.
        speaking: the language.
    """
    session = begin(speaking.ui_language)
    article = article_of(page, session)
    if form == "json":
        print(as_json(article))  # noqa: T201 - what was asked for
    else:
        show(article)
    return 0


def article_of(page: str, session: Session) -> Article:
    """Return the article that a page holds.

    Raises:
        TooFewEditionsError: the page cannot be used.
    """
    # ruff: noqa: PLC0415 - none of these is needed for a mistyped option
    from contextlib import closing

    from pipeline import editions
    from pipeline.errors import TooFewEditionsError
    from pipeline.run import Run
    from pipeline.targets import Request, Target
    from pipeline.web import Web

    settings = session.settings
    with (
        showing() as progress,
        closing(Run(Request(story=page), settings, progress)) as run,
        Web(settings.fetch, run.store) as web,
    ):
        kept, gone = editions.read([Target(source=page)], run.loading(web), settings.languages)
    if not kept:
        raise TooFewEditionsError(gone[0].message, gone[0].exit_status)
    return kept[0].article


def as_json(article: Article) -> str:
    """Return an article as JSON."""
    from pydantic import TypeAdapter

    found = TypeAdapter(Article).dump_python(article, mode="json")
    return json.dumps(found, ensure_ascii=False, indent=2)


def show(article: Article) -> None:
    """Print an article for people: what it says about itself, its blocks, and what was set aside."""
    from rich.markup import escape

    console = output()
    console.print(f"[bold]{escape(article.title)}[/]")
    for name in ("language", "authors", "published", "modified", "publisher", "canonical"):
        value = getattr(article, name)
        if value:
            console.print(f"[dim]{name}[/] {escape(', '.join(value) if isinstance(value, tuple) else str(value))}")
    for alternate in article.alternates:
        said = f"{alternate.language} {alternate.url} ({alternate.evidence}, {alternate.confidence:.2f})"
        console.print(f"[dim]alternate[/] {escape(said)}")
    for conflict in article.conflicts:
        console.print(f"[yellow]conflict[/] {escape(f'{conflict.about}: {conflict.declared}, {conflict.detected}')}")
    for notice in article.notices:
        console.print(f"[yellow]{escape(notice.kind)}[/] {escape(notice.reason)}")
    console.print()
    _show_blocks(article, console)


def _show_blocks(article: Article, console: Console) -> None:
    from rich.markup import escape

    for number, block in enumerate(article.blocks):
        kind = block.kind if block.role is None else f"{block.kind}, {block.role}"
        console.print(f"[dim]{number:>3} {escape(kind)} · {escape(block.path)}[/]\n    {escape(block.text)}")
    for dropped in article.dropped:
        console.print(
            f"[dim]  - {escape(dropped.reason)} · {escape(dropped.path)}\n    {escape(dropped.text[:160])}[/]"
        )
