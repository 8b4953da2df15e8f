"""Addresses: which may be fetched, and how they are named."""

from __future__ import annotations

import httpx

from locales.messages import translatable
from parsers import sanitize
from parsers.limits import ADDRESS
from sources.types import FetchError, Reason, fetch_error

_SCHEME = translatable("{url} is not a web address; it has to start with http:// or https://")
_CREDENTIALS = translatable("{url} carries a user name or a password; give the address without them")
_LAST_PORT = 65535
_BROKEN = translatable("{url} is not a web address ({why})")


def checked(text: str) -> httpx.URL:
    """Return an address that may be fetched.

    Args:
        text: as it was typed or found in a page.

    Raises:
        FetchError: not http or https, no host, credentials inside, or not an address at all. The error never repeats
            credentials.
    """
    try:
        url = httpx.URL(text.strip())
        host, length = url.host, len(str(url))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise fetch_error(Reason.URL, _BROKEN, url=_clean(text), why=" ".join(str(error).split())) from error
    if url.port is not None and url.port > _LAST_PORT:
        raise fetch_error(Reason.URL, _BROKEN, url=_clean(text), why=f"port {url.port}")
    if url.userinfo:
        raise fetch_error(Reason.CREDENTIALS, _CREDENTIALS, url=str(url.copy_with(userinfo=b"")))
    if url.scheme not in ("http", "https") or not host:
        raise fetch_error(Reason.SCHEME, _SCHEME, url=_clean(text))
    if length > ADDRESS:
        raise fetch_error(Reason.URL, _BROKEN, url=_clean(text), why=f"{length} characters")
    return url.copy_with(fragment=None)


def joined(base: httpx.URL, target: str) -> httpx.URL:
    """Return where a link or a redirect leads.

    Args:
        base: where it stands.
        target: as it was written, full or relative.

    Raises:
        FetchError: to nowhere that may be fetched.
    """
    try:
        return checked(str(base.join(target.strip())))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise fetch_error(Reason.URL, _BROKEN, url=_clean(target), why=" ".join(str(error).split())) from error


def is_usable(text: str) -> bool:
    """Return whether something that a feed or a sitemap lists is an address that may be fetched."""
    try:
        return bool(checked(text))
    except FetchError:
        return False


def is_url(text: str) -> bool:
    """Return whether something that was given is an address, and not a file's name."""
    scheme, colon, rest = text.partition("://")
    return bool(colon and rest) and scheme.isalnum()


def _clean(text: str) -> str:
    """Shorten an address for an error, without what may be credentials."""
    before, at, after = text.rpartition("@")
    scheme = before.partition("://")[0] if "://" in before else ""
    kept = f"{scheme}://{after}" if scheme else after if at else text
    return " ".join(sanitize.text(kept[:1000]).split())[:200]
