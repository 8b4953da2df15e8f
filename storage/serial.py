"""Values to bytes and back."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from alignment.types import Comparison
from parsers.types import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What reading damaged bytes can raise.
DAMAGED = (zlib.error, ValueError, LookupError, TypeError, AttributeError, RecursionError)
#: In JSON, what `parsers.sanitize` takes out of texts, and earlier versions kept; a backslash takes its next along.
_ODD = re.compile(
    rb"\\(?:u00(?:[01][0-9a-f]|7f|[89][0-9a-f])|[bf]|(.))"
    rb"|\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]",
    re.IGNORECASE,
)
#: The same in a text.
_ODD_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: Before JSON that was calm when it was written, so that it need not be looked through whenever it is read.
_CALM = b" "
_EPOCH = datetime.fromtimestamp(0, UTC)


@cache
def _adapter() -> TypeAdapter[Comparison]:
    """Return what validates comparisons; built at first use, for it takes a moment."""
    return TypeAdapter(Comparison)


def pack(raw: bytes) -> bytes:
    """Compress bytes."""
    return zlib.compress(raw, 6)


def unpack(packed: bytes) -> bytes:
    """Return what was packed."""
    return zlib.decompress(packed)


def _calm(raw: bytes) -> bytes:
    """Return JSON with another character for each that steers terminals or turns lines: places in texts stay right."""
    return _ODD.sub(lambda odd: odd[0] if odd[1] else "\ufffd".encode(), raw)


def _pack(raw: bytes) -> bytes:
    return pack(_CALM + _calm(raw))


def _unpack(packed: bytes) -> bytes:
    raw = unpack(packed)
    return raw if raw.startswith(_CALM) else _calm(raw)


def calm(text: str) -> str:
    """Return a text with another character for each that steers terminals or turns lines, as earlier versions kept."""
    return _ODD_TEXT.sub("\ufffd", text)


def dump(comparison: Comparison) -> bytes:
    """Return a comparison as packed JSON."""
    return _pack(_adapter().dump_json(comparison))


def load(packed: bytes) -> Comparison:
    """Return the comparison that was dumped, by this version or an earlier one.

    Raises:
        DAMAGED: it is not what was dumped.
    """
    raw = _unpack(packed)
    try:
        return _adapter().validate_json(raw)
    except ValidationError:
        stored = json.loads(raw)
        for article in stored["articles"].values():
            _renew(article)
        return _adapter().validate_json(json.dumps(stored))


@cache
def _article() -> TypeAdapter[Article]:
    return TypeAdapter(Article)


def dump_article(article: Article) -> bytes:
    """Return an article as packed JSON."""
    return _pack(_article().dump_json(article))


def load_article(packed: bytes) -> Article:
    """Return the article that was dumped, by this version or an earlier one.

    Raises:
        DAMAGED: it is not what was dumped.
    """
    raw = _unpack(packed)
    try:
        return _article().validate_json(raw)
    except ValidationError:
        stored = json.loads(raw)
        _renew(stored)
        return _article().validate_json(json.dumps(stored))


def read(packed: bytes) -> Comparison | None:
    """Return the comparison that was dumped, None where it is damaged."""
    try:
        return load(packed)
    except DAMAGED:
        return None


def _renew(article: dict[str, Any]) -> None:
    """Bring a stored article up to date: notices once held their message's parts, ``reason`` and ``values``."""
    for notice in article.get("notices", ()):
        if "message" not in notice:
            notice["message"] = {"text": notice.pop("reason"), "values": notice.pop("values", {})}


def digest(comparison: Comparison) -> str:
    """Return a hash of a comparison's content, the same whenever it was made and whatever its publisher is called."""
    content: dict[str, Any] = _adapter().dump_python(comparison, mode="json")
    del content["publisher"], content["due"]
    content["created"] = _EPOCH.isoformat()
    for draft in content["drafts"]:
        draft["created"] = content["created"]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def headers(values: Mapping[str, str]) -> str:
    """Return headers as JSON."""
    return json.dumps(dict(values), ensure_ascii=False)


def read_headers(stored: str) -> Mapping[str, str]:
    """Return the headers that were stored."""
    values: dict[str, str] = json.loads(stored)
    return values


def text_key(text: str) -> bytes:
    """Return the hash under which things made from a text are kept."""
    return hashlib.sha256(text.encode()).digest()
