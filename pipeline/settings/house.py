"""Whose a story is: the section of ``publishers.toml`` that its addresses belong to, else their host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.types import Severity, host_of
from pipeline.settings.policy import known_publisher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsers.types import Article
    from pipeline.settings.load import Settings
    from pipeline.settings.publisher_settings import Publisher
    from storage.store import Store


def name(urls: Sequence[str], publishers: Mapping[str, Publisher]) -> str:
    """Return what the publisher of some addresses is called here; what their pages call it changes with the page.

    Args:
        urls: of the editions of one story; a file's name belongs to nobody.
        publishers: by host.
    """
    found = known_publisher((url for url in urls if "://" in url), publishers)
    return found.name if found is not None else host_of(urls)


def addresses(articles: Iterable[Article]) -> list[str]:
    """Return where articles lie; a file that was saved lies where its page says that it does."""
    return [each.canonical if "://" not in each.url and each.canonical else each.url for each in articles]


def expected(articles: Sequence[Article], settings: Settings) -> Mapping[str, Severity]:
    """Return the languages in which a story ought to appear, with how serious it is that it never does.

    Of a publisher that nobody has described it is only known which languages are sought: there it is a note.

    Args:
        articles: its editions.
        settings: everything that is set.
    """
    found = known_publisher(addresses(articles), settings.publishers)
    if found is None:
        return dict.fromkeys(settings.languages, Severity.INFO)
    return {
        code: found.absent.get(code, Severity.MAJOR)
        for code in found.languages or settings.languages
        if not any(_is_of(rule, article) for rule in found.never.get(code, ()) for article in articles)
    }


def _is_of(rule: str, article: Article) -> bool:
    """Return whether an article belongs to a section: by a piece of its address, or by the section's name."""
    return rule in article.url or rule.casefold() == (article.section or "").casefold()


def bring_up_to_date(store: Store, publishers: Mapping[str, Publisher]) -> int:
    """Give stored stories the names that their publishers have now; return how many got another one.

    Args:
        store: the database.
        publishers: by host.
    """
    return store.name_houses(lambda urls: name(urls, publishers))
