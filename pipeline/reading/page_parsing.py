"""Pages to articles, each page once for each version of the parser."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from parsers.limits import ARTICLE, BLOCKS
from pipeline import version
from pipeline.request import is_url
from pipeline.stages import PARSING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from parsers.types import Article
    from pipeline.stages import Stages
    from sources.types import Page
    from storage.store import Store
    from storage.types import Parsed

    #: Returns what a function returns for some arguments, called where it can be given up.
    Do = Callable[..., Any]
    #: Returns the article of a page, given the languages that are expected.
    Parse = Callable[[Page, tuple[str, ...]], Article]


def parse(page: Page, languages: tuple[str, ...], *, cross_check: bool = False) -> Article:
    """Return the article of a page.

    Args:
        page: as it came.
        languages: those that editions are expected in, BCP 47.
        cross_check: ask a second extractor too; where the two differ widely, the article says so.

    Raises:
        UnreadablePageError: it holds none, or one that is longer than any.
    """
    from parsers import page as parser  # noqa: PLC0415 - not needed for pages that were parsed before
    from parsers.types import UnreadablePageError  # noqa: PLC0415 - the same

    article = parser.parse(
        page.raw,
        url=page.url,
        media_type=page.media_type,
        languages=languages,
        http_charset=page.http_charset,
        link_header=page.headers.get("link", ""),
        cross_check=cross_check,
    )
    if len(article.blocks) > BLOCKS or sum(len(block.text) for block in article.blocks) > ARTICLE:
        raise UnreadablePageError(page.url, "too-much", "it is longer than any article; give the text of one")
    return article


class Parsing:
    """Parses what this run has not parsed, nor an earlier one where it comes from the web; shared by threads.

    Args:
        store: returns the database, in which articles of earlier runs are looked up.
        stages: is told what parsing takes.
        cross_check: ask a second extractor about each page.
        do: parses where that can be given up; None does it here.
    """

    def __init__(
        self, store: Callable[[], Store], stages: Stages, *, cross_check: bool = False, do: Do | None = None
    ) -> None:
        self._store = store
        self._do = do
        self._stages = stages
        self._cross_check = cross_check
        #: What this run has parsed or looked up, by the page's hash and what else the parser was given.
        self._known: dict[tuple[str, str], Article] = {}

    def article(self, page: Page, languages: tuple[str, ...]) -> Article:
        """Return the article of a page; see `parse`."""
        key = sha256, options = (
            hashlib.sha256(page.raw).hexdigest(),
            _options_hash(page, languages, cross_check=self._cross_check),
        )
        article = self._known.get(key)
        if article is None and is_url(page.url):  # a file that cannot be used should not make a database
            article = self._store().article(sha256, options, version.parser())
        if article is None:
            with self._stages.within(PARSING):
                article = self.fresh(page, languages)
        self._known[key] = article
        return article

    def fresh(self, page: Page, languages: tuple[str, ...]) -> Article:
        """Return the article of a page, whoever has parsed it before.

        Raises:
            UnreadablePageError: it holds none, or takes too long.
        """
        if self._do is None:
            return parse(page, languages, cross_check=self._cross_check)
        from parsers.types import UnreadablePageError  # noqa: PLC0415 - not needed for pages that were parsed before
        from pipeline.workers import TooLongError  # noqa: PLC0415 - only with workers

        try:
            article: Article = self._do(partial(parse, cross_check=self._cross_check), page, languages)
        except TooLongError as error:
            raise UnreadablePageError(page.url, "too-long", "it takes too long to read") from error
        return article

    def made(self, pages: Iterable[Page]) -> list[Parsed]:
        """Return what was made of some pages from the web, as it is kept."""
        from storage.types import Parsed  # noqa: PLC0415 - loaded with the store

        now = datetime.now(UTC)
        hashes = {hashlib.sha256(page.raw).hexdigest() for page in pages if is_url(page.url)}
        return [
            Parsed(sha256=sha256, options_hash=options, parser=version.parser(), created=now, article=article)
            for (sha256, options), article in self._known.items()
            if sha256 in hashes
        ]


def _options_hash(page: Page, languages: tuple[str, ...], *, cross_check: bool) -> str:
    """Return a hash of everything but the bytes on which an article depends."""
    parts = (
        page.url,
        page.media_type or "",
        page.http_charset or "",
        page.headers.get("link", ""),
        *languages,
        *(["cross-check"] if cross_check else []),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
