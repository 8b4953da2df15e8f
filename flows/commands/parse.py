"""``zvirka parse``: what zvirka sees on a page."""

import json
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.console.article_view import show
from flows.console.options import Speaking
from flows.console.progress import showing
from flows.console.session import Session, begin, output
from locales.messages import translatable
from parsers.types import Article

USUAL = Speaking()


def parse_page(
    page: str,
    /,
    *,
    form: Annotated[
        Literal["rich", "json"], Parameter(name="--format", help=translatable("How the article is written."))
    ] = "rich",
    cross_check: Annotated[
        bool,
        Parameter(
            name="--cross-check",
            negative=(),
            help=translatable("Ask a second extractor too; where the two differ widely, show what it read."),
        ),
    ] = False,
    speaking: Speaking = USUAL,
) -> int:
    """Show the article that a page holds.

    Args:
        page: a URL, an HTML file or a text file.
        form: for people or for programs.
        cross_check: ask a second extractor too.
        speaking: the language.
    """
    session = begin(speaking.ui_language)
    article = article_of(page, session, cross_check=cross_check)
    if form == "json":
        print(as_json(article))  # noqa: T201 - what was asked for
    else:
        show(article, session.interface, output())
    return 0


def article_of(page: str, session: Session, *, cross_check: bool = False) -> Article:
    """Return the article that a page holds.

    Args:
        page: a URL, an HTML file or a text file.
        session: gives the settings, which may want the second extractor for all pages.
        cross_check: ask a second extractor too.

    Raises:
        TooFewEditionsError: the page cannot be used.
    """
    # ruff: noqa: PLC0415 - none of these is needed for a mistyped option
    from contextlib import closing
    from functools import partial

    from pipeline.errors import TooFewEditionsError
    from pipeline.reading import read_editions
    from pipeline.reading.page_parsing import parse
    from pipeline.reading.web import Web
    from pipeline.request import Request, Target
    from pipeline.settings.policy import wordpress_sites
    from pipeline.story_run import Run

    settings = session.settings
    with (
        showing() as progress,
        closing(Run(Request(story=page), settings, progress)) as run,
        Web(settings.fetch, run.store, wordpress_sites(settings.publishers)) as web,
    ):
        reading = partial(parse, cross_check=cross_check or settings.cross_check)
        kept, gone = read_editions.read([Target(source=page)], run.loading(web), settings.languages, parse=reading)
    if not kept:
        raise TooFewEditionsError(gone[0].message, gone[0].exit_status)
    return kept[0].article


def as_json(article: Article) -> str:
    """Return an article as JSON."""
    from pydantic import TypeAdapter

    found = TypeAdapter(Article).dump_python(article, mode="json")
    return json.dumps(found, ensure_ascii=False, indent=2)
