"""Addresses, times and services as strangers write them: a malformed one is none, never an error."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import links, times
from parsers.html import embeds
from parsers.limits import ADDRESS


@pytest.mark.parametrize(
    ("base", "target", "found"),
    [
        ("https://visnyk.example/news/1", " ../2 ", "https://visnyk.example/2"),
        ("https://visnyk.example/news/1", "//cdn.example/x", "https://cdn.example/x"),
        ("https://visnyk.example/", "http://[broken", ""),
        ("", "news", "news"),
    ],
)
def test_targets_are_absolute_by_their_page(base, target, found):
    assert links.join(base, target) == found


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://visnyk.example/1", True),
        ("HTTP://visnyk.example", True),
        ("https://visnyk.example:80/1", True),
        ("https://visnyk.example:99999/1", False),
        ("https://:80/1", False),
        ("ftp://visnyk.example/1", False),
        ("file:///etc/passwd", False),
        ("https://[::1", False),
        ("https://", False),
        ("https://visnyk.example/" + "a" * ADDRESS, False),
        ("https://visnyk.example/" + "і" * (ADDRESS // 2), False),
    ],
)
def test_addresses_of_the_web(url, is_web):
    assert links.is_web(url) is is_web


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://www.Visnyk.example/1", "visnyk.example", "/1"),
        ("visnyk.example/1", "visnyk.example", "visnyk.example/1"),
        ("https://[broken/1", "", ""),
        ("", "", ""),
    ],
)
def test_host_and_path(url, host, path):
    assert (links.host(url), links.path(url)) == (host, path)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_address_is_an_error(one, other):
    assert isinstance(links.join(one, other), str)
    assert isinstance(links.host(one), str)
    assert links.is_web(one) in {True, False}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Wed, 19 Feb 2025 13:05:00 +0200", datetime(2025, 2, 19, 11, 5, tzinfo=UTC)),
        ("19 Feb 2025 13:05", datetime(2025, 2, 19, 13, 5)),  # noqa: DTZ001 - none is said
        ("Wed, 19 Feb 9999 13:05:00 +0200", None),
        ("Wed, 19 Feb 2025 13:05:00 +99999999", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_of_headers_and_feeds(text, time):
    assert times.mail_date(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025-02-19T13:05:00+02:00", datetime(2025, 2, 19, 11, 5, tzinfo=UTC)),
        ("2025-02-30", None),
        ("9999-12-31T23:59:59", None),
        ("soon", None),
    ],
)
def test_times_in_iso_8601(text, time):
    assert times.iso_date(text) == time


@pytest.mark.parametrize(
    ("text", "clock", "hours"),
    [
        ("19.02.2025 13:05 EET", "19.02.2025 13:05", 2),
        ("19.02.2025 13:05 (EEST)", "19.02.2025 13:05", 3),
        ("19.02.2025 13:05 GMT+3", "19.02.2025 13:05", 3),
        ("19.02.2025 13:05 -0530", "19.02.2025 13:05", -5.5),
        ("19.02.2025 13:05 UTC", "19.02.2025 13:05", 0),
    ],
)
def test_a_zone_behind_a_clock(text, clock, hours):
    assert times.without_zone(text) == (clock, timezone(timedelta(hours=hours)))


@pytest.mark.parametrize("text", ["19.02.2025 13:05", "19.02.2025 13:05 ABCD", "2025-02-19", "", "13:05 Kyiv"])
def test_without_a_zone_nothing_is_taken_off(text):
    assert times.without_zone(text) == (text, None)


def test_a_zone_of_no_world_leaves_no_time():
    assert times.without_zone("19.02.2025 13:05 +9900") == ("", None)


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://www.youtube.com/embed/x", "youtube"),
        ("https://youtu.be/x", "youtube"),
        ("https://m.facebook.com/x", "facebook"),
        ("https://t.me/visnyk/1", "telegram"),
        ("https://not.me/visnyk/1", "not.me"),
        ("https://flo.uri.sh/x", "flo.uri.sh"),
        ("about:blank", None),
    ],
)
def test_services_of_embedded_things(url, service):
    assert embeds.provider(url) == service
