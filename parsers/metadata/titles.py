"""The title of a story: what its page says to machines, and the headline that readers see."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, cast

from lxml import etree

from parsers.html.class_names import reason_to_drop
from parsers.html.text_blocks import squeeze
from parsers.html.tree import text_of, words
from parsers.types import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

_SUFFIX = re.compile(r"^(.+)\s([|–—·•»-])\s(.+?)$")
#: What stands between a kicker and the title: "Interview: ...", "Flood – ...".
_AFTER_KICKER = re.compile(r"(?::|\s[|–—/-])\s+")
#: A shorter text is no title that another one could end with by more than chance (letters and digits).
_SHORTEST = 20
_FEW = 12
#: Style sheets stand inside headings, too.
_SEEN = etree.XPath("descendant::text()[not(parent::style)]")
#: Marks that systems write plainer for machines than for readers.
_TYPEWRITER = str.maketrans({"…": "...", **dict.fromkeys("–—", "-")})
_WORD, _LONG_WORD = re.compile(r"\w+"), re.compile(r"\w{4,}")
#: Letters of a word that its forms have in common.
_STEM = 5
#: Stands between a title and a site's name where no blank does.
_TIGHT = "|｜_:："


def choose(root: Element, *, headline: str, shared: str, publisher: str) -> str:
    """Return the title that most of the page's statements agree on, the structured ones first in a tie.

    Statements are one when they have the same letters and digits. A kicker before the title ("Interview: ...") is left
    off where the title for sharing goes without it, or the visible headline has another one.

    Args:
        root: the page's tree.
        headline: what JSON-LD calls the headline; empty where there is none.
        shared: what the page calls itself where it is shared (OpenGraph); empty where there is none.
        publisher: the site's name, which titles for sharing often end with.
    """
    headline, shared = html.unescape(headline), html.unescape(shared)  # "&amp;quot;": some pages escape twice
    titled = html.unescape(words(root.findtext(".//title")))
    visible = html.unescape(_visible(root, (headline, shared, titled)))
    if headline.casefold() == shared.casefold():  # what both say is meant: only the site's name goes
        headline = shared = _without_site(headline, publisher, ())
    else:
        shared = _without_site(shared, publisher, (headline, visible))
        headline = _without_site(headline, publisher, (visible, shared))
    if shared and not headline and _is_rather(visible, shared, titled, publisher):
        return _as_stated(visible, (titled,))
    machine = [text for text in (headline, shared) if text]
    if not machine:
        return _of_readers(root, visible, publisher)
    stated = [*machine, _as_stated(visible, machine)] if visible else machine
    votes = Counter(_letters(text) for text in stated)
    best = max(stated, key=lambda text: votes[_letters(text)])
    if _ends_with(best, shared):
        best = shared
    bare = _begins_with(best, visible) or (_ends_with(best, visible) and _letters(titled).startswith(_letters(visible)))
    if bare and _letters(visible) != _letters(publisher) and best != headline:
        return visible
    best = _as_written(best, (shared, headline), (visible, titled))
    return _without_other_kicker(best, visible)


def _is_rather(visible: str, shared: str, titled: str, publisher: str) -> bool:
    """Return whether the headline that readers see is the title of a page that shares itself under another one.

    It is where it goes on where the shared one ends, or says the same in other words; a site's or a section's name has
    few words in common with a title. Where the shared one only leaves words out, that is the title.
    """
    own, other, site = _letters(visible), _letters(shared), _letters(publisher)
    ends = [shared, *(tail for _, tail in _parts(shared))]
    if not own or own == site or any(own.endswith(_letters(end)) for end in ends):
        return False
    if other == site or own.startswith(other):
        return True
    told = own in _letters(titled) and 2 * len(own) > len(_letters(titled))
    return (told or _is_akin(visible, shared)) and not _is_shortened(shared, visible) and not other.endswith(own)


def _is_akin(text: str, other: str) -> bool:
    """Return whether two titles say much the same: a third of the first one's words, or the same long beginning."""
    own = _stems(text)
    both = len(own & _stems(other))
    long, short = _letters(text), _letters(other)
    return (both > 1 and 3 * both > len(own)) or (len(short) > _SHORTEST and long[:_SHORTEST] == short[:_SHORTEST])


def _is_shortened(short: str, long: str) -> bool:
    """Return whether a title has no word that another one has not."""
    return set(_WORD.findall(short.casefold())) <= set(_WORD.findall(long.casefold()))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _LONG_WORD.findall(text.casefold())}


def _of_readers(root: Element, visible: str, publisher: str) -> str:
    """Return the title of a page that tells machines none: the longest heading that its ``<title>`` has.

    A first heading that the title has not, or has at its end, is often the site's name. Without a heading, or where the
    first one is shorter and has no word of it, it is the title without the site's name.
    """
    said = html.unescape(words(root.findtext(".//title")))
    letters = _letters(said)
    headings = [text_of(element) for element in islice(root.iter("h1", "h2", "h3"), 2 * _FEW)]
    named = [text for text in headings if len(_letters(text)) > _SHORTEST // 2 and _letters(text) in letters]
    if named:
        return max(named, key=lambda text: len(_letters(text)))
    own = _letters(visible)
    is_other = len(letters) > len(own) and not any(stem in letters for stem in _stems(visible))
    return _without_site(said, publisher, ()) if is_other and not (own and own in letters) else visible


def _visible(root: Element, stated: Sequence[str]) -> str:
    """Return the headline that readers see.

    An ``h1`` in a trail of links or a list is there for search engines: on such pages, and where no ``h1`` has to do
    with what the page says of itself, the headline is the ``h2`` that does, and only where none does, the first ``h1``.
    """
    headings = [(element, text) for element in islice(root.iter("h1"), _FEW) if (text := _seen_text(element))]
    shown = [text for element, text in headings if not _in_trail(element)]
    akin = [text for text in shown if any(_is_akin(text, other) for other in stated)]
    below = [] if akin else [_seen_text(element) for element in islice(root.iter("h2"), _FEW)]
    agreeing = [text for text in (*shown, *below) if any(_says(text, other) for other in stated)]
    longer = [text for text in below if any(_begins_with(text, other) for other in stated)]
    return next(iter((*agreeing, *akin, *longer, *shown, *(text for _, text in headings))), "")


def _seen_text(element: Element) -> str:
    """Return an element's text without the style sheets that some templates put into it."""
    return words("".join(map(str, cast("list[str]", _SEEN(element)))))


def _in_trail(heading: Element) -> bool:
    return any(node.tag == "li" or reason_to_drop(node) is DropReason.NAVIGATION for node in heading.iterancestors())


def _as_stated(visible: str, stated: Sequence[str]) -> str:
    """Return the longest statement that a visible headline ends with: a kicker is often an element inside it."""
    said = [text for text in stated if _says(visible, text)]
    return max(said, key=len) if said else visible


def _letters(text: str) -> str:
    return squeeze(text).casefold()


def _as_written(title: str, forms: Sequence[str], others: Sequence[str]) -> str:
    """Return a title in the form that most statements have: typographic quotation marks, straight ones or none."""
    same = [text for text in forms if _letters(text) == _letters(title)]
    stated = (*same, *others)
    same += [text for text in others[:1] if _typed(text) == _typed(title)]
    return max(same, key=lambda text: sum(other.startswith(text) for other in stated), default=title)


def _typed(text: str) -> str:
    """Return a text with the dashes and dots that a typewriter has."""
    return text.translate(_TYPEWRITER)


def _says(text: str, other: str) -> bool:
    return bool(other) and (_letters(text) == _letters(other) or _ends_with(text, other))


def _ends_with(title: str, plain: str) -> bool:
    """Return whether a title is another one with something before it."""
    long, short = _letters(title), _letters(plain)
    return long != short and len(short) > _SHORTEST and long.endswith(short)


def _begins_with(title: str, plain: str) -> bool:
    """Return whether a title is another one with something behind it, such as the site's name or a section."""
    long, short = _letters(title), _letters(plain)
    return long != short and len(short) > _SHORTEST // 2 and long.startswith(short)


def _without_other_kicker(title: str, visible: str) -> str:
    """Cut a kicker off where the visible headline has quite another one before the same words."""
    if _says(visible, title):
        return title
    for kicker, tail in _parts(title):
        if any(_letters(tail) == _letters(end) and _apart(kicker, start) for start, end in _parts(visible)):
            return tail
    return title


def _parts(title: str) -> list[tuple[str, str]]:
    """Return the ways in which a title may fall into a kicker and the rest."""
    parts = [(title[: match.start()], title[match.end() :]) for match in _AFTER_KICKER.finditer(title)]
    return [(kicker, rest) for kicker, rest in parts if len(_letters(rest)) > _SHORTEST]


def _apart(first: str, second: str) -> bool:
    """Return whether two texts have no word in common."""
    return not set(first.casefold().split()) & set(second.casefold().split())


def _without_site(title: str, publisher: str, others: Iterable[str]) -> str:
    """Cut " | Site" off a title, where the site is named or another form of the title goes without it."""
    title = title.rstrip(" |｜-")
    if publisher and title.endswith(tuple(mark + publisher for mark in _TIGHT)):
        return title.removesuffix(publisher).rstrip(_TIGHT + " ")
    if publisher and title.startswith(tuple(publisher + mark for mark in "|｜")):
        return title.removeprefix(publisher).lstrip("|｜ ")
    match = _SUFFIX.match(title)
    if not match:
        return title
    head, separator, end = match[1].strip(), match[2], _letters(match[3])
    name = _letters(publisher)
    if (end and name and (end in name or name in end)) or any(_says(other, head) for other in others):
        return head
    if separator == "|":
        return _without_site(head, publisher, others) if others else head
    return title
