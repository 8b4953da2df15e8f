"""A stored story once more: what has to be asked for so that its editions are read and compared as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.request import Request, is_url
from pipeline.settings.policy import known_publisher
from pipeline.watching.watched_publishers import for_publisher

if TYPE_CHECKING:
    from alignment.types import Comparison
    from pipeline.settings.load import Settings


def readable(comparison: Comparison) -> bool:
    """Return whether all editions of a story lie where they can be asked for again, and are no files."""
    return all(is_url(article.url) for article in comparison.articles.values())


def request(comparison: Comparison, settings: Settings) -> Request:
    """Return what compares a story once more.

    Where its first edition leads to the others, it alone is asked for: then new editions are found, too, and a story
    whose pages did not change is known at once. Editions that somebody named one by one are named again.

    Args:
        comparison: the story's newest one.
        settings: everything that is set.
    """
    editions = {code: article.url for code, article in comparison.articles.items()}
    first, *others = comparison.articles.values()
    linked = {each.url for each in first.alternates}
    publisher = known_publisher(editions.values(), settings.publishers)
    fed = publisher is not None and bool(publisher.by_language)
    if is_url(first.url) and (fed or all({each.url, each.canonical} & linked for each in others)):
        return Request(story=first.url)
    return Request(editions=editions)


def own_settings(comparison: Comparison, settings: Settings) -> Settings:
    """Return the settings that hold for a story: those of its publisher, where somebody described it."""
    urls = [article.url for article in comparison.articles.values()]
    publisher = known_publisher(urls, settings.publishers)
    return settings if publisher is None else for_publisher(settings, publisher)
