"""What a stranger's page may not do: take over another's story, or make zvirka ask without end."""

from dataclasses import replace

import pytest

from parsers import limits
from pipeline.check import Request, check
from pipeline.comparing.canonical import same_house
from pipeline.lookup import look_up
from pipeline.settings.publisher_settings import Publisher
from storage.store import Store
from tests.support.publisher import edition, publish, without
from tests.support.site import Answer, Site


@pytest.fixture
def stranger():
    """A site on another host than the publisher's; loopback has many."""
    site = Site("127.0.0.2")
    yield site
    site.stop()


@pytest.fixture
def settings(settings):
    return replace(settings, fetch=replace(settings.fetch, allowed_hosts=frozenset({"127.0.0.1", "127.0.0.2"})))


def serve(stranger, theirs):
    """Serve the publisher's story once more, naming the publisher's addresses as its own."""
    urls = {made.language: stranger.url(f"/{made.language}", "127.0.0.2") for made in theirs}
    for made in theirs:
        stranger.page(f"/{made.language}", replace(made, alternates=urls).html())
    return urls


def test_stranger_does_not_take_over_a_story_by_its_canonical_address(site, stranger, settings, said):
    """It got the story's id, and what had been found there was resolved."""
    urls = publish(site, [edition("uk"), without(edition("en"), 1)])
    found = check(Request(story=urls["uk"]), settings, progress=said.append)
    theirs = serve(stranger, [edition(code, canonical=urls[code]) for code in ("uk", "en")])
    other = check(Request(story=theirs["uk"]), settings, progress=said.append)
    assert other.story != found.story
    with Store(settings.database_url) as store:
        assert store.comparison(found.story) == found
        assert store.story_of([urls["uk"]]) == found.story


def test_publisher_may_name_its_own_address_on_another_of_its_hosts(site, stranger, settings, said):
    urls = publish(site, [edition("uk"), edition("en")])
    one = Publisher(name="visnyk")
    settings = replace(settings, publishers={"127.0.0.1": one, "127.0.0.2": one})
    found = check(Request(story=urls["uk"]), settings, progress=said.append)
    mirrored = serve(stranger, [edition(code, canonical=urls[code]) for code in ("uk", "en")])
    assert check(Request(story=mirrored["en"]), settings, progress=said.append).story == found.story


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.visnyk.example/1", "https://m.visnyk.example/2", True),
        ("https://newsukraine.rbc.ua/1", "https://www.rbc.ua/ukr/2", True),
        ("https://www.unian.net/1", "https://www.unian.ua/2", True),
        ("https://visnyk.example/1", "https://visnyk.example.evil.example/1", False),
        ("https://visnyk.example/1", "https://notvisnyk.example/1", False),
        ("https://a.blogs.example/1", "https://b.blogs.example/1", False),
        ("https://m.example/1", "https://example/1", False),
    ],
)
def test_house(one, other, same):
    assert same_house(one, other, {}) is same
    assert same_house(other, one, {}) is same


def asked(site):
    return len(site.requests())


@pytest.mark.parametrize("language", ["en", "ru", "en-GB", "x-default"])
def test_page_with_thousands_of_links_makes_few_requests(site, settings, said, language):
    """500 links made 501 requests; 25,000 would have made as many."""
    links = "".join(f'<link rel="alternate" hreflang="{language}" href="/other/{number}">' for number in range(5000))
    page = edition("uk").html().replace(b"</head>", f"{links}</head>".encode())
    site.page("/uk", page)
    family = look_up(site.url("/uk"), settings, progress=said.append)
    assert len(family.candidates) <= limits.ALTERNATES
    assert asked(site) <= limits.REQUESTS


def test_links_that_redirect_and_fail_count_each_time(site, settings, said):
    """Each redirect and each try again is a request."""
    settings = replace(settings, fetch=replace(settings.fetch, retries=2, backoff=0.001))
    codes = [code for code in ("en", "ru") for _ in range(limits.ALTERNATES)]
    links = "".join(
        f'<link rel="alternate" hreflang="{code}" href="/round/{number}">' for number, code in enumerate(codes)
    )
    site.page("/uk", edition("uk").html().replace(b"</head>", f"{links}</head>".encode()))
    for number in range(len(codes)):
        site.put(f"/round/{number}", Answer(status=302, headers={"Location": f"/again/{number}"}))
        site.put(f"/again/{number}", Answer(status=503))
    family = look_up(site.url("/uk"), settings, progress=said.append)
    beginning = 2  # the page and the rules of its site
    assert asked(site) <= limits.REQUESTS + beginning
    assert "requests" in {candidate.lost.cause for candidate in family.candidates if candidate.lost}


def test_slow_links_end_in_time(site, settings, said, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 1.0)
    links = "".join(f'<link rel="alternate" hreflang="en" href="/slow/{number}">' for number in range(5))
    site.page("/uk", edition("uk").html().replace(b"</head>", f"{links}</head>".encode()))
    for number in range(5):
        site.put(f"/slow/{number}", Answer(body=edition("en").html(), delay=0.7))
    family = look_up(site.url("/uk"), settings, progress=said.append)
    causes = [candidate.lost.cause for candidate in family.candidates if candidate.lost]
    assert "timeout" in causes
    assert len(site.requests("/slow/4")) == 0


@pytest.mark.parametrize("target", ["{other}", "file://{other}", "other.html", "/dev/stdin"])
def test_saved_page_leads_to_no_file(tmp_path, settings, said, target):
    """A link in a page that somebody saved read files of this machine, and waited for pipes."""
    other = tmp_path / "other.html"
    other.write_bytes(edition("en").html())
    linked = replace(edition("uk"), alternates={"en": target.format(other=other)})
    saved = tmp_path / "saved.html"
    saved.write_bytes(linked.html())
    family = look_up(str(saved), settings, progress=said.append)
    assert family.candidates == ()
    assert said == [f"Reading {saved}"]
