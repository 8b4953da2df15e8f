from datetime import date

import pytest

from sources import days
from sources.days import MOST_PAGES, read_day
from sources.http import Fetcher
from sources.types import DayArchive, FetchError, Reason
from tests.support.site import Answer

DAY = date(2026, 3, 1)


def listing(*links, head=""):
    body = "".join(f"<li><a href='{link}'>x</a>" for link in links)
    return Answer(body=f"<html><head>{head}</head><body><a>no address</a><ul>{body}</ul></body></html>".encode())


@pytest.fixture
def archive(site):
    return DayArchive(address=site.url("/archive/{year}/{month}/{day}"), links=r"/news/\d+")


def test_only_articles_of_the_day_are_listed_each_once(site, fetcher, archive):
    links = ("/news/2#comments", "/about", "https://other.example/news/3", " /news/1 ", "/news/2", "javascript:x()")
    site.put("/archive/2026/03/01", listing(*links))
    expected = [site.url("/news/2"), "https://other.example/news/3", site.url("/news/1")]
    assert list(read_day(fetcher, archive, DAY)) == expected


def test_links_are_relative_to_what_the_page_says(site, fetcher, archive):
    site.put("/archive/2026/03/01", listing("news/7", head="<base href='https://visnyk.example/uk/'>"))
    assert list(read_day(fetcher, archive, DAY)) == ["https://visnyk.example/uk/news/7"]


def paged(site):
    return DayArchive(address=site.url("/day/{day}-{month}-{year}/{page}"), links="/news/")


@pytest.mark.parametrize("end", [Answer(status=404), listing("/news/2"), listing()])
def test_pages_of_a_day_are_read_until_one_brings_nothing_new(site, fetcher, end):
    for number, answer in enumerate([listing("/news/1", "/news/2"), listing("/news/2", "/news/3"), end], 1):
        site.put(f"/day/01-03-2026/{number}", answer)
    found = list(read_day(fetcher, paged(site), DAY))
    assert found == [site.url(f"/news/{number}") for number in (1, 2, 3)]
    assert len(site.seen) == 3


def test_day_without_an_end_has_limits(site, fetcher):
    """A site that answers any page number with further links would be read for ever."""
    for number in range(1, 100):
        site.put(f"/day/01-03-2026/{number}", listing(*(f"/news/{number}-{each}" for each in range(10))))
    assert len(list(read_day(fetcher, paged(site), DAY, most=25))) == 25
    assert len(site.seen) == 3
    assert len(list(read_day(fetcher, paged(site), DAY))) == 10 * MOST_PAGES


@pytest.mark.parametrize("pattern", [r"/news/(\d+)+\.html", r"/news/(1|11|x)*!", r"/(\w*)*(\w*)*(\w*)*!"])
def test_a_pattern_that_a_link_makes_endless_is_told_in_time(site, fetcher, monkeypatch, pattern):
    monkeypatch.setattr(days, "PATIENCE", 1)
    site.put("/archive/2026/03/01", listing("/news/" + "1" * 1500))
    address = site.url("/archive/{year}/{month}/{day}")
    with pytest.raises(FetchError, match="takes too long") as caught:
        list(read_day(fetcher, DayArchive(address=address, links=pattern), DAY))
    assert caught.value.reason is Reason.TIMEOUT


def test_day_that_is_not_there_is_an_error(fetcher, archive):
    with pytest.raises(FetchError) as caught:
        list(read_day(fetcher, archive, DAY))
    assert caught.value.reason is Reason.NOT_FOUND


def test_archive_that_robots_close_is_not_read(site, policy_with_robots, archive):
    site.put("/archive/2026/03/01", listing("/news/1"))
    site.put("/robots.txt", Answer(body=b"User-agent: *\nDisallow: /archive/", headers={}))

    with Fetcher(policy_with_robots, version="1") as fetcher, pytest.raises(FetchError) as caught:
        list(read_day(fetcher, archive, DAY))
    assert caught.value.reason is Reason.ROBOTS


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("https://visnyk.example/{year}/{month}", "x"),
        ("https://visnyk.example/{year}/{month}/{day}/{hour}", "x"),
        ("https://visnyk.example/{year}/{month}/{day}", "("),
    ],
)
def test_archive_that_cannot_be_used(address, links):
    with pytest.raises(ValueError, match=r"address|links"):
        DayArchive(address=address, links=links)
