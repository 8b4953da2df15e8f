import gzip
import socket
import tracemalloc
import zlib
from dataclasses import replace

import brotli
import pytest
import zstandard

from sources.http import Fetcher
from sources.types import FetchError, Reason
from tests.support.site import Answer

HTML = "<html><body><p>Рада проголосувала.</p></body></html>".encode()
TYPE = {"Content-Type": "text/html"}


def refused(fetcher, url):
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 300
    return caught.value


def test_page_comes_with_what_the_parser_needs(site, fetcher):
    site.put("/a", Answer(body=HTML, headers={"Content-Type": 'Text/HTML; Charset="windows-1251"', "X-Kept": "yes"}))
    page = fetcher.fetch(site.url("/a#top"))
    assert (page.url, page.raw) == (site.url("/a"), HTML)
    assert (page.media_type, page.http_charset) == ("text/html", "windows-1251")
    assert page.headers["x-kept"] == "yes"
    assert page.fetched.tzinfo is not None


def test_user_agent_says_who_and_why(site, fetcher):
    site.page("/a", HTML)
    fetcher.fetch(site.url("/a"))
    agent = site.seen[0].headers["user-agent"]
    assert agent.startswith("zvirka/1.2 ")
    assert "+https://visnyk.example/bot" in agent


def test_redirects_are_followed(site, fetcher):
    site.put("/a", Answer(status=301, headers={"Location": "/b"}))
    site.put("/b", Answer(status=302, headers={"Location": site.url("/c")}))
    site.page("/c", HTML)
    assert fetcher.fetch(site.url("/a")).url == site.url("/c")


def test_cookies_are_not_kept(site, fetcher):
    site.put("/a", Answer(body=HTML, headers={**TYPE, "Set-Cookie": "lang=ru"}))
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/a"))
    assert all("cookie" not in seen.headers for seen in site.seen)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw, wbits=-15)),
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("identity", bytes),
        ("gzip, br", lambda raw: brotli.compress(gzip.compress(raw))),
    ],
)
def test_packed_bodies_are_unpacked(site, fetcher, encoding, pack):
    site.put("/a", Answer(body=pack(HTML), headers={**TYPE, "Content-Encoding": encoding}))
    assert fetcher.fetch(site.url("/a")).raw == HTML


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), Reason.NOT_FOUND),
        (Answer(status=410), Reason.NOT_FOUND),
        (Answer(status=403), Reason.STATUS),
        (Answer(status=500), Reason.STATUS),
        (Answer(status=304), Reason.STATUS),
        (Answer(status=429, headers={"Retry-After": "120"}), Reason.RATE_LIMITED),
        (Answer(status=301, headers={}), Reason.REDIRECT),
        (Answer(status=302, headers={"Location": "/fault"}), Reason.REDIRECTS),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), Reason.SCHEME),
        (Answer(status=302, headers={"Location": "http://user:secret@127.0.0.1/"}), Reason.CREDENTIALS),
        (Answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}), Reason.PRIVATE_ADDRESS),
        (Answer(status=302, headers={"Location": "http://localhost:1/"}), Reason.PRIVATE_ADDRESS),
        (Answer(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), Reason.MEDIA_TYPE),
        (Answer(body=b"  \n"), Reason.EMPTY),
        (Answer(body=b"x" * 1_000_001), Reason.TOO_LARGE),
        (Answer(body=HTML, cut=10), Reason.CONNECTION),
        (Answer(body=HTML, headers={**TYPE, "X-Long": "x" * 200_000}), Reason.CONNECTION),
        (Answer(body=b"no gzip", headers={**TYPE, "Content-Encoding": "gzip"}), Reason.ENCODING),
        (Answer(body=b"no br", headers={**TYPE, "Content-Encoding": "br"}), Reason.ENCODING),
        (Answer(body=b"no zstd", headers={**TYPE, "Content-Encoding": "zstd"}), Reason.ENCODING),
        (Answer(body=HTML, headers={**TYPE, "Content-Encoding": "lzma"}), Reason.ENCODING),
        (Answer(body=gzip.compress(HTML)[:-12], headers={**TYPE, "Content-Encoding": "gzip"}), Reason.ENCODING),
        (Answer(body=brotli.compress(HTML)[:-4], headers={**TYPE, "Content-Encoding": "br"}), Reason.ENCODING),
    ],
)
def test_each_fault_has_its_name(site, fetcher, answer, reason):
    site.put("/fault", answer)
    assert refused(fetcher, site.url("/fault")).reason is reason


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("br", lambda raw: brotli.compress(raw, quality=1)), ("zstd", zstandard.compress)],
)
def test_bomb_is_stopped_before_it_is_unpacked(site, fetcher, encoding, pack):
    bomb = pack(b"\0" * 100_000_000)
    assert len(bomb) < 1_000_000
    site.put("/a", Answer(body=bomb, headers={**TYPE, "Content-Encoding": encoding}))
    tracemalloc.start()
    try:
        assert refused(fetcher, site.url("/a")).reason is Reason.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_answer_that_does_not_begin_is_a_timeout(site, policy):
    site.put("/a", Answer(body=HTML, delay=1.0))
    with Fetcher(replace(policy, timeout=0.3), version="1") as fetcher:
        assert refused(fetcher, site.url("/a")).reason is Reason.TIMEOUT


def test_dripping_body_ends_at_the_deadline(site, policy):
    site.put("/a", Answer(body=HTML * 100, drip=0.05))
    with Fetcher(replace(policy, deadline=0.4), version="1") as fetcher:
        assert refused(fetcher, site.url("/a")).reason is Reason.TIMEOUT


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://visnyk.example/a", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("http:///a", Reason.SCHEME),
        ("visnyk", Reason.SCHEME),
        ("http://user:secret@visnyk.example/", Reason.CREDENTIALS),
        ("http://user@visnyk.example/", Reason.CREDENTIALS),
        ("http://visnyk.example:99999/", Reason.URL),
        ("http://[::1", Reason.URL),
        ("http://nobody.invalid/", Reason.UNKNOWN_HOST),
        ("http://10.0.0.1/", Reason.PRIVATE_ADDRESS),
        ("http://[::1]/", Reason.PRIVATE_ADDRESS),
        ("http://[::ffff:127.0.0.1]/", Reason.PRIVATE_ADDRESS),
        ("http://2130706433/", Reason.PRIVATE_ADDRESS),  # 127.0.0.1 as one number
        ("http://0x7f.1/", Reason.PRIVATE_ADDRESS),
        ("http://localhost/", Reason.PRIVATE_ADDRESS),
    ],
)
def test_addresses_that_are_never_fetched(fetcher, url, reason):
    error = refused(fetcher, url)
    assert error.reason is reason
    assert "secret" not in str(error)


def test_name_that_resolves_to_a_private_address_needs_permission(site, policy):
    site.page("/a", HTML)
    with Fetcher(replace(policy, allowed_hosts=frozenset()), version="1") as fetcher:
        assert refused(fetcher, site.url("/a", host="localhost")).reason is Reason.PRIVATE_ADDRESS
    with Fetcher(replace(policy, allowed_hosts=frozenset({"localhost"})), version="1") as fetcher:
        assert fetcher.fetch(site.url("/a", host="localhost")).raw == HTML
    assert len(site.seen) == 1


def resolving(monkeypatch, *answers):
    """Let the system's resolver give one answer after the other, and fail when it is asked again."""
    waiting, real = iter(answers), socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        if host != "rebinding.example":
            return real(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(waiting)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_second_look_up_cannot_differ(site, policy, monkeypatch):
    """The address that was checked is the one that is connected to, or a name server could change its mind between."""
    site.page("/a", HTML)
    resolving(monkeypatch, ["127.0.0.1"])
    with Fetcher(replace(policy, allowed_hosts=frozenset({"rebinding.example"})), version="1") as fetcher:
        assert fetcher.fetch(site.url("/a", host="rebinding.example")).raw == HTML


def test_private_address_behind_a_public_name(policy, monkeypatch):
    resolving(monkeypatch, ["192.168.0.1", "10.0.0.1"])
    with Fetcher(policy, version="1") as fetcher:
        assert refused(fetcher, "http://rebinding.example/").reason is Reason.PRIVATE_ADDRESS


def test_passing_faults_are_tried_again(site, policy):
    site.put("/a", Answer(status=503), Answer(status=429, headers={"Retry-After": "0"}), Answer(body=HTML))
    with Fetcher(replace(policy, retries=2), version="1") as fetcher:
        assert fetcher.fetch(site.url("/a")).raw == HTML
    assert len(site.seen) == 3


def test_retry_after_is_honoured(site, policy):
    site.put("/a", Answer(status=429, headers={"Retry-After": "1"}), Answer(body=HTML))
    with Fetcher(replace(policy, retries=1), version="1") as fetcher:
        fetcher.fetch(site.url("/a"))
    assert site.seen[1].at - site.seen[0].at >= 1


def test_retry_after_beyond_the_deadline_is_not_waited_for(site, policy):
    site.put("/a", Answer(status=503, headers={"Retry-After": "3600"}))
    with Fetcher(replace(policy, retries=2), version="1") as fetcher:
        error = refused(fetcher, site.url("/a"))
    assert error.reason is Reason.RATE_LIMITED
    assert len(site.seen) == 1


def test_lasting_faults_are_not_tried_again(site, policy):
    site.put("/a", Answer(status=404))
    with Fetcher(replace(policy, retries=2), version="1") as fetcher:
        refused(fetcher, site.url("/a"))
    assert len(site.seen) == 1


def test_unchanged_page_is_not_sent_again(site, policy, fetcher):
    site.page("/a", HTML)
    first = fetcher.fetch(site.url("/a"))
    with Fetcher(policy, version="1", known=lambda url: first if url == first.url else None) as again:
        second = again.fetch(site.url("/a"))
    assert second.raw == first.raw
    assert second.fetched > first.fetched
    assert "if-none-match" in site.seen[1].headers


def test_changed_page_is_sent_in_spite_of_conditions(site, policy, fetcher):
    site.page("/a", HTML)
    first = fetcher.fetch(site.url("/a"))
    site.page("/a", HTML + b"<!-- new -->")
    with Fetcher(policy, version="1", known=lambda _: first) as again:
        assert again.fetch(site.url("/a")).raw.endswith(b"<!-- new -->")
