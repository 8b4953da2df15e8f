"""A crawl made elsewhere is checked: the archive stands in for the web."""

import io
from dataclasses import replace

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.check import Request, check
from pipeline.errors import TooFewEditionsError
from pipeline.lookup import look_up
from storage.store import Store
from tests.support.publisher import edition, without

#: warcio's writer leaves its temporary files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

URLS = {language: f"https://visnyk.example/{language}/bridge" for language in ("uk", "en", "ru")}
FRONT = b"<html><body><nav><a href='/uk/bridge'>Bridge</a></nav></body></html>"


@pytest.fixture
def crawl(tmp_path):
    """Write an archive with a front page, then the editions."""

    def crawl(*editions, urls=URLS):
        path = tmp_path / "crawl.warc.gz"
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            pages = [("https://visnyk.example/", FRONT)]
            pages += [(urls[made.language], replace(made, alternates=urls).html()) for made in editions]
            for url, body in pages:
                http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http)
                )
        return str(path)

    return crawl


def test_editions_of_one_story_are_found_in_an_archive(crawl, settings, said):
    path = crawl(edition("uk"), without(edition("en"), 2), edition("ru"))
    comparison = check(Request(story=path), settings, progress=said.append)
    assert {language: article.url for language, article in comparison.articles.items()} == URLS
    assert ("missing", "en") in {(finding.kind, finding.edition) for finding in comparison.findings}
    with Store(settings.database_url) as store:
        assert store.snapshot(URLS["en"]).raw == without(edition("en", alternates=URLS), 2).html()


def test_pages_of_an_archive_can_be_named(crawl, settings, said):
    path = crawl(edition("uk"), edition("en"), edition("ru"))
    named = {"ru": URLS["ru"], "en": URLS["en"]}
    comparison = check(Request(story=path, editions=named), settings, progress=said.append)
    assert list(comparison.articles) == ["ru", "en"]


def test_edition_that_was_not_crawled_is_not_fetched(crawl, settings, said, site):
    urls = URLS | {"ru": site.url("/ru/bridge")}
    path = crawl(edition("uk"), edition("en"), urls=urls)
    comparison = check(Request(story=path), settings, progress=said.append)
    assert list(comparison.articles) == ["uk", "en"]
    assert ("edition-unavailable", "ru") in {(finding.kind, finding.edition) for finding in comparison.findings}
    assert not site.seen


def test_look_up_in_an_archive(crawl, settings, said):
    family = look_up(crawl(edition("uk"), edition("en")), settings, progress=said.append)
    assert family.given.article.language == "uk"
    assert [each.chosen for each in family.candidates if each.claimed == "en"] == [True]


@pytest.mark.parametrize("name", ["nothing.warc", "broken.warc.gz"])
def test_archive_that_cannot_be_used_ends_the_run(tmp_path, settings, said, name):
    (tmp_path / "broken.warc.gz").write_bytes(b"\x1f\x8bx")
    with pytest.raises(TooFewEditionsError) as caught:
        check(Request(story=str(tmp_path / name)), settings, progress=said.append)
    assert caught.value.exit_status == 2


def test_archive_without_a_pair(crawl, settings, said):
    with pytest.raises(TooFewEditionsError):
        check(Request(story=crawl(edition("uk"))), settings, progress=said.append)
