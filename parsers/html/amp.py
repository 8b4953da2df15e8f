"""AMP's own elements as those of HTML that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.html.tree import allowed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLAIN = {"amp-img": "img", "amp-anim": "img", "amp-iframe": "iframe", "amp-video": "video", "amp-audio": "audio"}
#: Element, the attribute that names the post or film, and the address that it has on its service.
_POSTS = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-twitter": ("data-tweetid", "https://x.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-tiktok": ("data-src", "{}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
}


def as_html(root: Element) -> None:
    """Rename AMP's elements in a tree: pictures and players to HTML's, posts and films to frames with an address."""
    for element in list(root.iter(*_PLAIN, *_POSTS)):
        tag = str(element.tag)
        if tag in _PLAIN:
            element.tag = _PLAIN[tag]
        else:
            attribute, address = _POSTS[tag]
            frame = element
            if any(map(str.strip, map(str, element.itertext()))):  # never closed: what follows stands inside
                frame = element.makeelement("iframe")
                element.tag = "div"
                element.addprevious(frame)
            frame.tag = "iframe"
            frame.set("src", allowed(address.format(element.get(attribute, ""))))
