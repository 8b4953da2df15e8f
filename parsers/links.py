"""Addresses as pages really write them: a malformed one is no address, never an error."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def join(base: str, target: str) -> str:
    """Return a target as an absolute address; empty where it is none."""
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return ""


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
