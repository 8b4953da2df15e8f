"""Which service an embedded thing comes from, and where it points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers import links
from parsers.html.tree import allowed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Hosts (or their ends) of services whose players and posts news pages embed.
_PROVIDERS = {
    "youtube.com": "youtube", "youtu.be": "youtube", "youtube-nocookie.com": "youtube", "twitter.com": "x",
    "x.com": "x",
    "t.me": "telegram", "telegram.org": "telegram", "telegram.me": "telegram", "facebook.com": "facebook",
    "fb.watch": "facebook", "instagram.com": "instagram", "tiktok.com": "tiktok", "vimeo.com": "vimeo",
    "dailymotion.com": "dailymotion", "soundcloud.com": "soundcloud", "spotify.com": "spotify",
    "threads.net": "threads",
    "google.com": "google", "datawrapper.de": "datawrapper", "dwcdn.net": "datawrapper", "flourish.studio": "flourish",
    "bsky.app": "bluesky", "reddit.com": "reddit",
}  # fmt: skip


def provider(url: str) -> str | None:
    """Return the service that an address belongs to, or the host where the service is not known."""
    host = links.host(url) if "//" in url else ""  # "about:blank" has none
    for end, name in _PROVIDERS.items():
        if host == end or host.endswith(f".{end}"):
            return name
    return host or None


def put_in(root: Element) -> None:
    """Put a player where a page's scripts would: for posts of Telegram and Facebook and for ``lite-youtube``.

    Args:
        root: the page's tree with its scripts; it is changed in place.
    """
    shown = {frame.get("src", "").partition("?")[0] for frame in root.iter("iframe")}  # a saved page may have both
    for element in list(root.iter("script", "lite-youtube", "div")):
        source = _source(element)
        if source and source not in shown and element.getparent() is not None:
            element.addprevious(element.makeelement("iframe", {"src": allowed(source)}))


def _source(element: Element) -> str:
    """Return the address of what a script would show in the place of an element, or ""."""
    if element.tag == "script":
        post = element.get("data-telegram-post", "")
        return f"https://t.me/{post}" if post else ""
    if element.tag == "lite-youtube":
        video = element.get("videoid", "")
        return f"https://www.youtube.com/embed/{video}" if video else ""
    return element.get("data-href", "") if "fb-post" in element.get("class", "").split() else ""
