"""Editions of publishers whose pages do not link to each other, looked up in the publisher's feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.types import Alternate
from pipeline.sisters import kinship
from sources.types import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsers.types import Article
    from pipeline.sisters.kinship import Encode
    from sources.feeds import Feed, FeedEntry

#: Entries of a feed that are fetched: those whose titles are nearest.
NEAREST = 3


def candidates(
    article: Article, language: str, feed: str, read: Callable[[str], Feed], encode: Encode | None
) -> list[Alternate]:
    """Return the entries of a feed that may be an article's edition in another language, the nearest title first.

    Args:
        article: has to tell its time; nothing is looked for otherwise.
        language: of the feed.
        feed: the feed's address.
        read: reads a feed.
        encode: returns sentence vectors; nothing is looked for without it.
    """
    if article.published is None or encode is None:
        return []
    try:
        entries = read(feed).entries
    except FetchError:
        return []  # a feed that is down loses nothing that the page itself promised
    near = [entry for entry in entries if entry.title and _near(article, entry)]
    return [
        Alternate(url=entry.url, language=language, evidence="feed", confidence=0.5)
        for entry in nearest(article.title, near, encode)
    ]


def _near(article: Article, entry: FeedEntry) -> bool:
    """Return whether an entry appeared about when the article did."""
    if article.published is None or entry.published is None:
        return False
    return abs(article.published - entry.published) <= kinship.ALIKE_WINDOW


def nearest(title: str, entries: Sequence[FeedEntry], encode: Encode) -> list[FeedEntry]:
    """Return the entries whose titles are nearest to a title, the nearest first."""
    if not entries:
        return []
    scores = encode([entry.title for entry in entries]) @ encode([title])[0]
    order = sorted(range(len(entries)), key=lambda index: (-float(scores[index]), index))
    return [entries[index] for index in order[:NEAREST]]
