"""Bytes to text: HTTP header, byte order mark, meta declaration, then detection."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.types import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_XML = re.compile(rb"\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.:-]{1,40})")
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
#: Markup begins with these; in UTF-16 without a mark, every other byte of it is zero.
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
#: How far into a page a charset declaration is looked for; browsers stop after 1,024 bytes, pages do not.
_META_WINDOW = 8192
#: How much of a page is shown to the detector: enough letters, bounded time.
_SAMPLE = 65536
#: What browsers read under these names (WHATWG encoding standard): supersets that fill the C1 holes.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
#: What no page is written in: Python's own, by the list in the documentation of `codecs`, and UTF-7.
_OF_PYTHON = frozenset(
    ("idna", "mbcs", "oem", "palmos", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
)
#: More unreadable characters than this share of the text, and the encoding counts as unknown.
_MAX_DAMAGE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's text, the charset that it was read with, and whether that differs from what was declared."""

    text: str
    charset: str
    conflict: Conflict | None = None
    #: Share of characters that could not be read, 0 to 1.
    damage: float = 0.0

    @property
    def readable(self) -> bool:
        """Whether few enough characters were lost for the text to be trusted."""
        return self.damage <= _MAX_DAMAGE


def decode(raw: bytes, http_charset: str | None = None) -> Decoded:
    """Return the text of a page; never fails, but ``readable`` may be false.

    Args:
        raw: the page as it was received.
        http_charset: the charset of the HTTP header, if there was one.
    """
    declared = [(name, where) for name, where in _declared(raw, http_charset) if _known(name)]
    for name, _ in declared:
        text = _strict(raw, name)
        if text is not None and not (_single_byte(name) and _is_utf8(raw)):
            return _decoded(text, name, declared)
    return _detected(raw, declared)


def _declared(raw: bytes, http_charset: str | None) -> list[tuple[str, str]]:
    """Return the charsets that the page claims, each with where, the most trusted first."""
    found = [(http_charset, "HTTP header")] if http_charset else []
    found += [(name, "byte order mark") for mark, name in _MARKS if raw.startswith(mark)][:1]
    found += [(name, "its first bytes") for start, name in _WIDE if raw.lstrip(b" \t\r\n").startswith(start)]
    for pattern, where in ((_XML, "XML declaration"), (_META, "meta")):
        match = pattern.match(raw) if pattern is _XML else pattern.search(raw, 0, _META_WINDOW)
        if match:
            found.append((match[1].decode("ascii"), where))
    return [(name.strip().strip("\"'"), where) for name, where in found]


def _known(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found.name not in _OF_PYTHON and bool(found._is_text_encoding)  # noqa: SLF001 - keeps "hex" and "zip" out


def _canonical(name: str) -> str:
    python = codecs.lookup(name).name
    return _SUPERSETS.get(python, python)


def _single_byte(name: str) -> bool:
    return not _canonical(name).startswith(("utf", "gb", "big5", "shift", "euc", "iso2022"))


def _strict(raw: bytes, name: str) -> str | None:
    try:
        text = raw.decode(_canonical(name))
    except (UnicodeError, LookupError):
        return None
    return text.removeprefix("\ufeff")


def _is_utf8(raw: bytes) -> bool:
    """Return whether the bytes are UTF-8 and not plain ASCII: other charsets hardly ever look like that by chance."""
    return not raw.isascii() and _strict(raw, "utf-8") is not None


def _detected(raw: bytes, declared: list[tuple[str, str]]) -> Decoded:
    for name in _guesses(raw):
        text = _strict(raw, name) if name else None
        if name and text is not None:
            return _decoded(text, name, declared)
    # Nothing fits without loss: a page with a few damaged bytes is still better read than refused.
    readings = [_lossy(raw, name) for name in dict.fromkeys([*(name for name, _ in declared), "utf-8"])]
    return min(readings, key=lambda reading: reading.damage)


def _guesses(raw: bytes) -> Iterator[str | None]:
    """Yield what a page without a declaration that fits may be; the detector is slow and asked last."""
    yield "utf-8"
    yield _guess(raw)


def _guess(raw: bytes) -> str | None:
    """Return what charset-normalizer makes of a sample, tags left out so that letters count."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and hardly a page needs it

    letters = re.sub(
        rb"<script.*?(?:</script>|\Z)|<style.*?(?:</style>|\Z)|<[^<>]{0,2000}>",
        b" ",
        raw[: 16 * _SAMPLE],
        flags=re.DOTALL,
    )
    best = from_bytes(letters[:_SAMPLE]).best()
    return best.encoding if best else None


def _lossy(raw: bytes, name: str) -> Decoded:
    text = raw.decode(_canonical(name), errors="replace")
    return Decoded(text=text, charset=_canonical(name), damage=text.count("\ufffd") / max(1, len(text)))


def _decoded(text: str, name: str, declared: list[tuple[str, str]]) -> Decoded:
    charset = _canonical(name)
    clash = next((entry for entry in declared if _family(entry[0]) != _family(name)), None)
    conflict = Conflict(about="charset", declared=f"{clash[1]}: {clash[0]}", detected=charset) if clash else None
    return Decoded(text=text, charset=charset, conflict=None if text.isascii() else conflict)


def _family(name: str) -> str:
    return _canonical(name).removesuffix("-sig").replace("_", "-")
