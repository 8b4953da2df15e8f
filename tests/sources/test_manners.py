import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sources import client, retries
from sources.http import Fetcher
from sources.pace import Pace
from sources.robots import SITES, Robots
from sources.types import FetchError, Reason
from sources.urls import checked
from tests.support.site import Answer

HTML = b"<p>text</p>"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def robots(site, text, status=200):
    site.put("/robots.txt", Answer(body=text.encode(), status=status, headers={"Content-Type": "text/plain"}))


def test_robots_is_read_once_and_obeyed(site, policy_with_robots):
    robots(site, "User-agent: *\nDisallow: /closed/\n")
    for path in ("/open/a", "/open/b", "/closed/a"):
        site.page(path, HTML)
    with Fetcher(policy_with_robots, version="1") as fetcher:
        fetcher.fetch(site.url("/open/a"))
        fetcher.fetch(site.url("/open/b"))
        with pytest.raises(FetchError) as caught:
            fetcher.fetch(site.url("/closed/a"))
    assert caught.value.reason is Reason.ROBOTS
    assert [seen.path for seen in site.seen] == ["/robots.txt", "/open/a", "/open/b"]


def test_sites_whose_rules_are_kept_are_no_more_than_so_many():
    asked = []

    def get(url):
        asked.append(url.host)
        return client.Answer(url=url, status=404, headers={}, body=b"")

    rules = Robots(get).rules
    hosts = [f"{number}.example" for number in range(SITES + 1)]
    for host in (*hosts, hosts[-1], hosts[0]):
        rules(checked(f"https://{host}/a"))
    assert asked == [*hosts, hosts[0]]


def test_robots_speaks_to_us_by_name(site, policy_with_robots):
    robots(site, "User-agent: zvirka\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    site.page("/a", HTML)
    with Fetcher(policy_with_robots, version="1") as fetcher, pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(site.url("/a"))


def test_redirect_into_a_closed_part_is_refused(site, policy_with_robots):
    robots(site, "User-agent: *\nDisallow: /closed/\n")
    site.put("/a", Answer(status=302, headers={"Location": "/closed/a"}))
    site.page("/closed/a", HTML)
    with Fetcher(policy_with_robots, version="1") as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(site.url("/a"))
    assert caught.value.reason is Reason.ROBOTS
    assert not site.requests("/closed/a")


@pytest.mark.parametrize("status", [401, 403, 404])
def test_site_without_robots_is_open(site, policy_with_robots, status):
    robots(site, "", status)
    site.page("/a", HTML)
    with Fetcher(policy_with_robots, version="1") as fetcher:
        assert fetcher.fetch(site.url("/a")).raw == HTML


@pytest.mark.parametrize("status", [429, 500, 503])
def test_site_that_cannot_say_is_closed(site, policy_with_robots, status):
    robots(site, "", status)
    site.page("/a", HTML)
    with Fetcher(policy_with_robots, version="1") as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(site.url("/a"))
    assert caught.value.reason is Reason.ROBOTS
    assert not site.requests("/a")


def test_delay_is_kept_between_threads(site, policy):
    for number in range(4):
        site.page(f"/{number}", HTML)
    begun = time.monotonic()
    with Fetcher(replace(policy, delay=0.15), version="1") as fetcher, ThreadPoolExecutor(4) as pool:
        list(pool.map(fetcher.fetch, [site.url(f"/{number}") for number in range(4)]))
    times = sorted(seen.at for seen in site.seen)
    assert [at - begun >= number * 0.14 for number, at in enumerate(times)] == [True] * 4


def test_crawl_delay_of_the_site_wins_over_a_shorter_one(site, policy_with_robots):
    robots(site, "User-agent: *\nCrawl-delay: 0.3\n")
    site.page("/a", HTML)
    begun = time.monotonic()
    with Fetcher(replace(policy_with_robots, delay=0.0), version="1") as fetcher:
        fetcher.fetch(site.url("/a"))
        fetcher.fetch(site.url("/a"))
    _, second = site.requests("/a")
    assert second.at - begun >= 0.29


def test_turn_that_comes_too_late_is_a_timeout(site, policy):
    site.page("/a", HTML)
    with Fetcher(replace(policy, delay=60, deadline=5.0), version="1") as fetcher:
        fetcher.fetch(site.url("/a"))
        with pytest.raises(FetchError) as caught:
            fetcher.fetch(site.url("/a"))
    assert caught.value.reason is Reason.TIMEOUT


def test_only_so_many_at_once():
    pace, running, most, counting = Pace(2), [0], [0], threading.Lock()
    meeting = threading.Event()

    def work(_):
        with pace.turn("host", 0, lambda: 10):
            with counting:
                running[0] += 1
                most[0] = max(most[0], running[0])
                if running[0] == 2:
                    meeting.set()
            meeting.wait(2)
            with counting:
                running[0] -= 1

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert most == [2]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header, seconds):
    assert retries.retry_after(header, NOW) == seconds


def test_waits_grow_and_never_fall_below_what_was_asked():
    assert max(retries.wait(0, backoff=1) for _ in range(50)) <= 1.5
    assert min(retries.wait(3, backoff=1) for _ in range(50)) >= 4
    assert retries.wait(0, backoff=0.01, retry_after=7) == 7
