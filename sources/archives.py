"""Pages from web archives (WARC, also packed by zstd or collected in WACZ): a crawl that was made elsewhere."""

from __future__ import annotations

import gzip
import io
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from locales.messages import translatable
from parsers.times import iso_date
from sources.encodings import unpack
from sources.files import opened
from sources.http import PAGE_TYPES, charset_of, media_type_of
from sources.types import FetchError, LocalError, Page, Reason, fetch_error, local_error
from sources.urls import checked, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

#: What archives are called.
SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".wacz")
#: Bytes of one page, unpacked; the same as for fetched pages.
MAX_RECORD = 10_000_000
#: Bytes of an archive, unpacked; and of the pages that are kept of it.
MAX_ARCHIVE, MAX_KEPT = 4_000_000_000, 400_000_000
#: Bytes without a line's end, in headers or bodies.
MAX_LINE = 16_000_000
#: Redirects that are followed inside an archive.
MAX_REDIRECTS = 5
#: Archives inside one WACZ.
MAX_PARTS = 1000
_GZIP, _ZSTD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK"
#: Before the first record, a frame of this kind holds the dictionary that the others are packed with (WARC zstd 1.0).
_DICTIONARY = b"\x5d\x2a\x4d\x18"
#: Bytes of such a dictionary, and of the window that zstd may reserve.
_LARGEST_DICTIONARY, _WINDOW = 16 << 20, 1 << 27
#: What reading and unpacking ends with, and how warcio meets some broken headers.
_OF_THE_LANGUAGE = (OSError, ValueError, RuntimeError, AttributeError, TypeError, LookupError, OverflowError)
_OK = range(200, 300)
_REDIRECTS = range(300, 400)

_BROKEN = translatable("{name} is no readable web archive ({why}); make it again or recompress it with warcio")
_CUT = translatable("{name} breaks off in the middle; copy the archive again")
_TOO_LARGE = translatable("{name} has more than {limit} MB when unpacked; divide the archive")
_TOO_MANY = translatable("{name} holds more than {limit} archives; divide it")
_NO_PAGES = translatable("{name} holds no web pages; give an archive with HTML responses")
_PAGE_TOO_LARGE = translatable("{url} has more than {limit} MB; it is no article page")
_NOT_THERE = translatable("{url} is not in the archive {name}; add it to the crawl")
_CIRCLE = translatable("{url} redirects in a circle inside the archive {name}; crawl it again")


class Archive:
    """The pages of one archive.

    Args:
        path: the file, WARC 1.0 or 1.1, packed by gzip, zstd or not, or WACZ.

    Raises:
        LocalError: it is missing, cut off, no archive, far too large, or without pages.
    """

    def __init__(self, path: Path) -> None:
        self._name = str(path)
        #: The newest response of each address that holds a page, a redirect's target, or why there is no page.
        self._found: dict[str, Page | str | FetchError] = {}
        kept, made = 0, dict[str, datetime]()
        for url, time, found in _responses(path):
            kept += len(found.raw) if isinstance(found, Page) else 0
            if kept > MAX_KEPT:
                raise _too_large(self._name, MAX_KEPT)
            if url not in made or time >= made[url]:  # crawls are put together in any order
                self._found[url], made[url] = found, time
        if not any(True for _ in self.pages()):
            raise local_error(Reason.EMPTY, _NO_PAGES, name=self._name)

    def pages(self) -> Iterator[Page]:
        """Return the pages in the order in which their addresses were first met."""
        return (found for found in self._found.values() if isinstance(found, Page))

    def __contains__(self, url: str) -> bool:
        try:
            return isinstance(self.fetch(url), Page)
        except FetchError:
            return False

    def fetch(self, url: str) -> Page:
        """Return the page at an address, after the redirects that the archive holds.

        Raises:
            FetchError: it is not in the archive, or was too large or packed in a broken way.
        """
        current = str(checked(url))
        for _ in range(MAX_REDIRECTS + 1):
            found = self._found.get(current)
            if isinstance(found, Page):
                return found
            if isinstance(found, FetchError):
                raise found
            if found is None:
                raise fetch_error(Reason.NOT_FOUND, _NOT_THERE, url=current, name=self._name)
            current = found
        raise fetch_error(Reason.REDIRECTS, _CIRCLE, url=url, name=self._name)


def is_archive(source: str) -> bool:
    """Return whether something that was given is an archive's file name."""
    return "://" not in source and source.lower().endswith(SUFFIXES) and not Path(source).is_dir()


def _responses(path: Path) -> Iterator[tuple[str, datetime, Page | str | FetchError]]:
    """Return the responses of an archive that say something about a page, each with its address and time.

    Raises:
        LocalError: the file cannot be read as an archive.
    """
    name = str(path)
    with opened(path) as file:
        try:
            left = MAX_ARCHIVE
            for part in _unpacked(file, name):
                stream = _Bounded(part, name, left)
                yield from _responses_of(stream, name)
                left -= stream.tell()
        except (LocalError, FetchError):
            raise
        except EOFError as error:
            raise local_error(Reason.CONNECTION, _CUT, name=name) from error
        except _of_archives() as error:
            why = " ".join(str(error).split())[:120] or type(error).__name__
            raise local_error(Reason.UNREADABLE, _BROKEN, name=name, why=why) from error


def _of_archives() -> tuple[type[Exception], ...]:
    """Return what the readers of archives raise; asked for only once something is raised."""
    from zipfile import BadZipFile  # noqa: PLC0415 - loaded where a file is one

    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - only for archives
    from zstandard import ZstdError  # noqa: PLC0415 - the same

    return (ArchiveLoadFailed, BadZipFile, ZstdError, zlib.error, *_OF_THE_LANGUAGE)


def _responses_of(stream: _Bounded, name: str) -> Iterator[tuple[str, datetime, Page | str | FetchError]]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only for archives
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - the same

    records = ArchiveIterator(stream)
    records.INC_RECORD = ""  # it would be written to standard error
    met = False
    try:
        for record in records:
            met = True
            response = _response(record) if record.rec_type == "response" and record.http_headers else None
            if response is not None:
                yield response
    except (ArchiveLoadFailed, AttributeError):
        if not met or stream.read(1) or stream.complete:
            raise
    if not stream.complete:
        raise local_error(Reason.CONNECTION, _CUT, name=name)


def _unpacked(file: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """Yield streams of records: one, packed as a member for each record, as one or not at all; or those of a WACZ."""
    magic = file.read(4)
    file.seek(0)
    if not magic:
        return
    if magic.startswith(_GZIP):
        yield io.BufferedReader(gzip.GzipFile(fileobj=file))
    elif magic in (_ZSTD, _DICTIONARY):
        yield _unpacked_zstd(file)
    elif magic.startswith(_ZIP):
        yield from _unpacked_wacz(file, name)
    else:
        yield file


def _unpacked_zstd(file: BinaryIO) -> BinaryIO:
    import zstandard  # noqa: PLC0415 - only for such archives

    known = None
    if file.read(4) == _DICTIONARY:
        size = int.from_bytes(file.read(4), "little")
        words = file.read(min(size, _LARGEST_DICTIONARY))
        if words.startswith(_ZSTD):
            packed = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(io.BytesIO(words))
            words = packed.read(_LARGEST_DICTIONARY)
        known = zstandard.ZstdCompressionDict(words)
    else:
        file.seek(0)
    reader = zstandard.ZstdDecompressor(dict_data=known, max_window_size=_WINDOW)
    return io.BufferedReader(reader.stream_reader(file, read_across_frames=True, closefd=False))


def _unpacked_wacz(file: BinaryIO, name: str) -> Iterator[BinaryIO]:
    from zipfile import ZipFile  # noqa: PLC0415 - only for such archives

    with ZipFile(file) as package:
        parts = [each for each in package.namelist() if each.startswith("archive/") and each.endswith(SUFFIXES[:2])]
        if len(parts) > MAX_PARTS:
            raise local_error(Reason.TOO_LARGE, _TOO_MANY, name=name, limit=MAX_PARTS)
        for part in parts:
            with package.open(part) as packed:
                yield io.BufferedReader(gzip.GzipFile(fileobj=packed)) if part.endswith(".gz") else packed  # type: ignore[misc]


class _Bounded:
    """A stream that ends with an error where an archive is larger than can be meant; warcio reads any line."""

    def __init__(self, stream: BinaryIO, name: str, most: int) -> None:
        self._stream, self._name, self._most, self._read, self._line = stream, name, most, 0, 0
        self._tail = b""

    @property
    def complete(self) -> bool:
        """Whether what was read ends as records do, with an empty line."""
        return self._tail.replace(b"\r", b"").endswith(b"\n\n")

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self._stream.read(size)
        self._tail = (self._tail + piece)[-4:]
        self._read += len(piece)
        end = piece.rfind(b"\n")
        self._line = self._line + len(piece) if end < 0 else len(piece) - end
        if self._read > self._most or self._line > MAX_LINE:
            raise _too_large(self._name, MAX_ARCHIVE)
        return piece

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._read


def _response(record: Any) -> tuple[str, datetime, Page | str | FetchError] | None:  # noqa: ANN401 - warcio has no types
    """Return a record's address and time with its page, its redirect's target or what is wrong; None for the rest."""
    try:
        url = checked(record.rec_headers.get_header("WARC-Target-URI") or "")
    except FetchError:
        return None
    made = _moment(record.rec_headers.get_header("WARC-Date"))
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    code = record.http_headers.get_statuscode()
    status = int(code) if code.isascii() and code.isdigit() else 0
    if status in _REDIRECTS and headers.get("location"):
        try:
            return str(url), made, str(joined(url, headers["location"]))
        except FetchError:
            return None
    declared = headers.get("content-type", "")
    if status not in _OK or media_type_of(declared) not in PAGE_TYPES:
        return None
    try:
        raw = _body(record, headers, str(url))
    except FetchError as error:
        return str(url), made, error
    page = Page(
        url=str(url),
        raw=raw,
        media_type=media_type_of(declared),
        http_charset=charset_of(declared),
        fetched=made,
        headers=headers,
    )
    return (str(url), made, page) if raw.strip() else None


def _body(record: Any, headers: Mapping[str, str], url: str) -> bytes:  # noqa: ANN401 - warcio has no types
    """Return the body of a response, unpacked up to the limit.

    Raises:
        FetchError: too large or packed in a broken way.
        EOFError: the archive ends inside it.
    """
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - loaded by now

    stream = record.raw_stream
    chunked = headers.get("transfer-encoding", "").lower() == "chunked"
    reader = ChunkedDataReader(stream, decomp_type=None) if chunked else stream
    raw = bytearray()
    while len(raw) <= MAX_RECORD and (piece := reader.read(1 << 16)):
        raw += piece
    if len(raw) > MAX_RECORD:
        raise fetch_error(Reason.TOO_LARGE, _PAGE_TOO_LARGE, url=url, limit=MAX_RECORD // 1_000_000)
    if stream.limit > 0 and not stream.read(1):
        raise EOFError
    return unpack(bytes(raw), headers.get("content-encoding", ""), limit=MAX_RECORD, url=url)


def _moment(text: str | None) -> datetime:
    """Return when a record was made (ISO 8601), now where it does not say."""
    made = iso_date(text or "")
    if made is None:
        return datetime.now(UTC)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _too_large(name: str, limit: int) -> LocalError:
    return local_error(Reason.TOO_LARGE, _TOO_LARGE, name=name, limit=limit // 1_000_000)
