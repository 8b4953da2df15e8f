"""The stories of a web archive, to be shared out before they are compared."""

import pytest

from pipeline.archives.crawl_stories import requests
from pipeline.check import check
from pipeline.settings.load import load_settings
from tests.pipeline.many.test_folder import archive, crawled
from tests.support.publisher import edition, without


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_each_story_of_a_crawl_once(tmp_path):
    bridge = crawled("bridge", [edition(code) for code in ("uk", "en", "ru")])
    school = crawled("school", [edition("uk", title="Школа"), without(edition("ru", title="Школа"), 1)])
    alone = crawled("alone", [edition("uk", title="Інше")])
    crawl = archive(tmp_path / "crawl.warc.gz", ("https://visnyk.example/", b"<p>front"), *bridge, *school, *alone)
    settings = load_settings({"ZVIRKA_HOME": str(tmp_path / "home")})
    found = requests(str(crawl), settings)
    assert [set(request.editions) for request in found] == [{"uk", "en", "ru"}, {"uk", "ru"}]
    assert {request.story for request in found} == {str(crawl)}
    compared = [check(request, settings, progress=lambda _: None) for request in found]
    assert [set(each.articles) for each in compared] == [{"uk", "en", "ru"}, {"uk", "ru"}]
    assert compared[0].story != compared[1].story


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_link_to_another_story_makes_no_pair(tmp_path):
    dog = (
        "A dog has won the village fair for the third year running, to nobody's surprise but its owner's.",
        "The jury praised its patience with children and its interest in sausages.",
        "Next summer the fair moves to the new stadium by the river.",
    )
    elsewhere = edition("en", title="A dog wins the village fair", paragraphs=dog)
    crawl = archive(tmp_path / "crawl.warc.gz", *crawled("bridge", [edition("uk"), elsewhere]))
    assert requests(str(crawl), load_settings({"ZVIRKA_HOME": str(tmp_path / "home")})) == []
