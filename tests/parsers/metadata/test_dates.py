import pytest

from parsers import page
from parsers.metadata.dates import parse, visible

KYIV = "Europe/Kyiv"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-02-19T13:05:00+02:00", "2025-02-19T13:05:00+02:00"),
        ("2025-02-19T13:05:00+0200", "2025-02-19T13:05:00+02:00"),
        ("2025-02-19T11:05:00Z", "2025-02-19T11:05:00+00:00"),
        ("2025-02-19 13:05", "2025-02-19T13:05:00+02:00"),
        ("2025-07-01T13:05:00.1234567", "2025-07-01T13:05:00.123456+03:00"),
        ("1739963100", "2025-02-19T11:05:00+00:00"),
        ("Wed, 19 Feb 2025 13:05:00 +0200", "2025-02-19T13:05:00+02:00"),
        ("yesterday", None),
        ("2025-13-45", None),
        ("", None),
    ],
)
def test_machine_dates(text, iso):
    found = parse(text, KYIV)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("text", "year", "iso"),
    [
        ("19 лютого 2025, 13:05", None, "2025-02-19T13:05:00+02:00"),
        ("Четвер, 20 листопада, 14:03", 2025, "2025-11-20T14:03:00+02:00"),
        ("Четвер, 20 листопада, 14:03", None, None),
        ("7 августа 2025 года", None, "2025-08-07T00:00:00+03:00"),
        ("13:05 19.02.2025 Ср", None, "2025-02-19T13:05:00+02:00"),
        ("Nov. 20, 2024 4:30 p.m.", None, "2024-11-20T16:30:00+02:00"),
        ("February 19, 2025", None, "2025-02-19T00:00:00+02:00"),
        ("19. 2. 2025.", None, "2025-02-19T00:00:00+02:00"),
        ("19 February 2025 - 12:15 AM", None, "2025-02-19T00:15:00+02:00"),
        ("31 лютого 2025", None, None),
        ("no date at all", 2025, None),
    ],
)
def test_dates_for_readers(text, year, iso):
    found = visible(text, KYIV, year)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("head", "line", "iso"),
    [
        ("", "Четвер, 20 листопада, 14:03", None),
        (
            '<meta property="article:modified_time" content="2025-11-21T10:00:00+02:00">',
            "20 листопада, 14:03",
            "2025-11-20",
        ),
        (
            '<meta property="article:modified_time" content="2026-01-02T10:00:00+02:00">',
            "30 грудня, 14:03",
            "2025-12-30",
        ),
        ('<link rel="canonical" href="https://post.example/2025/11/20/1/">', "20 листопада, 14:03", "2025-11-20"),
        ('<link rel="canonical" href="https://post.example/news/20252025/">', "20 листопада, 14:03", None),
    ],
)
def test_line_without_a_year_takes_it_from_the_page_or_is_no_date(head, line, iso):
    story = "<p>Спелеологи описали печеру, якою тече річка завдовжки понад два кілометри.</p>"
    html = f"<html><head>{head}</head><body><article><h1>Печера</h1><div>{line}</div>{story}</article></body></html>"
    found = page.parse(html.encode(), url="page").published
    assert (found.date().isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("2009-04-11T18:06:36+03:00", "2025-11-20T00:00:00+02:00"),
        ("2025-11-20T18:06:00+02:00", "2025-11-20T18:06:00+02:00"),
    ],
)
def test_day_in_the_address_tells_the_storys_own_time_from_others(time, day):
    head = '<link rel="canonical" href="https://post.example/2025/11/20/cave/">'
    story = "<p>Спелеологи описали печеру, якою тече річка завдовжки понад два кілометри.</p>"
    body = f"<article><h1>Печера</h1>{story}<time datetime={time}></time></article>"
    found = page.parse(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url="page").published
    assert found.isoformat() == day


@pytest.mark.parametrize(
    ("head", "line", "iso"),
    [
        ("", "<h3>20.11.2025</h3><h1>Печера</h1>", "2025-11-20T00:00:00+02:00"),
        ("", "<h1></h1><div><p>Леся Мороз<br>20 листопада 2025</p></div>", "2025-11-20T00:00:00+02:00"),
        ("", "<h1>20.11.2025 - Печера</h1>", "2025-11-20T00:00:00+02:00"),
        (
            '<meta name="language" content="de">',
            "<h1>Печера</h1><nobr>20. März 2025</nobr>",
            "2025-03-20T00:00:00+02:00",
        ),
        (
            "<meta name=pubdate content=2025-11-19T22:04:00Z><meta name=date content=2025-11-20T00:04:00+02:00>",
            "<h1>Печера</h1>",
            "2025-11-20T00:04:00+02:00",
        ),
    ],
)
def test_day_that_readers_see_is_found(head, line, iso):
    story = "<p>Спелеологи описали печеру, якою тече річка завдовжки понад два кілометри.</p>"
    html = f"<html><head>{head}</head><body><article>{line}{story}</article></body></html>"
    assert page.parse(html.encode(), url="page").published.isoformat() == iso


MACHINE = "<meta property=article:published_time content=2025-11-20T00:44:52Z>"
RECORD = "<meta name=date content=2025-11-25T09:00:00+02:00>"
AT_HOME = '<link rel=canonical href="https://post.example.DE/cave/">'
LETTER = "<div class=comments><time datetime=2025-11-22>22.11.2025</time></div>"


@pytest.mark.parametrize(
    ("head", "line", "iso"),
    [
        (MACHINE, "<p class=date>19.11.2025 21:44</p>", "2025-11-19T21:44:52-03:00"),
        (MACHINE, "<p class=date>19.11.2025 23:50</p>", "2025-11-20T00:44:52+00:00"),
        (MACHINE, "<p class=date>19.11.2025</p>", "2025-11-20T00:44:52+00:00"),
        (RECORD, "<p>Published: 19.11.2025</p>", "2025-11-19T00:00:00+02:00"),
        (RECORD, "<p>The cave was found on 19.11.2025 by two boys.</p>", "2025-11-25T09:00:00+02:00"),
        (RECORD, "<p class=date>25.11.2025</p>", "2025-11-25T09:00:00+02:00"),
        (AT_HOME, "<p class=date>6. Dezember 2025</p>", "2025-12-06T00:00:00+02:00"),
        ("", f"{LETTER}<p>20.11.2025 - {'The cave has a lake and a shore of white sand. ' * 2}</p>", "2025-11-20"),
        ("", f"<p>{'The cave has a lake. ' * 4}</p>{LETTER}", None),
        ('<script>app = {"story": {"publishedAt": "2025-11-20T14:03:00+02:00"}}</script>', "", "2025-11-20T14:03"),
        ('<script>app = [{"createdAt": "2025-11-20"}, {"createdAt": "2025-11-21"}]</script>', "", None),
    ],
    ids=[
        "clock",
        "other clock",
        "day alone",
        "record",
        "in a sentence",
        "agreed",
        "country",
        "dateline",
        "comment",
        "data",
        "days",
    ],
)
def test_day_for_readers_beside_that_for_machines(head, line, iso):
    story = "<p>Спелеологи описали печеру, якою тече річка завдовжки понад два кілометри.</p>"
    html = f"<html><head>{head}</head><body><article><h1>Печера</h1>{line}{story}</article></body></html>"
    found = page.parse(html.encode(), url="page").published
    assert (found.isoformat() if found else "None").startswith(str(iso))
