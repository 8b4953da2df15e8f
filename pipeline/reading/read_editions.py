"""Editions, from what was asked for to parsed articles; what is lost on the way is told and kept."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from locales.messages import Message, message, translatable
from pipeline.errors import FETCHING, LOCAL_INPUT, UsageError
from pipeline.reading.page_parsing import parse
from pipeline.reading.script_pages import needs_scripts
from pipeline.request import STDIN, Target, is_url
from sources.types import Reason, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from parsers.types import Article, UnreadablePageError
    from pipeline.reading.page_parsing import Parse
    from sources.types import Page

    #: Returns a page as it is after its scripts have run.
    Render = Callable[[Page], Page]

#: Pages read at the same time; they are mostly waited for.
_AT_ONCE = 4
#: Addresses that were wrong from the start: bad usage, not a failed fetch.
_MISTYPED = frozenset({Reason.URL, Reason.SCHEME, Reason.CREDENTIALS})


#: What is said of a page without an article, by the parser's reason.
_UNREADABLE = {
    "empty": translatable("{name} is empty; save the page again"),
    "not-text": translatable("{name} is neither a web page nor a text; give an HTML page or a text file"),
    "no-article": translatable("{name} holds no article; give the page of one article"),
    "needs-scripts": translatable("{name} is empty without its scripts; try --render, or give the text itself"),
    "encoding": translatable("{name} has letters in an unknown encoding; save it as UTF-8"),
    "too-much": translatable("{name} is longer than any article; give the text of one article"),
    "too-long": translatable("{name} takes too long to read; give the text itself"),
    "bot-check": translatable("{name} asks whether a person is reading and shows no story; save the page in a browser"),
    "consent-wall": translatable("{name} asks for consent and shows no story; save the page in a browser"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition that can be compared."""

    target: Target
    page: Page
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """One edition that cannot."""

    target: Target
    #: Machine-readable: "not-found", "timeout", "no-article", ...
    cause: str
    message: Message
    #: What a run ends with that fails because of it.
    exit_status: int


def read(
    targets: Sequence[Target],
    load: Callable[[str], Page],
    languages: tuple[str, ...],
    tell: Callable[[str], None] = lambda _source: None,
    *,
    parse: Parse = parse,
    render: Render | None = None,
) -> tuple[list[Edition], list[Lost]]:
    """Read editions and parse them.

    Args:
        targets: what was asked for.
        load: returns the page of a source.
        languages: the languages that editions are expected in.
        tell: is told what is read next, in the caller's thread.
        parse: returns the article of a page.
        render: returns a page as it is after its scripts have run; None takes pages only as they come.

    Returns:
        What can be compared, and what cannot, each in the order of the targets.
    """
    for target in targets:
        tell(target.source)
    article_of = partial(_article_of, parse=parse, render=render)
    if len(targets) == 1:
        results = [_read(targets[0], load, article_of, languages)]
    else:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            results = list(pool.map(lambda target: _read(target, load, article_of, languages), targets))
    kept = [result for result in results if isinstance(result, Edition)]
    return kept, [result for result in results if isinstance(result, Lost)]


def _read(
    target: Target,
    load: Callable[[str], Page],
    article_of: Callable[[Page, tuple[str, ...]], tuple[Page, Article]],
    languages: tuple[str, ...],
) -> Edition | Lost:
    from parsers.types import UnreadablePageError  # noqa: PLC0415 - not needed to name a file that is not there

    try:
        page, article = article_of(load(target.source), _with(languages, target.language))
    except SourceError as error:
        status = FETCHING if is_url(target.source) and error.reason not in _MISTYPED else LOCAL_INPUT
        return Lost(target=target, cause=error.reason.value, message=error.message, exit_status=status)
    except UnreadablePageError as error:
        status = FETCHING if is_url(target.source) else LOCAL_INPUT
        return Lost(target=target, cause=error.reason, message=_unreadable(error), exit_status=status)
    return Edition(target=target, page=page, article=named_by_body(article, target))


def _article_of(page: Page, languages: tuple[str, ...], *, parse: Parse, render: Render | None) -> tuple[Page, Article]:
    """Return a page and its article; a page without a story but with scripts is rendered where that is wanted."""
    from parsers.types import UnreadablePageError  # noqa: PLC0415 - loaded by now

    try:
        return page, parse(page, languages)
    except UnreadablePageError as error:
        if error.reason != "no-article" or not is_url(page.url) or not needs_scripts(page.raw):
            raise
        if render is None:
            raise UnreadablePageError(page.url, "needs-scripts", error.detail) from error
    page = render(page)
    return page, parse(page, languages)


def _with(languages: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """Add a language that was given by name to those that are expected."""
    return languages if language is None or language in languages else (*languages, language)


def _unreadable(error: UnreadablePageError) -> Message:
    """Return what a reader of the report is told about a page without an article."""
    if error.reason in _UNREADABLE:
        return message(_UNREADABLE[error.reason], name=error.url)
    return message("{name} cannot be read ({why})", name=error.url, why=error.detail)


def named_by_body(article: Article, target: Target) -> Article:
    """Return the article under the language of its body, with the conflict where it was given as another."""
    from parsers.types import Conflict  # noqa: PLC0415 - loaded by now

    if target.language is None or article.language == target.language:
        return article
    if not article.language or article.language == "und":
        return replace(article, language=target.language)
    conflict = Conflict(about="language", declared=target.declared, detected=article.language)
    return replace(article, conflicts=(*article.conflicts, conflict))


def by_language(editions: Iterable[Edition]) -> dict[str, Edition]:
    """Return the editions by the language of their bodies, in the order given.

    Raises:
        UsageError: two are in the same language.
    """
    found: dict[str, Edition] = {}
    for edition in editions:
        language = edition.article.language
        if language in found:
            said = message(
                "{first} and {second} are both in {language}; give editions in different languages",
                first=found[language].target.source,
                second=edition.target.source,
                language=f"language:{language}",
            )
            raise UsageError(said)
        found[language] = edition
    return found


def in_order(found: Mapping[str, Edition], languages: Sequence[str]) -> dict[str, Edition]:
    """Return editions by language in the order of the languages, those in others behind them as they came."""
    order = [code for code in languages if code in found]
    return {code: found[code] for code in [*order, *(code for code in found if code not in order)]}


def load(source: str, fetch: Callable[[str], Page]) -> Page:
    """Return the page of any source.

    Args:
        source: an address, a file's name, or "-" for standard input.
        fetch: returns the page at an address.

    Raises:
        SourceError: with one of its reasons.
    """
    if is_url(source):
        return fetch(source)
    from sources import files, pasted_text  # noqa: PLC0415 - pages from the web need neither

    return pasted_text.from_stream(sys.stdin.buffer) if source == STDIN else files.read(Path(source))
