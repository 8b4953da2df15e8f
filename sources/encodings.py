"""Compressed bodies, unpacked only up to a limit: a few kilobytes can hold gigabytes."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from locales.messages import translatable
from sources.types import Reason, fetch_error

if TYPE_CHECKING:
    from collections.abc import Callable

#: What the fetcher says it accepts; exactly what `unpack` knows.
ACCEPTED = "gzip, deflate, br, zstd"
#: Encodings on top of each other; servers use one. Members or frames of a body: each costs a copy of what follows it.
ENCODINGS, MEMBERS = 2, 200
#: What servers send that packs nothing.
_NO_PACKING = frozenset(("", "identity", "none", "utf-8", "utf8", "binary", "8bit", "aws-chunked"))
#: How text begins that is sent under the name of a packing: markup and JSON.
_TEXT = (b"<", b"{", b"[")
_MARK = b"\xef\xbb\xbf"
_MANY = "too many members"
#: Window sizes above this are refused by zstd, which would reserve as much memory.
_WINDOW = 8 << 20

_TOO_LARGE = translatable("{url} has more than {limit} MB when unpacked; it is no article page")
_BROKEN = translatable("{url} is compressed in a broken way ({encoding}); try again later")
_UNKNOWN = translatable("{url} is compressed in an unknown way ({encoding}); nothing can be read")


class _TooLargeError(Exception):
    """More than the limit came out."""


def unpack(raw: bytes, content_encoding: str, *, limit: int, url: str) -> bytes:
    """Undo the content encodings of a body, last one first (RFC 9110, 8.4); a body that is plain text stays as it is.

    Args:
        raw: the body as it was sent.
        content_encoding: the header's value, possibly empty.
        limit: bytes that may come out of each step.
        url: named in errors.

    Raises:
        FetchError: too large, broken or unknown.
    """
    names = [name for each in content_encoding.split(",") if (name := each.strip().lower()) not in _NO_PACKING]
    if len(names) > ENCODINGS:
        raise fetch_error(Reason.ENCODING, _UNKNOWN, url=url, encoding=f"{', '.join(names[:ENCODINGS])}, ...")
    for name in reversed(names):
        if name not in _DECODERS:
            raise fetch_error(Reason.ENCODING, _UNKNOWN, url=url, encoding=name)
        try:
            raw = _DECODERS[name](raw, limit)
        except _TooLargeError:
            raise fetch_error(Reason.TOO_LARGE, _TOO_LARGE, url=url, limit=limit // 1_000_000) from None
        except (zlib.error, EOFError, ValueError) as error:
            if raw.removeprefix(_MARK).lstrip().startswith(_TEXT):
                return raw
            raise fetch_error(Reason.ENCODING, _BROKEN, url=url, encoding=name) from error
    return raw


def _gunzip(raw: bytes, limit: int) -> bytes:
    """Unpack gzip, one member after the other."""
    parts: list[bytes] = []
    left = limit
    for _ in range(MEMBERS):
        if not raw:
            break
        part, raw = _inflate(raw, left, zlib.MAX_WBITS | 16)
        parts.append(part)
        left -= len(part)
        if not raw.startswith(b"\x1f\x8b"):  # padding after the last member is allowed
            break
    else:
        raise ValueError(_MANY)
    return b"".join(parts)


def _inflate(raw: bytes, limit: int, window: int) -> tuple[bytes, bytes]:
    """Unpack one zlib stream; return what came out and what follows it."""
    stream = zlib.decompressobj(window)
    out = stream.decompress(raw, limit + 1)
    if len(out) > limit:
        raise _TooLargeError
    if not stream.eof:
        raise EOFError
    return out, stream.unused_data


def _deflate(raw: bytes, limit: int) -> bytes:
    """Unpack deflate; some servers leave out the zlib header that the standard asks for."""
    try:
        return _inflate(raw, limit, zlib.MAX_WBITS)[0]
    except zlib.error:
        return _inflate(raw, limit, -zlib.MAX_WBITS)[0]


def _brotli(raw: bytes, limit: int) -> bytes:
    import brotli  # noqa: PLC0415 - only where a server chose it

    stream = brotli.Decompressor()
    out = bytearray()
    try:
        out += stream.process(raw, output_buffer_limit=limit + 1)
        while len(out) <= limit and not stream.is_finished():
            part = stream.process(b"", output_buffer_limit=limit + 1 - len(out))
            if not part:
                raise EOFError
            out += part
    except brotli.error as error:
        raise ValueError(str(error)) from error
    return _within(bytes(out), limit)


def _zstd(raw: bytes, limit: int) -> bytes:
    import zstandard  # noqa: PLC0415 - only where a server chose it

    source = io.BytesIO(raw)
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(source, read_across_frames=True)
        out = _within(reader.read(limit + 1), limit)
        _require_end(raw)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error
    return out


def _require_end(raw: bytes) -> None:
    """Raise where the last frame breaks off, over which the bounded reader passes; what comes out is bounded by now."""
    import zstandard  # noqa: PLC0415 - loaded by now

    for _ in range(MEMBERS):
        frame = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        frame.decompress(raw)
        if not frame.eof:
            raise EOFError
        raw = frame.unused_data
        if not raw:
            return
    raise ValueError(_MANY)


def _within(out: bytes, limit: int) -> bytes:
    if len(out) > limit:
        raise _TooLargeError
    return out


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
