"""Archives are written by warcio itself, as crawlers do, and then broken."""

import contextlib
import gzip
import io
import random
import zipfile
from functools import partial

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources import archives
from sources.archives import Archive, is_archive
from sources.types import FetchError, LocalError, Reason

#: warcio's writer leaves its temporary files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

HTML = "<html><body><p>Рада проголосувала.</p></body></html>"
URL = "https://visnyk.example/a"


def record(writer, url, body, *, status="200 OK", kind="response", date="2026-03-01T08:00:00Z", **headers):
    lines = [(name.replace("_", "-"), value) for name, value in {"Content_Type": "text/html", **headers}.items()]
    http = StatusAndHeaders(status, lines, protocol="HTTP/1.1")
    dated = {"WARC-Date": date}
    writer.write_record(
        writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated)
    )


@pytest.fixture
def archive(tmp_path):
    """Write records and open the archive."""

    def archive(*records, name="crawl.warc.gz", change=lambda raw: raw):
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=name.endswith(".gz"))
        writer.write_record(writer.create_warcinfo_record("crawl", {"software": "a crawler"}))
        for url, body, headers in records:
            record(writer, url, body, **headers)
        (tmp_path / name).write_bytes(change(out.getvalue()))
        return Archive(tmp_path / name)

    return archive


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc"])
def test_page_comes_with_charset_headers_and_time(archive, name):
    kept = {"Content_Type": "Text/HTML; charset=windows-1251", "X_Kept": "yes"}
    page = archive((URL, HTML.encode("windows-1251"), kept), name=name).fetch(URL + "#top")
    assert (page.url, page.raw) == (URL, HTML.encode("windows-1251"))
    assert (page.media_type, page.http_charset, page.headers["x-kept"]) == ("text/html", "windows-1251", "yes")
    assert page.fetched.isoformat() == "2026-03-01T08:00:00+00:00"


def test_only_responses_with_pages_are_read(archive):
    made = archive(
        ("https://visnyk.example/i.png", b"\x89PNG", {"Content_Type": "image/png"}),
        ("https://visnyk.example/gone", HTML.encode(), {"status": "404 Not Found"}),
        ("https://visnyk.example/asked", HTML.encode(), {"kind": "resource"}),
        (URL, HTML.encode(), {}),
    )
    assert [page.url for page in made.pages()] == [URL]
    assert URL in made
    assert "https://visnyk.example/gone" not in made
    with pytest.raises(FetchError) as caught:
        made.fetch("https://visnyk.example/gone")
    assert caught.value.reason is Reason.NOT_FOUND


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(HTML.encode()), {"Content_Encoding": "gzip"}),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML.encode()), HTML.encode()), {"Transfer_Encoding": "chunked"}),
        (HTML.encode(), {"Transfer_Encoding": "chunked"}),  # some crawlers keep the header of what they unpacked
    ],
    ids=["packed", "chunked", "chunked-already"],
)
def test_bodies_are_unpacked(archive, body, headers):
    assert archive((URL, body, headers)).fetch(URL).raw == HTML.encode()


def test_redirects_lead_to_the_page(archive):
    made = archive(
        ("https://visnyk.example/old", b"", {"status": "301 Moved", "Location": "/a"}),
        ("https://visnyk.example/round", b"", {"status": "302 Found", "Location": "/round"}),
        (URL, HTML.encode(), {}),
    )
    assert made.fetch("https://visnyk.example/old").url == URL
    with pytest.raises(FetchError) as caught:
        made.fetch("https://visnyk.example/round")
    assert caught.value.reason is Reason.REDIRECTS


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"x\n" * (archives.MAX_RECORD // 2 + 1), {}, Reason.TOO_LARGE),
        (gzip.compress(b"\0" * 50_000_000), {"Content_Encoding": "gzip"}, Reason.TOO_LARGE),
        (b"no gzip", {"Content_Encoding": "gzip"}, Reason.ENCODING),
    ],
    ids=["large", "bomb", "broken"],
)
def test_one_bad_page_does_not_spoil_the_others(archive, body, headers, reason):
    made = archive(("https://visnyk.example/bad", body, headers), (URL, HTML.encode(), {}))
    assert made.fetch(URL).raw == HTML.encode()
    with pytest.raises(FetchError) as caught:
        made.fetch("https://visnyk.example/bad")
    assert caught.value.reason is reason


@pytest.mark.parametrize("packing", ["gzip", "br", "none"])
def test_body_that_the_crawler_has_unpacked_keeps_its_header(archive, packing):
    assert archive((URL, HTML.encode(), {"Content_Encoding": packing})).fetch(URL).raw == HTML.encode()


@pytest.mark.parametrize("order", [1, -1])
def test_newest_page_of_an_address_is_taken_wherever_it_stands(archive, order):
    pages = [(URL, HTML.encode() + b"old", {}), (URL, HTML.encode(), {"date": "2026-03-02T08:00:00Z"})]
    assert archive(*pages[::order]).fetch(URL).raw == HTML.encode()


def packed_by_zstd(raw):
    return b"".join(zstandard.compress(part) for part in (raw[:300], raw[300:]))


def packed_with_dictionary(raw, *, itself_packed=False):
    words = zstandard.ZstdCompressionDict(HTML.encode() * 20)
    head = zstandard.compress(words.as_bytes()) if itself_packed else words.as_bytes()
    frame = b"\x5d\x2a\x4d\x18" + len(head).to_bytes(4, "little") + head
    return frame + zstandard.ZstdCompressor(dict_data=words).compress(raw)


def collected(raw):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("archive/a.warc.gz", gzip.compress(raw))
        package.writestr("archive/b.warc", raw)
        package.writestr("archive/readme.txt", "no archive")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a.warc.zst", packed_by_zstd),
        ("a.warc.zst", packed_with_dictionary),
        ("a.warc.zst", partial(packed_with_dictionary, itself_packed=True)),
        ("a.wacz", collected),
    ],
)
def test_other_ways_of_keeping_a_crawl(archive, name, change):
    made = archive((URL, HTML.encode(), {}), ("https://visnyk.example/b", HTML.encode(), {}), name=name, change=change)
    assert [page.url for page in made.pages()] == [URL, "https://visnyk.example/b"]
    assert is_archive(name)


@pytest.mark.parametrize("cut", [3, 40, 120, 300])
def test_archive_that_breaks_off_says_so_wherever_that_is(archive, cut):
    """Inside a record's header the rest used to be left out in silence, or all of it "held no pages"."""
    with pytest.raises(LocalError) as caught:
        archive((URL, HTML.encode(), {}), (f"{URL}/2", HTML.encode(), {}), name="a.warc", change=lambda raw: raw[:-cut])
    assert caught.value.reason is Reason.CONNECTION


PAGES = [(f"https://visnyk.example/{number}", HTML.encode() * 50, {}) for number in range(20)]


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("a.warc.gz", lambda raw: raw[: len(raw) // 2], Reason.CONNECTION),
        ("a.warc", lambda raw: raw[: len(raw) // 2], Reason.CONNECTION),
        ("a.warc", lambda _: b"", Reason.EMPTY),
        ("a.warc", lambda _: b"<html>no archive</html>", Reason.UNREADABLE),
        ("a.warc.gz", lambda _: b"\x1f\x8bno gzip at all", Reason.UNREADABLE),
        ("a.warc.gz", lambda _: gzip.compress(b"no archive"), Reason.UNREADABLE),
        ("a.warc.zst", lambda _: zstandard.compress(b"no archive"), Reason.UNREADABLE),
        ("a.warc.zst", lambda _: b"\x28\xb5\x2f\xfdbroken", Reason.UNREADABLE),
        ("a.warc.zst", lambda raw: zstandard.compress(raw)[:-100], Reason.CONNECTION),
        ("a.wacz", lambda _: b"PK\3\4 broken", Reason.UNREADABLE),
        ("a.warc", lambda raw: raw.replace(b"HTTP/1.1 200", b"\xff\xfe 200"), Reason.UNREADABLE),
        ("a.warc.gz", lambda _: gzip.compress(b"WARC/1.0\r\n" + b"x" * 6_000_000), Reason.TOO_LARGE),
    ],
)
def test_broken_archive_has_a_named_error(archive, name, change, reason):
    with pytest.raises(LocalError) as caught:
        archive(*PAGES, name=name, change=change)
    assert caught.value.reason is reason
    assert "\n" not in str(caught.value)


def test_nothing_is_said_about_damage_but_in_errors(archive, capsys):
    """warcio warns on standard error, where the notes of a run stand."""
    with contextlib.suppress(LocalError):
        archive(*PAGES, name="a.warc", change=lambda raw: raw.replace(b"\r\n\r\nWARC/1.0", b"WARC/1.0", 3))
    assert not capsys.readouterr().err


@pytest.fixture(autouse=True)
def short_lines(monkeypatch):
    """What is too long a line takes seconds to be found out otherwise."""
    monkeypatch.setattr(archives, "MAX_LINE", 1_000_000)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_never_crash(archive, seed):
    chance = random.Random(seed)

    def damage(raw):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        return bytes(damaged)

    with contextlib.suppress(LocalError):  # the one error that there may be
        made = archive(*PAGES[:5], name=chance.choice(("a.warc", "a.warc.gz", "a.warc.zst", "a.wacz")), change=damage)
        assert list(made.pages())


def test_package_of_too_many_archives_says_so(archive, monkeypatch):
    monkeypatch.setattr(archives, "MAX_PARTS", 1)
    with pytest.raises(LocalError, match="more than 1 archives"):
        archive((URL, HTML.encode(), {}), name="a.wacz", change=collected)


@pytest.mark.parametrize("limit", ["MAX_ARCHIVE", "MAX_KEPT"])
def test_archive_larger_than_can_be_meant(archive, monkeypatch, limit):
    monkeypatch.setattr(archives, limit, 5_000)
    with pytest.raises(LocalError) as caught:
        archive(*PAGES)
    assert caught.value.reason is Reason.TOO_LARGE


def test_archives_in_one_package_are_measured_together(archive, monkeypatch):
    monkeypatch.setattr(archives, "MAX_ARCHIVE", 100_000)  # more than PAGES have, less than they have twice
    archive(*PAGES, name="a.warc")
    with pytest.raises(LocalError) as caught:
        archive(*PAGES, name="a.wacz", change=collected)
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("source", "expected"),
    [("a.warc", True), ("A.WARC.GZ", True), ("https://visnyk.example/a.warc", False), ("a.html", False)],
)
def test_archives_are_told_by_name(source, expected):
    assert is_archive(source) is expected
