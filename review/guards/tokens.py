"""Signed cookies and form tokens: what comes back from a browser is ours and unchanged."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

#: Seconds that a login lasts.
LASTS = 14 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who logged in, and when."""

    name: str
    #: The user's `stamp` of then.
    stamp: str
    #: Seconds since 1970.
    issued: int
    #: Tells it from the other logins of the same person; logging out ends this one.
    id: str = field(default_factory=lambda: secrets.token_urlsafe(18))


def signed(session: Session, key: bytes) -> str:
    """Return a session as a cookie's value."""
    body = urlsafe_b64encode(json.dumps([session.name, session.stamp, session.issued, session.id]).encode()).decode()
    return f"{body}.{_signature('session', body, key)}"


def read(cookie: str, key: bytes, now: float) -> Session | None:
    """Return the session of a cookie that we signed and that is not too old."""
    body, _, signature = cookie.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature("session", body, key).encode()):
        return None
    fields = json.loads(urlsafe_b64decode(body))
    if len(fields) != len(Session.__slots__):  # of an older version, whose logins could not be ended
        return None
    name, stamp, issued, own = fields
    session = Session(name=name, stamp=stamp, issued=issued, id=own)
    return session if 0 <= now - session.issued < LASTS else None


def visit() -> str:
    """Return a new browser's own random value, which its form tokens are made from."""
    return secrets.token_urlsafe(18)


def sealed(use: str, text: str, key: bytes) -> str:
    """Return a text that comes back unchanged or not at all, as a cookie's value."""
    return f"{text}.{_signature(use, text, key)}"


def unsealed(use: str, cookie: str, key: bytes) -> str:
    """Return the text of a cookie that we sealed for the same use, "" for any other."""
    text, _, signature = cookie.rpartition(".")
    return text if text and hmac.compare_digest(signature.encode(), _signature(use, text, key).encode()) else ""


def form_token(visit: str, key: bytes) -> str:
    """Return what a form must carry, given the browser's own value."""
    return _signature("form", visit, key)


def fits(token: str, visit: str, key: bytes) -> bool:
    """Whether a form's token belongs to the browser that sent it."""
    return bool(visit) and hmac.compare_digest(token.encode(), form_token(visit, key).encode())


def _signature(use: str, text: str, key: bytes) -> str:
    digest = hmac.new(key, f"{use}:{text}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
