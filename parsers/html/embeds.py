"""Which service an embedded thing comes from, and where it points."""

from __future__ import annotations

from parsers import links

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
