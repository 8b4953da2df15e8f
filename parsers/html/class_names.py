"""What the names that page authors give to elements say about them: classes, ids, roles.

The words are those of templates, not of readers: they are English (with some German, French, Spanish and Slavic ones)
in pages of any language. Collected from the templates of news systems in common use.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from parsers.types import DropReason

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
#: A word after one of these says what an element has or lacks, not what it is.
_NEGATING = frozenset(
    ("no", "not", "has", "have", "with", "without", "is", "hide", "hidden", "show", "layout", "page", "wrapper")
)
#: A word before one of these says what a page allows: "comments-open".
_STATES = frozenset(("open", "opened", "closed", "enabled", "disabled", "allowed", "on", "off"))

_REASONS = {
    DropReason.NAVIGATION: (
        "nav navbar navigation menu breadcrumb breadcrumbs pagination pager sitemap toc skip topbar masthead"
    ),
    DropReason.SHARE: "share sharing shares sharebar sharedaddy social socials addthis sharethis follow followus",
    DropReason.READ_ALSO: (
        "related recommended recommendation recommendations recirc recirculation readmore readalso mostread popular "
        "trending outbrain taboola teaser teasers upnext promo promos promobox morefrom crosslink crosslinks similar"
    ),
    DropReason.NEWSLETTER: "newsletter newsletters signup subscribe subscription subscriptions mailchimp",
    DropReason.PAYWALL: (
        "paywall regwall piano paywalls identity register registration login signin subscriber subscribers"
    ),
    DropReason.COMMENTS: "comment comments disqus commenting respond comentarios kommentare",
    DropReason.ADVERTISEMENT: (
        "ad ads adv advert adverts advertisement advertising adslot adunit sponsor sponsored dfp banner banners "
        "anzeige werbung publicidad publicite publi reklama commercial adsbygoogle adbox adcontainer affiliate"
    ),
    DropReason.COOKIES: "cookie cookies consent gdpr",
    DropReason.BYLINE: (
        "byline bylines author authors authorbox bio authorinfo dateline timestamp datetime pubdate autor autoren "
        "auteur writer reporter redakteur published date readtime eyebrow kicker"
    ),
    DropReason.TAGS: "tags taglist keywords tag topics topiclist",
    DropReason.WIDGET: (
        "widget widgets rollover hovercard popover flyout expandable sidebar rail aside ticker poll quiz "
        "tooltip popup modal overlay toolbar tools infobox factbox "
        "rating ratings donate donation donations contribute app download print"
    ),
    DropReason.HIDDEN: "sr visuallyhidden screenreader offscreen",
    DropReason.FOOTER: "footer copyright disclaimer correction corrections",
    DropReason.PLAYER: "player jwplayer videoplayer playlist gallery slideshow carousel slider audioplayer",
}  # fmt: skip
_HIDDEN = frozenset(
    (
        "hidden",
        "is-hidden",
        "visually-hidden",
        "visuallyhidden",
        "sr-only",
        "screen-reader-text",
        "d-none",
        "hide",
        "u-hidden",
    )
)
_CAPTION = frozenset(
    (
        *(
            "caption",
            "captions",
            "figcaption",
            "credit",
            "credits",
            "legend",
            "legende",
            "bildunterschrift",
            "imgcaption",
        ),
        *("photocredit", "imagecredit", "copyright", "mediainfo", "photoby", "bu", "imagedescription", "bildtext"),
    )
)
#: Reasons that hardly any template gives by mistake.
CERTAIN = frozenset(
    (DropReason.NAVIGATION, DropReason.COOKIES, DropReason.FOOTER, DropReason.COMMENTS, DropReason.NEWSLETTER,
     DropReason.FORM, DropReason.CONTROL, DropReason.DIALOG, DropReason.SHARE)
)  # fmt: skip
#: What stands in these is said of other texts than the story.
_OTHERS = (DropReason.COMMENTS, DropReason.READ_ALSO, DropReason.FORM)
_BY_WORD = {word: reason for reason, line in _REASONS.items() for word in line.split()}
_BY_TAG = {
    "nav": DropReason.NAVIGATION, "footer": DropReason.FOOTER, "aside": DropReason.ASIDE, "form": DropReason.FORM,
    "button": DropReason.CONTROL, "select": DropReason.CONTROL, "textarea": DropReason.CONTROL,
    "dialog": DropReason.DIALOG, "menu": DropReason.NAVIGATION, "label": DropReason.CONTROL,
    "amp-ad": DropReason.ADVERTISEMENT, "amp-embed": DropReason.ADVERTISEMENT,
    "amp-sticky-ad": DropReason.ADVERTISEMENT, "amp-sidebar": DropReason.NAVIGATION,
    "amp-consent": DropReason.COOKIES, "amp-user-notification": DropReason.COOKIES,
}  # fmt: skip
_BY_ROLE = {
    "navigation": DropReason.NAVIGATION, "banner": DropReason.NAVIGATION, "complementary": DropReason.ASIDE,
    "dialog": DropReason.DIALOG, "contentinfo": DropReason.FOOTER, "search": DropReason.FORM,
    "button": DropReason.CONTROL, "toolbar": DropReason.WIDGET, "menu": DropReason.NAVIGATION,
    "menubar": DropReason.NAVIGATION, "alertdialog": DropReason.DIALOG,
}  # fmt: skip
#: So many words of a heading make an id that is its own.
_ANCHOR = 2
#: What microdata calls the times of a page.
_TIMES = ("datePublished", "dateModified", "dateCreated")


def reason_to_drop(element: Element) -> DropReason | None:
    """Return why an element is no part of a story, as far as its tag and names tell."""
    found = verdict(element)
    return found[0] if found else None


def verdict(element: Element) -> tuple[DropReason, str] | None:
    """Return why an element is no part of a story, with the word that says so."""
    get, tag = element.get, str(element.tag)
    if get("hidden") is not None or get("aria-hidden") == "true":
        return DropReason.HIDDEN, "hidden"
    if tag in _BY_TAG:
        return _BY_TAG[tag], tag
    role = get("role", "")
    if role in _BY_ROLE:
        return _BY_ROLE[role], role
    if get("itemprop") in _TIMES:
        return DropReason.BYLINE, "itemprop"
    if not _HIDDEN.isdisjoint(get("class", "").split()) or "display:none" in get("style", "").replace(" ", ""):
        return DropReason.HIDDEN, "hidden"
    marks = f"{get('class', '')} {get('id', '')} {get('data-testid', '')} {get('data-component', '')}"
    found = _by_words(marks) if len(marks) > 3 else None  # noqa: PLR2004 - the blanks between nothing
    return _by_words(marks.replace(get("id", ""), "")) if found and _is_anchor(element) else found


def _is_anchor(element: Element) -> bool:
    """Return whether an element's id is made of the words of its heading, as those of sections are: no template's."""
    words = _WORD.findall(element.get("id", "").lower())
    if len(words) < _ANCHOR:
        return False
    heading = next(element.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
    text = "" if heading is None else " ".join(map(str, heading.itertext())).casefold()
    return set(words) <= set(_WORD.findall(text))


def is_own(element: Element) -> bool:
    """Return whether names and dates in an element are the story's: those in comments, cards and forms are not."""
    return all(reason_to_drop(node) not in _OTHERS for node in (element, *element.iterancestors()))


def is_hidden(element: Element) -> bool:
    """Return whether readers do not see an element of a line; "aria-hidden" hides from those who listen alone."""
    if element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", ""):
        return True
    names = element.get("class")
    if not names:
        return False
    named = _by_words(names)
    return not _HIDDEN.isdisjoint(names.split()) or (named is not None and named[0] is DropReason.HIDDEN)


def words_of(element: Element) -> frozenset[str]:
    """Return the words in an element's class and id."""
    return _words(f"{element.get('class', '')} {element.get('id', '')}")


def is_caption(element: Element) -> bool:
    """Return whether an element is named as the text under a picture."""
    return element.tag in ("figcaption", "caption") or bool(words_of(element) & _CAPTION)


@lru_cache(maxsize=8192)
def _words(marks: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(marks))


@lru_cache(maxsize=8192)
def _by_words(marks: str) -> tuple[DropReason, str] | None:
    for name in marks.split():
        words = ["", *map(str.lower, _WORD.findall(name)), ""]
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            reason = _BY_WORD.get(word)
            if not reason or before in _NEGATING or (reason == DropReason.COMMENTS and after in _STATES):
                continue
            if not (reason == DropReason.SHARE and "embed" in name):
                return reason, word
    return None
