"""Many stories at once: folders, and crawls that hold more than one."""

import io
from dataclasses import replace

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.errors import UsageError
from pipeline.many.folder import stories
from tests.support.publisher import edition, without, write

#: warcio's writer leaves its temporary files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LANGUAGES = ("uk", "en", "ru")


def archive(path, *pages):
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, body in pages:
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http)
            writer.write_record(record)
    return path


def crawled(name, made):
    urls = {each.language: f"https://visnyk.example/{each.language}/{name}" for each in made}
    return [(urls[each.language], replace(each, alternates=urls).html()) for each in made]


@pytest.fixture
def crawl(tmp_path):
    """Two stories, a front page, and an article without other editions."""
    bridge = [edition("uk"), edition("en"), without(edition("ru"), 2)]
    school = [
        replace(
            edition("uk"), title="Школу відкрили", paragraphs=tuple(f"Школа {n}. " + text for n, text in _more("uk"))
        ),
        replace(
            edition("ru"), title="Школу открыли", paragraphs=tuple(f"Школа {n}. " + text for n, text in _more("ru"))
        ),
    ]
    front = b"<html><body><nav><a href='/uk/bridge'>Bridge</a></nav></body></html>"
    pages = [("https://visnyk.example/", front), *crawled("bridge", bridge), *crawled("school", school)]
    alone = [("https://visnyk.example/uk/alone", edition("uk", title="Зовсім інше").html())]
    return archive(tmp_path / "crawl.warc.gz", *pages, *alone)


def _more(language):
    return enumerate(reversed(edition(language).paragraphs), 1)


def test_every_story_of_a_crawl_is_compared_once(settings, crawl, said):
    done = list(stories(str(crawl), settings, progress=said.append))
    assert [each.name for each in done] == ["https://visnyk.example/uk/bridge", "https://visnyk.example/uk/school"]
    assert [set(each.comparison.articles) for each in done] == [set(LANGUAGES), {"uk", "ru"}]
    assert "missing" in [finding.kind for finding in done[0].comparison.findings]


def test_folders_and_crawls_in_a_folder(settings, crawl, tmp_path, said):
    folder = tmp_path / "many"
    write(folder / "one", [edition("uk"), edition("ru")])
    (folder / "two").mkdir()
    crawl.rename(folder / "crawl.warc.gz")
    done = list(stories(str(folder), settings, progress=said.append))
    assert [each.comparison is not None for each in done] == [True, True, True, False]
    assert "holds no editions" in str(done[-1].error)


def test_a_broken_crawl_in_a_folder_stops_nothing(settings, tmp_path, said):
    folder = tmp_path / "many"
    write(folder / "one", [edition("uk"), edition("ru")])
    (folder / "broken.warc").write_bytes(b"nothing of the kind")
    done = list(stories(str(folder), settings, progress=said.append))
    assert [each.error is None for each in done] == [False, True]


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_nothing_to_do_is_said(settings, tmp_path, said, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=name):
        list(stories(str(tmp_path / name), settings, progress=said.append))
