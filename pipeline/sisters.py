"""The other editions of a page: candidates that the page names, fetched and verified."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from alignment.messages import message
from pipeline import editions
from pipeline.editions import Edition, Lost
from pipeline.errors import FETCHING
from pipeline.targets import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsers.types import Alternate, Article
    from sources.types import Page

#: Editions of one story appear within this time of each other.
WINDOW = timedelta(days=3)


def find(edition: Edition, load: Callable[[str], Page], languages: tuple[str, ...]) -> tuple[list[Edition], list[Lost]]:
    """Return the sister editions of a page.

    Args:
        edition: the page that was given.
        load: returns the page of a source.
        languages: the languages that editions are expected in.

    Returns:
        One edition at most for each of the other languages, and what was named as one but cannot be used.
    """
    found: dict[str, Edition] = {}
    lost: dict[str, Lost] = {}
    for alternate in candidates(edition.article, languages):
        if not set(languages) - {edition.article.language, *found}:
            break
        target = Target(source=alternate.url, declared=alternate.evidence)
        kept, gone = editions.read([target], load, languages)
        for sister in kept:
            language = sister.article.language
            if language == edition.article.language or language in found or language not in languages:
                continue
            if same_story(edition.article, sister.article):
                found[language] = sister
            else:
                lost[language] = _another(sister)
        for each in gone:
            lost.setdefault(alternate.language or "", _claimed(each, alternate))
    return list(found.values()), [each for language, each in lost.items() if language not in found]


def candidates(article: Article, languages: Sequence[str]) -> list[Alternate]:
    """Return the links that may lead to sister editions, the most probable first."""
    own = {article.url, article.canonical}
    # A page that is wrong about its own language is wrong about the others': there only the bodies decide.
    swapped = any(conflict.about == "language" for conflict in article.conflicts)
    useful = [
        alternate
        for alternate in article.alternates
        if alternate.url not in own
        and (swapped or alternate.language != article.language)
        and (alternate.language is None or alternate.language in languages)
    ]
    return sorted(useful, key=lambda alternate: -alternate.confidence)


def same_story(one: Article, other: Article) -> bool:
    """Tell whether two articles can be editions of one story."""
    if one.published is None or other.published is None:
        return True
    return abs(one.published - other.published) <= WINDOW


def _claimed(lost: Lost, alternate: Alternate) -> Lost:
    """Return what was lost under the language that the page claims for it."""
    target = Target(source=alternate.url, language=alternate.language, declared=alternate.evidence)
    return Lost(target=target, cause=lost.cause, message=lost.message, exit_status=lost.exit_status)


def _another(sister: Edition) -> Lost:
    said = message("{name} is linked as another edition but tells another story", name=sister.target.source)
    target = Target(source=sister.target.source, language=sister.article.language, declared=sister.target.declared)
    return Lost(target=target, cause="another-story", message=said, exit_status=FETCHING)
