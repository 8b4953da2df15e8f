"""What strangers send, odd on purpose: ``python tests/endurance/fuzz_edges.py [COUNT] [SEED]``.

Headers of answers, feeds, sitemaps, metadata of pages and records of web archives are put together from values that
have ended something once, or are likely to, and from any characters. Each has to end in something that both databases
can keep, or in the error that its edge is known by. Not collected by the default test run, which tries a few thousand.
"""

from __future__ import annotations

import gzip
import json
import random
import socket
import sys
import tempfile
import threading
import zlib
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import zstandard

from alignment.compare import compare
from alignment.types import Comparison
from parsers.page import parse
from parsers.types import Article, Block, BlockKind, UnreadablePageError
from pipeline.comparing.story_ids import story_id
from pipeline.settings.policy import publisher_of
from pipeline.sisters.sister_candidates import candidates
from pipeline.watching.news import Announced
from sources.archives import Archive
from sources.days import links_of
from sources.feeds import parse_feed
from sources.http import Fetcher
from sources.sitemaps import parse_sitemap
from sources.types import FetchPolicy, Page, SourceError
from storage import serial
from storage.stories import search_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LANGUAGES = ("uk", "en", "ru")
DATES = (
    *(
        "2024-05-01T10:00:00+03:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2024-02-30",
        "10000-01-01",
    ),
    *("Wed, 01 May 2024 10:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +1400", "Fri, 31 Dec 9999 23:59:59 -1200"),
    *("Wed, 01 May 2024 10:00:00 +9999999999999", "Wed, 99 May 2024 99:99:99 GMT", "9999999999", "9999999999999"),
    *("٢٠٢٤-٠٥-٠١", "-1", "1e9", "120", "9" * 400, "²", "٣", "1 May 2024 10:00 -2400", "2024-05-01T10:00:00+99:99"),
    *("31.12.9999 23:59", "1970-01-01T00:00:00Z", "0000-00-00", "2024-05-01T24:00", "1 Jan 99999999999 00:00:00 +0000"),
)
ADDRESSES = (
    *(
        "https://visnyk.example/uk/1",
        "/uk/1",
        "//visnyk.example",
        "http://[",
        "http://[::1",
        "http://[v1.x]/",
        "//[",
        "?",
    ),
    *(
        "http://visnyk.example:99999999999/",
        "http://visnyk.example:x/",
        "http://a:b@visnyk.example/",
        "http://",
        "://",
        "#",
    ),
    *(
        "http://\udcff.example/",
        "http://xn--/",
        "http://xn--a.example/",
        f"http://{'a' * 300}.example/",
        "javascript:alert(1)",
    ),
    *(
        "http://visnyk.example/\x00",
        "http://visnyk.example/\x1b[2J",
        "http://ex\u2100mple/",
        "http://1.2.3.4.5/",
        "file:///etc",
    ),
    *(
        f"http://visnyk.example/{'a' * 70_000}",
        "http://visnyk.example/" + "%" * 50,
        "http://\u202evisnyk.example/",
        "\\\\x\\y",
    ),
    *(
        "http://0x7f.1/",
        "http://visnyk.example./",
        "http://.example/",
        "http://visnyk..example/",
        "http://999.999.999.999/",
    ),
)
CODES = (
    *(
        "uk",
        "ru",
        "en",
        "UA",
        "uk-UA",
        "uk_UA",
        "x-default",
        "",
        "../../etc",
        "a" * 5000,
        "\x00",
        "\ud800",
        "en\nru",
        "/",
        ".",
    ),
    *("zh-Hans-CN", "i-klingon", "ук", "e", "english", "uk\x00", "..", "ru/../en", "%2e%2e", "nul", "ß", "İ"),
)
TEXTS = (
    *(
        "Міст відкрили",
        "\x00",
        "\ud83d",
        "\ude00\ud83d",
        "\x1b]0;owned\x07",
        "\u202eedoc\u202c",
        "\ufeff",
        "\ufffe",
        "a" * 20_000,
    ),
    *(
        "&#0;",
        "&#xD800;",
        "&#x110000;",
        "&nope;",
        "]]>",
        "<![CDATA[",
        "<script>",
        "{}",
        "{name}",
        "\u2028",
        "\x85",
        "\x9b31m",
    ),
    *("І" * 3000, "é\u0301" * 500, "\U0010ffff", "\x7f", "a\x08b", "%s%n", "${x}", "\r\n\r\n", "\ud83d\ude00"),
)
TYPES = (
    *(
        "text/html",
        "text/html; charset=utf-8",
        'text/html; charset="utf-8',
        "text/html; charset*=utf-8''%ff",
        "text/\x80",
    ),
    *(
        "text/html; charset*0*=x''%00; charset*1*=%ff",
        "; charset=hex",
        "text/html;charset=\udcff",
        "TEXT/HTML;;;;",
        "text/html; =;",
    ),
    *(
        "text/html; charset=" + "u" * 5000,
        'multipart/x; boundary="',
        "text/html; charset=idna",
        "text/html; charset=undefined",
    ),
    *(
        "text/html; charset=punycode",
        "text/html; charset*=''",
        "text/html; charset*=a'b",
        "=?utf-8?q?x?=",
        "text/html; charset=zip",
    ),
    *(
        "text/html; charset=unicode_escape",
        "text/html; charset=raw_unicode_escape",
        "text/html; charset=utf-7",
        "text/plain",
    ),
)
PACKINGS = (
    "",
    "gzip",
    "br",
    "zstd",
    "deflate",
    "identity",
    "gzip, gzip",
    "x",
    ",,",
    "gzip;q=1",
    "GZIP",
    "zstd, br",
    "\x80",
)
BODY = b"<html><body><h1>T</h1><p>A sentence of a story that goes on for long enough to be one.</p></body></html>"
#: What the present answer of the server is.
ANSWER: list[bytes] = [b""]


def some(chance: random.Random, *kinds: tuple[str, ...]) -> str:
    """Return a value of a kind, at times of another, at times with any character in it."""
    value = chance.choice(chance.choice(kinds) if chance.random() < 0.8 else chance.choice(ALL))
    for _ in range(chance.choice((0, 0, 0, 0, 1, 3))):
        place = chance.randrange(len(value) + 1)
        value = value[:place] + chr(chance.choice((chance.randrange(0x30), chance.randrange(0x3000)))) + value[place:]
    return value


ALL = (DATES, ADDRESSES, CODES, TEXTS, TYPES, PACKINGS)


def raw(text: str) -> bytes:
    """Return a text as bytes, half surrogate pairs as they are."""
    return text.encode("utf-8", "surrogatepass")


def packed(chance: random.Random) -> bytes:
    """Return a body, packed in some way or none, at times broken off."""
    body = chance.choice((bytes, gzip.compress, zlib.compress, zstandard.compress))(BODY)
    return body[: chance.randrange(len(body) + 1)] if chance.random() < 0.3 else body


def answer(chance: random.Random) -> bytes:
    """Return an answer of a server as it is sent."""
    body = packed(chance)
    status = chance.choice((200, 200, 200, 301, 302, 308, 304, 429, 503, 404, 999, 0))
    named = {
        "Location": some(chance, ADDRESSES),
        "Retry-After": some(chance, DATES),
        "Content-Type": some(chance, TYPES),
        "Content-Encoding": some(chance, PACKINGS),
        "ETag": some(chance, TEXTS),
        "Last-Modified": some(chance, DATES),
        "Content-Length": chance.choice((str(len(body)), str(len(body)), str(len(body) + 1), "x", "-1", "9" * 30)),
    }
    kept = [f"{name}: {value[:8000]}" for name, value in named.items() if chance.random() < 0.7]
    return raw("\r\n".join((f"HTTP/1.1 {status} x", *kept, "Connection: close", "", ""))) + body


def serve() -> str:
    """Start a server that sends the present answer to everybody; return its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def work() -> None:
        while True:
            taken, _ = listening.accept()
            with taken, suppress(OSError):
                taken.recv(65536)
                taken.sendall(ANSWER[0])

    threading.Thread(target=work, daemon=True).start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}/"


@cache
def place() -> str:
    """Return the address of the one server."""
    return serve()


def headers(chance: random.Random) -> None:
    """Fetch an address that answers oddly, and keep what came."""
    ANSWER[0] = answer(chance)
    policy = FetchPolicy(
        allowed_hosts=frozenset({"127.0.0.1"}), robots=False, retries=0, delay=0, timeout=2, deadline=2, max_redirects=1
    )
    with Fetcher(policy, version="0") as fetcher:
        page = fetcher.fetch(place())
    kept(page.url, page.media_type, page.http_charset)
    kept(serial.headers(page.headers), limit=None)
    article_of(page)


def robots(chance: random.Random) -> None:
    """Fetch an address whose site says odd things about robots."""
    lines = [
        f"{chance.choice(('User-agent', 'Crawl-delay', 'Disallow', 'Allow'))}: {some(chance, *ALL)[:200]}"
        for _ in "1234"
    ]
    body = raw("\n".join(("User-agent: *", *lines)))
    ANSWER[0] = b"HTTP/1.1 200 x\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
    policy = FetchPolicy(allowed_hosts=frozenset({"127.0.0.1"}), retries=0, delay=0, timeout=2, deadline=0.5)
    with Fetcher(policy, version="0") as fetcher:
        fetcher.fetch(place())


def xml(text: str) -> str:
    """Return a text as an XML document may hold it, most of the time."""
    return text.replace("&", "&amp;").replace("<", "&lt;") if len(text) % 3 else text


def feed(chance: random.Random) -> None:
    """Read a feed, and announce its entries."""
    items = "".join(
        f"<item><title>{xml(some(chance, TEXTS))}</title><link>{xml(some(chance, ADDRESSES))}</link>"
        f"<guid>{xml(some(chance, ADDRESSES))}</guid><pubDate>{xml(some(chance, DATES))}</pubDate></item>"
        for _ in range(3)
    )
    good = "<item><title>T</title><link>https://visnyk.example/good</link></item>"
    document = f"<rss><channel><language>{xml(some(chance, CODES))}</language>{items}{good}</channel></rss>"
    found = parse_feed(raw(document), "https://visnyk.example/feed")
    for entry in found.entries:
        kept(entry.url)
        key = Announced(url=entry.url, time=entry.published).key
        kept(key)
        _ = entry.published is None or entry.published >= datetime.now(UTC) - timedelta(hours=1)


def sitemap(chance: random.Random) -> None:
    """Read a sitemap, and announce its pages."""
    top, inner = chance.choice((("urlset", "url"), ("sitemapindex", "sitemap")))
    items = "".join(
        f"<{inner}><loc>{xml(some(chance, ADDRESSES))}</loc><lastmod>{xml(some(chance, DATES))}</lastmod>"
        f'<link rel="alternate" hreflang="{xml(some(chance, CODES))}" href="{xml(some(chance, ADDRESSES))}"/>'
        f"<news><publication><language>{xml(some(chance, CODES))}</language></publication>"
        f"<publication_date>{xml(some(chance, DATES))}</publication_date>"
        f"<title>{xml(some(chance, TEXTS))}</title></news>"
        f"</{inner}>"
        for _ in range(3)
    )
    document = raw(f"<{top}>{items}</{top}>")
    found = parse_sitemap(gzip.compress(document) if chance.random() < 0.1 else document, "https://visnyk.example/map")
    for listed in (*found.pages, *found.sitemaps):
        kept(listed.url, listed.language)
        kept(Announced(url=listed.url, time=listed.modified or listed.published).key)


def nested(chance: random.Random) -> object:
    """Return a value that is far too deep."""
    value: object = some(chance, TEXTS)
    for _ in range(chance.choice((5, 50, 400, 900))):
        value = {"name": value} if chance.random() < 0.5 else [value]
    return value


def odd(chance: random.Random, *kinds: tuple[str, ...]) -> object:
    """Return a JSON value: mostly a text, at times something else than anybody expects."""
    other = (
        None,
        True,
        -1,
        1e308,
        10**30,
        [],
        {},
        [[]],
        {"name": None},
        {"@id": []},
        {"@value": {"name": "x"}},
        nested(chance),
    )
    return some(chance, *kinds) if chance.random() < 0.8 else chance.choice(other)


def metadata(chance: random.Random) -> None:
    """Read a page with odd metadata, and do with the article what a comparison does."""
    node = {
        "@type": odd(chance, ("NewsArticle", "https://schema.org/Article")) if chance.random() < 0.2 else "NewsArticle",
        "headline": odd(chance, TEXTS),
        "description": odd(chance, TEXTS),
        "datePublished": odd(chance, DATES),
        "dateModified": odd(chance, DATES),
        "author": odd(chance, TEXTS),
        "publisher": odd(chance, TEXTS),
        "keywords": odd(chance, TEXTS),
        "articleSection": odd(chance, TEXTS),
        "inLanguage": odd(chance, CODES),
        "@id": odd(chance, ADDRESSES),
        "workTranslation": {"url": odd(chance, ADDRESSES), "inLanguage": odd(chance, CODES)},
        "isAccessibleForFree": odd(chance, TEXTS),
    }
    written = json.dumps({key: value for key, value in node.items() if chance.random() < 0.7})
    page = (
        f'<html lang="{some(chance, CODES)}"><head><script type="application/ld+json">{written}</script>'
        f'<link rel="canonical" href="{some(chance, ADDRESSES)}"><base href="{some(chance, ADDRESSES)}">'
        f'<link rel="alternate" hreflang="{some(chance, CODES)}" href="{some(chance, ADDRESSES)}">'
        f'<meta property="og:site_name" content="{some(chance, TEXTS)}"><title>{some(chance, TEXTS)}</title>'
        f'<meta property="og:url" content="{some(chance, ADDRESSES)}">'
        f'<meta name="date" content="{some(chance, DATES)}">'
        f"</head><body><article><h1>{some(chance, TEXTS)}</h1>"
        f"<time datetime='{some(chance, DATES)}'>{some(chance, DATES)}</time>"
        f"<p lang='{some(chance, CODES)}'>{some(chance, TEXTS)}"
        f" <a href='{some(chance, ADDRESSES)}'>{some(chance, TEXTS)}</a></p>"
        "<p>The bridge was opened on Monday, and two villages have a doctor again.</p></article></body></html>"
    )
    url = chance.choice(
        ("https://visnyk.example/uk/1", "https://tsn.ua/123456", "https://www.rbc.ua/ukr/news/x-1.html")
    )
    article_of(Page(url=url, raw=raw(page), fetched=datetime.now(UTC)))


def article_of(page: Page) -> None:
    """Parse a page, and do with its article what a comparison does before anything is kept."""
    article = parse(page.raw, url=page.url, media_type=page.media_type, http_charset=page.http_charset)
    story = story_id([article.canonical or page.url])
    comparison = Comparison(
        story=story, articles={article.language: article}, rows=(), findings=(), created=datetime.now(UTC), engine="0"
    )
    kept(story, article.title, article.canonical, article.language, comparison.house, limit=2048)
    for word in search_words.indexed(article.title, article.language):
        kept(word, limit=100)
    for time in filter(None, (article.published, article.modified)):
        time.astimezone(UTC)
    for other in candidates(article, LANGUAGES):
        publisher_of(other.url, {"visnyk.example": None})  # type: ignore[dict-item] # only the address is looked at
    assert serial.load_article(serial.dump_article(article)) == article
    serial.digest(comparison)
    kept(*texts(article.blocks), limit=None)


def texts(blocks: object) -> Iterator[str]:
    """Return every text of an article's blocks."""
    for block in blocks:  # type: ignore[attr-defined] # a tuple of blocks
        yield block.text
        assert all(0 <= link.start <= link.end <= len(block.text) for link in block.links), "links lie in their text"


def kept(*values: str | None, limit: int | None = 2600) -> None:
    """Fail where a database would: PostgreSQL knows no NUL and indexes no long keys, and both want UTF-8."""
    for value in values:
        if value is not None:
            value.encode()
            assert "\x00" not in value, "PostgreSQL keeps no NUL"
            assert limit is None or len(value.encode()) <= limit, "too long for an index"


def day(chance: random.Random) -> None:
    """Read the links of an archive page."""
    links = "".join(f'<a href="{some(chance, ADDRESSES)}">{some(chance, TEXTS)}</a>' for _ in range(5))
    page = raw(f'<html><head><base href="{some(chance, ADDRESSES)}"></head><body>{links}</body></html>')
    charset = some(chance, TYPES).rpartition("=")[2] if chance.random() < 0.5 else None
    today = Page(
        url=f"https://visnyk.example/{date(2024, 5, 1)}", raw=page, http_charset=charset, fetched=datetime.now(UTC)
    )
    kept(*links_of(today, "example"))


def archive(chance: random.Random) -> None:
    """Read a web archive with an odd record before a good one; parse what it holds."""
    inner = answer(chance)
    fields = {
        "WARC-Type": chance.choice(("response", "response", "response", some(chance, TEXTS)[:50])),
        "WARC-Target-URI": some(chance, ADDRESSES) if chance.random() < 0.5 else "https://visnyk.example/uk/1",
        "WARC-Date": some(chance, DATES),
        "Content-Type": chance.choice(("application/http; msgtype=response", some(chance, TYPES))),
        "Content-Length": str(len(inner)) if chance.random() < 0.9 else some(chance, DATES)[:30],
    }
    head = "\r\n".join(("WARC/1.0", *(f"{name}: {value}" for name, value in fields.items()), "", ""))
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        file.write(raw(head) + inner + b"\r\n\r\n" + GOOD)
        file.flush()
        found = Archive(Path(file.name))
        for page in found.pages():
            kept(page.url, page.media_type, page.http_charset, serial.headers(page.headers), limit=None)
            page.fetched.astimezone(UTC)
            with suppress(UnreadablePageError):
                article_of(page)
            with suppress(SourceError):
                found.fetch(some(chance, ADDRESSES))


_BODY = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY
GOOD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://visnyk.example/good\r\n"
    b"WARC-Date: 2024-05-01T10:00:00Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(_BODY), _BODY)
)
#: What checks read in texts, odd on purpose.
WORDS = (
    *(
        "7",
        "0",
        "9" * 400,
        "1.5",
        "1,5",
        "0.0.0.0",
        "31.02.9999",
        "25:61",
        "24:00",
        "12:30 EST",
        "1e999",
        "10**9",
        "½",
        "²",
    ),
    *("٣", "XIV", "IIIII", "MMXXVI", "$", "5 %", "−40 °C", "5'11\"", "6 ft 1 in", "0-0", "1–2", "+380 44 111 22 33"),
    *("hundred", "million", "half", "сто", "мільйон", "пів", "тысяча", "один", "not", "не", "no", "ні", "said", "May"),
    *("травня", "мая", "Monday", "вчора", "today", "Orlenko", "Орленко", "O'Neil", "US", "НАТО", "Kyiv's", "Reuters"),
    *(
        "«",
        "»",
        "“",
        "”",
        "‟",
        "„",
        '"',
        "'",
        "(",
        ")",
        "—",
        "-",
        ".",
        "!",
        "?",
        "…",
        ",",
        ":",
        "\n",
        "@",
        "#",
        "http://a.b/c",
    ),
    *("й\u0301", "ß", "İ", "ǅ", "\u200b", "\xa0", "👍🏽", "ﬁ", "Ⅷ", "ꙮ", "٪", "A.", "A.B.", "a-", "-b", "aB", "аb"),
)


def texts_of_checks(chance: random.Random) -> None:
    """Align and check editions of odd words; a second edition may say nearly the same."""
    first = [[chance.choice(WORDS) for _ in range(chance.choice((1, 5, 40)))] for _ in range(chance.choice((1, 3)))]
    editions = {}
    for language in chance.sample(LANGUAGES, chance.choice((2, 3))):
        lines = [[chance.choice(WORDS) if chance.random() < 0.3 else word for word in line] for line in first]
        blocks = [
            Block(kind=chance.choice(list(BlockKind)), text=chance.choice((" ", " ", "")).join(line)) for line in lines
        ]
        editions[language] = Article(
            url=language, language=language, title=" ".join(lines[0])[:500], blocks=tuple(blocks)
        )
    compared = compare(editions, story="s", created=datetime.now(UTC), version="0", embedder=None)
    serial.dump(compared)
    for each in compared.findings:
        kept(each.id, *(piece.text for piece in each.evidence), limit=None)


#: What is tried, and how often of a hundred.
KINDS: dict[Callable[[random.Random], None], int] = {
    headers: 25,
    robots: 3,
    feed: 15,
    sitemap: 15,
    metadata: 20,
    texts_of_checks: 5,
    day: 7,
    archive: 10,
}


def failures(count: int, seed: int) -> Counter[str]:
    """Return what ended otherwise than it may, each kind with how often and one seed that shows it."""
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    first: dict[str, str] = {}
    for _ in range(count):
        kind = chance.choices(list(KINDS), KINDS.values())[0]
        own = chance.randrange(1 << 40)
        try:
            kind(random.Random(own))
        except (SourceError, UnreadablePageError):
            pass
        except Exception as error:  # noqa: BLE001 - any other error is what is looked for
            where = error.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            line = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
            said = f"{kind.__name__}: {type(error).__name__} in {line}"
            found[said] += 1
            first.setdefault(said, f"{own}: {str(error)[:150]!r}")
    return Counter({f"{said} ({first[said]})": times for said, times in found.items()})


def main() -> int:
    """Run, and say how much was tried and what failed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    found = failures(count, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for said, times in found.most_common():
        print(f"{times} times {said}")  # noqa: T201 - the result
    print(f"{count} odd inputs, {found.total()} failures of {len(found)} kinds")  # noqa: T201 - the same
    return min(1, len(found))


if __name__ == "__main__":
    sys.exit(main())
