"""Who wrote a story: whom its page names to machines, else what it marks as the byline for readers."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, cast

from locales import described
from parsers.html.class_names import is_own, reason_to_drop, words_of
from parsers.html.text_blocks import squeeze
from parsers.html.tree import text_of
from parsers.labels import split_word
from parsers.labels import words as label_words
from parsers.metadata.authors import PREPOSITIONS, split
from parsers.types import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

_META = (
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "byline",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "citation_author",
    "dc.creator",
    "article:author_name",
    "article_author",
)
_BYLINE = frozenset(
    ("author", "byline", "authors", "autor", "auteur", "authorname", "writer", "reporter", "contributor", "username")
)
#: The address of an author's own page, as the systems that news sites run on make them.
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|avtory?|reporters?|columnists?|journalists?|staff|newsteam|profil)/[^/]|"
    r"[?&]author=\d"
)
#: Elements whose name may call them a byline, and those that hold a line of their own.
_TAGS = ("a", "span", "div", "p", "address", "li")
_LINES = ("p", "span", "div", "em", "i", "small", "strong", "h2", "h3", "h4")
#: So many marked elements are looked at.
_FEW = 12
#: How long a line is that says by whom a story is, and at most what a marked element says (characters).
_SHORTEST, _LONGEST = 8, 80


def authors(root: Element, named: Iterable[str], meta: Mapping[str, str], publisher: str) -> tuple[str, ...]:
    """Return the authors of a story; the publisher counts as one only where nobody else is named.

    Args:
        root: the page's tree.
        named: whom its JSON-LD names.
        meta: its meta elements by name, in lower case.
        publisher: the site's name.
    """
    site = squeeze(publisher).casefold()
    declared = [name for name in named if name]
    stated = [meta[name] for name in _META if meta.get(name)]
    people = split((name for name in declared if squeeze(name).casefold() != site), publisher)
    return (
        people
        or next(filter(None, (split([text], publisher) for text in stated if squeeze(text).casefold() != site)), ())
        or _linked(root)
        or split([*declared, *stated[:1]])
        or _tagged(root)
        or _said(root)
    )


def _linked(root: Element) -> tuple[str, ...]:
    """Return whom the page marks as authors by relations or by links to their pages."""
    related = root.xpath(
        "//a[contains(concat(' ', @rel, ' '), ' author ')]"
        " | //*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author']"
    )
    linked = (link for link in root.iter("a") if _is_authors_page(link))
    return split(_texts(root, cast("list[Element]", related))) or split(_texts(root, linked))


def _tagged(root: Element) -> tuple[str, ...]:
    """Return whom the first element names that its name calls a byline."""
    tagged = (element for element in root.iter(*_TAGS) if words_of(element) & _BYLINE)
    return next(filter(None, (split([text]) for text in _texts(root, tagged))), ())


def _said(root: Element) -> tuple[str, ...]:
    """Return whom the first line of its own names that says by whom the story is: "Text by Ann Poe"."""
    lines = (
        (element, line) for element in root.iter(*_LINES) if _SHORTEST <= len(line := text_of(element)) <= _LONGEST
    )
    for element, line in lines:
        match = _by().fullmatch(line)
        if match and _is_written_as_name(match["names"]) and not split_word(line, described(), "photo"):
            around = {reason_to_drop(node) for node in (element, *element.iterancestors())}
            if around <= {None, DropReason.BYLINE}:
                return split([match["names"]])
    return ()


def _is_written_as_name(text: str) -> bool:
    """Return whether words begin and end with capitals: small ones stand only between."""
    first, *_, last = text.split()
    return first[0].isupper() and last[0].isupper()


@cache
def _by() -> re.Pattern[str]:
    """Return what a line is that consists of a few words, "by" or "Author", and names."""
    labels = "|".join(
        sorted(map(re.escape, label_words(described(), "author") | set(PREPOSITIONS)), key=len, reverse=True)
    )
    name = r"[^\W\d_]\S{1,40}(?:\s(?:[^\W\d_]\S{0,40}|\w\.)){1,3}"  # bounded, for a long word is no name
    return re.compile(rf"(?:[-–|]\s)?(?:\w{{1,40}}\s){{0,2}}(?i:{labels})\s?:?\s(?P<names>{name})")


def _texts(root: Element, marked: Iterable[Element]) -> Iterator[str]:
    """Return what the first few marked elements say that share the smallest element with the headline."""
    own = islice(filter(is_own, marked), _FEW)
    texts = (text for element in _nearest(root, list(own)) for text in _names(element))
    return (text for text in texts if text and len(text) <= _LONGEST and not _is_said(text))


def _is_said(text: str) -> bool:
    """Return whether most words of a text are written small: "View my complete profile"."""
    said = text.split()
    return len(said) > 2 and sum(word[0].islower() for word in said) > len(said) / 2  # noqa: PLR2004 - names have two


def _names(element: Element) -> list[str]:
    """Return the links to authors' pages in an element, without what stands beside them, or all that it says."""
    return [text_of(link) for link in element.iter("a") if _is_authors_page(link)] or [text_of(element)]


def _is_authors_page(link: Element) -> bool:
    return bool(_AUTHORS_PAGE.search(link.get("href") or ""))


def _nearest(root: Element, marked: list[Element]) -> list[Element]:
    """Return the elements that share the smallest element with the headline: others belong to other stories."""
    headline = next(root.iter("h1"), None)
    if headline is None or len(marked) < 2:  # noqa: PLR2004 - one has no other
        return marked
    depths = {node: depth for depth, node in enumerate((headline, *headline.iterancestors()))}
    shared = {
        element: next((depths[node] for node in element.iterancestors() if node in depths), 99) for element in marked
    }
    return [element for element in marked if shared[element] == min(shared.values())]
