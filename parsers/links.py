"""Addresses as pages really write them: a malformed one is no address, never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from parsers.limits import ADDRESS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def join(base: str, target: str) -> str:
    """Return a target as an absolute address; empty where it is none."""
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return ""


def base_of(root: Element, url: str) -> str:
    """Return the address that relative links of a page are joined to: its own, or what its `<base>` says.

    Args:
        root: the page's tree.
        url: the page's address.
    """
    named = next((element.get("href", "") for element in root.iter("base") if element.get("href")), "")
    base = join(url, named) if named else ""
    return base if is_web(base) else url


def is_valid(url: str) -> bool:
    """Return whether an address can be taken apart, and is no longer than addresses are."""
    try:
        parts = urlsplit(url)
        fits = len(url.encode(errors="surrogatepass")) <= ADDRESS
        return fits and (parts.port is None or bool(parts.hostname))
    except ValueError:
        return False


def is_web(url: str) -> bool:
    """Return whether an address is one of the web, and not that of a file."""
    return is_valid(url) and url.lower().startswith(("http://", "https://")) and bool(host(url))


def host(url: str) -> str:
    """Return an address's host without "www.", in lower case; empty where there is none."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def path(url: str) -> str:
    """Return an address's path; empty where it is malformed."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
