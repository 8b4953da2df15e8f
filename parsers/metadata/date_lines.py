"""The lines in which a page tells its readers when the article was published: by the headline, or elsewhere."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from parsers.html.class_names import is_own, reason_to_drop, words_of
from parsers.html.tree import text_of, words
from parsers.metadata.dates import visible
from parsers.types import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element as Element

    from parsers.metadata.publication_time import Known

#: So many siblings and children are looked at.
_FEW = 6
#: A line of more words than a weekday, a month and a label is not for the date alone.
_LABEL = 3
#: Inline elements that a date stands behind.
_BEFORE_DATES = ("b", "br", "i", "img", "span", "strong", "svg", "a")
#: Elements that hold a line of their own beside the headline, and anywhere.
_LINES_NEARBY = ("time", "span", "div", "p", "b", "small", "h2", "h3", "h4", "h5", "h6", "li")
_LINES = (*_LINES_NEARBY, "abbr", "td", "a", "em", "i", "strong", "dd", "font", "nobr")
#: How long a line with a date is (characters).
_SHORTEST_DATE, _LONGEST_DATE = 8, 60
_YEAR_IN_PATH = re.compile(r"/(20\d{2})(?=[/-])")
#: "20.11.2024 - The ferry is back"; any other date in a headline is what the story is about.
_STAMP = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}(?=\s*[–—|:-]\s)")
#: A day in figures at the beginning of a text.
_BEGUN = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d{2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
#: What templates call the line with the date.
_NAMED = frozenset(("date", "time", "datetime", "published", "posted", "timestamp", "submitted", "meta", "pubdate"))


def told(root: Element, known: Known, languages: tuple[str, ...]) -> datetime | None:
    """Return the day that some line of a page tells; None where none does.

    Args:
        root: the page's tree.
        known: what else is known of it.
        languages: BCP 47 codes of the languages whose months are known besides those of the tables.
    """
    return _near_headline(known, languages) or _dateline(root, known) or _elsewhere(root, known, languages)


def _near_headline(known: Known, languages: tuple[str, ...]) -> datetime | None:
    """Return the date that the headline begins with, or that of the first short line around it that has one."""
    stamp = _STAMP.match(text_of(known.headline)) if known.headline is not None else None
    dated = visible(stamp[0], known.zone) if stamp else None
    return dated or next((line.time for line in _lines_nearby(known, languages)), None)


def shown(known: Known, languages: tuple[str, ...]) -> datetime | None:
    """Return the date of the first line behind the headline, or else around it, that is for the date alone."""
    before = None
    for line in _lines_nearby(known, languages):
        if _is_named(line.element) or len(_WORD.findall(line.text)) <= _LABEL:
            if line.is_behind:
                return line.time
            before = before or line.time
    return before


class _Line(NamedTuple):
    """A short line with a date around the headline."""

    element: Element
    text: str
    time: datetime
    is_behind: bool


def _lines_nearby(known: Known, languages: tuple[str, ...]) -> Iterator[_Line]:
    """Yield the short lines around the headline that have a date, but those of comments.

    A line without a year has that of the page's other dates, in its metadata or its address; without one it is none.
    """
    modified, in_path = known.modified, _YEAR_IN_PATH.search(known.address)
    year = modified.year if modified else int(in_path[1]) if in_path else None
    headline = known.headline
    if headline is None:
        return
    around = [node for node in islice(headline.iterancestors(), 4) if node.tag not in ("body", "html")]
    scopes = around[-1:] or list(islice(headline.itersiblings(), _FEW))
    is_behind = not around
    for element in (node for scope in scopes for node in scope.iter(*_LINES_NEARBY, headline.tag)):
        is_behind = is_behind or element is headline
        text = words(element.text) or (text_of(element) if len(element) <= _FEW else "")
        if not _SHORTEST_DATE <= len(text) <= _LONGEST_DATE or element.tag not in _LINES_NEARBY:
            continue
        time = visible(text, known.zone, year, languages)
        if time and year and modified and (time - modified).days > 0:  # "30 December" on a page changed in January
            time = visible(text, known.zone, year - 1, languages)
        if time and not any(reason_to_drop(node) is DropReason.COMMENTS for node in _below(element, headline)):
            yield _Line(element, text, time, is_behind)


def _dateline(root: Element, known: Known) -> datetime | None:
    """Return the day in figures that the first or second paragraph begins with: "19.02.2025 - The ferry"."""
    headline, order = known.headline, list(root.iter())
    after = order[order.index(headline) :] if headline is not None else order
    paragraphs = (text for element in after if element.tag == "p" and len(text := text_of(element)) > _LONGEST_DATE)
    begun = next(filter(None, map(_BEGUN.match, islice(paragraphs, 2))), None)
    return visible(begun[0], known.zone) if begun else None


def _below(element: Element, headline: Element) -> Iterator[Element]:
    """Yield an element and those around it that do not hold the headline."""
    above = set(headline.iterancestors())
    return takewhile(lambda node: node not in above, (element, *element.iterancestors()))


def _elsewhere(root: Element, known: Known, languages: tuple[str, ...]) -> datetime | None:
    """Return the day of the line that stands nearest to the headline, of lines that are named as dates first."""
    order = {element: place for place, element in enumerate(root.iter())}
    headline = known.headline if known.headline is not None else next(root.iter("h2"), None)
    begin = order[headline] if headline is not None else 0
    found = [
        (not named, abs(order[element] - begin), time)
        for element, text, named in _lines(root)
        if (time := visible(text, known.zone, None, languages)) and is_own(element)
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def _lines(root: Element) -> Iterator[tuple[Element, str, bool]]:
    """Yield short lines with a year, and whether they are named as dates."""
    for element in root.iter(*_LINES):
        behind = (child.tail for child in islice(element, _FEW) if child.tag in _BEFORE_DATES)
        for text in map(words, (element.text, *behind)):
            if _SHORTEST_DATE <= len(text) <= _LONGEST_DATE and _YEAR.search(text):
                yield element, text, _is_named(element)


def _is_named(element: Element) -> bool:
    """Return whether an element or the one around it is named as a date."""
    above = element.getparent()
    return bool((words_of(element) | (words_of(above) if above is not None else frozenset())) & _NAMED)
