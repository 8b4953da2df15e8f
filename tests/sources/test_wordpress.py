"""WordPress's odd answers; what the real one answers is tried in tests/review/test_wordpress.py."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from parsers.page import parse
from sources.http import Fetcher
from sources.types import FetchError, Reason
from sources.wordpress.posts import PER_PAGE, list_posts, read_post
from sources.wordpress.site import WordPress
from tests.support.site import Answer

LAST = datetime(2026, 3, 1, 8, tzinfo=UTC)
SINCE = LAST - timedelta(hours=48)
POST = {
    "id": 7,
    "status": "draft",
    "link": "https://visnyk.example/?p=7",
    "date_gmt": "2026-03-01T08:00:00",
    "title": {"rendered": "Bridge &#038; road"},
    "content": {"rendered": "<p>The bridge over the river is open to lorries again, the council said.</p>"},
}


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("VISNYK_WORDPRESS", " abcd EFGH ")


@pytest.fixture
def own(site):
    return WordPress(site=site.url("/"), user="anna", password="VISNYK_WORDPRESS")


@pytest.fixture
def refusal(site, fetcher, own):
    """Have the site say something, and return the error that a post is refused with."""

    def refusal(body, status, **headers):
        says(site, body, status, **headers)
        with pytest.raises(FetchError) as caught:
            read_post(fetcher, own, 7)
        return caught.value

    return refusal


def says(site, body, status=200, **headers):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    site.put("/", Answer(body=body, status=status, headers={"Content-Type": "application/json", **headers}))


def read(fetcher, own, languages=("uk", "en")):
    page = read_post(fetcher, own, 7)
    return parse(page.raw, url=page.url, media_type=page.media_type, languages=languages)


@pytest.mark.parametrize(
    ("home", "address", "number"),
    [
        ("https://visnyk.example/", "https://visnyk.example/?p=7", 7),
        ("https://visnyk.example", "http://VISNYK.example?p=7&preview=true", 7),
        ("https://visnyk.example/", "https://visnyk.example/en/?lang=en&p=7", 7),
        ("https://visnyk.example/", "https://visnyk.example/wp-admin/post.php?post=7&action=edit", 7),
        ("https://visnyk.example/", "https://visnyk.example/wp-admin/post.php?p=7", None),
        ("https://visnyk.example/", "https://visnyk.example/bridge/?post=7", None),
        ("https://visnyk.example/", "https://visnyk.example/bridge/", None),
        ("https://visnyk.example/", "https://visnyk.example/?p=", None),
        ("https://visnyk.example/", "https://visnyk.example/?p=07", None),
        ("https://visnyk.example/", "https://visnyk.example/?p=-7", None),
        ("https://visnyk.example/", "https://visnyk.example/?p=٧", None),
        ("https://visnyk.example/", "https://visnyk.example/?p=7/../../users", None),
        ("https://visnyk.example/", "https://visnyk.example/?p=" + "7" * 5000, None),
        ("https://visnyk.example/", "https://other.example/?p=7", None),
        ("https://visnyk.example/", "https://visnyk.example.other.example/?p=7", None),
        ("https://visnyk.example/", "https://visnyk.example:8080/?p=7", None),
        ("https://visnyk.example/blog", "https://visnyk.example/blog?p=7", 7),
        ("https://visnyk.example/blog", "https://visnyk.example/blogs/?p=7", None),
        ("https://visnyk.example/", "https://[visnyk/?p=7", None),
    ],
)
def test_the_number_in_an_address(home, address, number):
    assert WordPress(site=home, user="anna", password="X").post_of(address) == number


@pytest.mark.parametrize(
    "wrong",
    [
        {"site": "visnyk.example"},
        {"site": "https://anna:secret@visnyk.example/"},
        {"site": "https://visnyk.example/?lang=uk"},
        {"password": "XLin u4ok hFN0 jlK9 e8GT V1QW"},
        {"password": "XLinu4okhFN0jlK9e8GTV1QW"},
        {"password": ""},
    ],
)
def test_settings_that_cannot_be_used(wrong):
    with pytest.raises(ValueError, match=r"home page|name of the environment variable") as caught:
        WordPress(**{"site": "https://visnyk.example/", "user": "anna", "password": "X", **wrong})
    assert "secret" not in str(caught.value)
    assert "u4ok" not in str(caught.value)


def test_a_post_is_asked_for_with_the_password_and_read_as_a_page(site, fetcher, own):
    says(
        site, POST | {"lang": "en", "translations": {"en": 7, "uk": 9}, "_embedded": {"author": [{"name": "Ann Lee"}]}}
    )
    article = read(fetcher, own)
    (seen,) = site.seen
    asked = parse_qs(urlsplit(seen.path).query)
    assert asked["rest_route"] == ["/wp/v2/posts/7"]
    assert base64.b64decode(seen.headers["authorization"].removeprefix("Basic ")) == b"anna:abcd EFGH"
    assert (article.url, article.title, article.language) == (own.address(7), "Bridge & road", "en")
    assert (article.authors, article.published, article.canonical) == (("Ann Lee",), None, None)
    assert [(each.url, each.language) for each in article.alternates] == [(own.address(9), "uk")]


def test_a_published_post_has_its_times_and_its_address(site, fetcher, own):
    link = site.url("/2026/03/bridge/")
    says(site, POST | {"status": "publish", "link": link, "modified_gmt": "2026-03-01T09:00:00"})
    article = read(fetcher, own)
    assert (article.canonical, article.published, article.modified) == (link, LAST, LAST + timedelta(hours=1))
    assert article.url == own.address(7)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"translations": {"ua": 9, "en": 7}}, ["uk"]),
        ({"translations": {"uk": "9"}}, []),
        ({"translations": {"uk": True, "ru": -1, "en": None}}, []),
        ({"translations": []}, []),
        ({"translations": "uk"}, []),
        ({"translations": {'"><script>': 9}}, []),
        ({"wpml_translations": [{"locale": "uk_UA", "id": 9, "href": "https://visnyk.example/9"}]}, ["uk"]),
        ({"wpml_translations": {"uk_UA": {"locale": "uk_UA", "id": 9}}}, ["uk"]),
        ({"wpml_translations": [{"locale": None, "id": 9}, 7, {}]}, []),
        ({}, []),
    ],
)
def test_editions_as_plugins_tell_them(site, fetcher, own, fields, codes):
    says(site, POST | fields)
    assert [each.language for each in read(fetcher, own).alternates] == codes


HTML = b"<!DOCTYPE html><p>Blocked by the firewall</p>"


@pytest.mark.parametrize(
    ("body", "status", "reason", "said"),
    [
        (HTML, 200, Reason.MEDIA_TYPE, "no REST answer (status 200)"),
        (HTML, 403, Reason.MEDIA_TYPE, "no REST answer (status 403)"),
        (HTML, 404, Reason.MEDIA_TYPE, "no REST answer (status 404)"),
        (b"", 200, Reason.MEDIA_TYPE, "no REST answer"),
        (b"Notice: x in y.php\n{}", 200, Reason.MEDIA_TYPE, "no REST answer"),
        (b"\xff\xfe{", 200, Reason.MEDIA_TYPE, "no REST answer"),
        (b"[" * 200_000, 200, Reason.MEDIA_TYPE, "no REST answer"),
        (b'{"id": ' + b"9" * 100_000 + b"}", 200, Reason.MEDIA_TYPE, "no REST answer"),
        (b"7", 200, Reason.MEDIA_TYPE, "no REST answer"),
        (b"x" * 2_000_000, 200, Reason.TOO_LARGE, "more than 1 MB"),
        ([POST], 200, Reason.NOT_FOUND, "?p=7 is not there"),
        (POST | {"status": "trash"}, 200, Reason.NOT_FOUND, "in the bin"),
        (POST | {"content": {"rendered": "", "protected": True}}, 200, Reason.EMPTY, "has no text yet"),
        (POST | {"content": 7}, 200, Reason.EMPTY, "has no text yet"),
        ({}, 200, Reason.EMPTY, "has no text yet"),
        ({"code": "incorrect_password"}, 401, Reason.STATUS, "the application password of anna in VISNYK_WORDPRESS"),
        ({"code": "rest_forbidden"}, 403, Reason.STATUS, "anna may not read"),
        ({"code": "rest_post_invalid_id"}, 404, Reason.NOT_FOUND, "?p=7 is not there"),
        ({"code": "rest_no_route"}, 404, Reason.NOT_FOUND, "has no posts of the type posts"),
        ({"code": "rest_invalid_param", "data": {"details": "odd"}}, 400, Reason.STATUS, "asked (rest_invalid_param)"),
        ({"code": "a\nb\x1b[31m" + "c" * 99}, 400, Reason.STATUS, "asked (a b[31mccc"),
        ({"code": ["x"]}, 418, Reason.STATUS, "with status 418"),
        (HTML, 500, Reason.STATUS, "with status 500"),
    ],
)
def test_answers_that_are_no_post(refusal, body, status, reason, said):
    error = refusal(body, status)
    assert error.reason is reason
    assert said in str(error)
    assert "\n" not in str(error)
    assert "EFGH" not in repr(error)


@pytest.mark.parametrize("target", ["https://www.visnyk.example/?rest_route=1", "http://10.0.0.1/", "/en/", ""])
def test_a_redirect_is_told_and_never_followed_with_the_password(refusal, site, target):
    assert refusal(b"", 301, Location=target).reason is Reason.REDIRECT
    assert len(site.seen) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://visnyk.example/", Reason.SCHEME),
        ("https://10.0.0.1/", Reason.PRIVATE_ADDRESS),
        ("https://169.254.169.254/", Reason.PRIVATE_ADDRESS),
        ("https://nobody.invalid/", Reason.UNKNOWN_HOST),
    ],
)
def test_a_password_goes_over_https_to_public_addresses(fetcher, url, reason):
    with pytest.raises(FetchError) as caught:
        read_post(fetcher, WordPress(site=url, user="anna", password="VISNYK_WORDPRESS"), 7)
    assert caught.value.reason is reason
    assert "rest_route" not in str(caught.value)


def test_without_its_variable_nothing_is_asked(site, fetcher, own, monkeypatch):
    monkeypatch.delenv("VISNYK_WORDPRESS")
    with pytest.raises(FetchError, match="put it into the environment variable VISNYK_WORDPRESS") as caught:
        read_post(fetcher, own, 7)
    assert (caught.value.reason, site.seen) == (Reason.CREDENTIALS, [])


def test_robots_txt_is_for_strangers_and_who_is_slow_is_given_up(site, own, policy_with_robots):
    site.put("/robots.txt", Answer(body=b"User-agent: *\nDisallow: /"))
    says(site, POST)
    with Fetcher(replace(policy_with_robots, timeout=0.2), version="1") as fetcher:
        assert read_post(fetcher, own, 7).url == own.address(7)
        site.put("/", Answer(body=b"{}", delay=2))
        with pytest.raises(FetchError) as caught:
            read_post(fetcher, own, 7)
    assert caught.value.reason is Reason.TIMEOUT


def pages(site, posts, total=None):
    """Serve posts as WordPress does, a hundred in each answer."""

    def answer(path):
        first = (int(parse_qs(urlsplit(path).query)["page"][0]) - 1) * PER_PAGE
        told = {"X-WP-Total": str(len(posts) if total is None else total)}
        return Answer(body=json.dumps(posts[first : first + PER_PAGE]).encode(), headers=told)

    site.put("/", answer)


def saved(number, hours=0, **fields):
    time = (LAST - timedelta(hours=hours)).replace(tzinfo=None).isoformat()
    return {"id": number, "modified_gmt": time, "translations": {}, **fields}


def test_posts_are_listed_page_by_page_as_far_back_as_is_wanted(site, fetcher, own):
    pages(site, [saved(number, hours=number / 4) for number in range(1, 451)])
    listed = list_posts(fetcher, own, SINCE)
    assert [each.url for each in listed] == [own.address(number) for number in range(1, 201)]
    assert listed[3].modified == LAST - timedelta(hours=1)
    assert len(site.seen) == 2


def test_all_posts_end_the_list(site, fetcher, own):
    pages(site, [saved(number) for number in range(1, 151)])
    assert len(list_posts(fetcher, own, SINCE)) == 150
    assert len(site.seen) == 2


def test_a_site_that_never_ends_is_read_to_a_limit(site, fetcher, own):
    body = json.dumps([saved(number) for number in range(1, 101)]).encode()
    site.put("/", Answer(body=body, headers={"X-WP-Total": "100000"}))
    assert len(list_posts(fetcher, own, SINCE)) == 1000


@pytest.mark.parametrize("total", ["", "many", "²", "-1"])
def test_a_list_without_its_total_is_one_page(site, fetcher, own, total):
    pages(site, [saved(1), saved(2)], total)
    assert len(list_posts(fetcher, own, SINCE)) == 2


def test_posts_that_may_not_be_read_are_told(site, fetcher, own):
    pages(site, [saved(1)], total=3)
    with pytest.raises(FetchError, match="anna may read only 1 of 3 posts"):
        list_posts(fetcher, own, SINCE)


@pytest.mark.parametrize(
    ("post", "kept"),
    [
        (saved(1, excerpt={"rendered": ""}), 0),
        (saved(1, excerpt={"rendered": "<p>Text</p>"}), 1),
        (saved(1, excerpt=None), 1),
        (saved("1"), 0),
        (saved(None), 0),
        (saved(0), 0),
        (saved(1, modified_gmt=None), 1),
        (saved(1, modified_gmt="yesterday"), 1),
        (saved(1, translations=None), 1),
    ],
)
def test_odd_posts_of_a_list(site, fetcher, own, post, kept):
    pages(site, [post])
    assert len(list_posts(fetcher, own, SINCE)) == kept


@pytest.mark.parametrize("body", [[], {}, [7, None], {"posts": [saved(1)]}])
def test_a_list_without_posts_is_empty(site, fetcher, own, body):
    says(site, body)
    assert list_posts(fetcher, own, SINCE) == []


def test_a_site_whose_posts_name_no_editions_is_told(site, fetcher, own):
    pages(site, [{"id": 1, "modified_gmt": "2026-03-01T08:00:00"}])
    with pytest.raises(FetchError, match="do not say which are editions of one story"):
        list_posts(fetcher, own, SINCE)


def test_one_who_may_not_see_drafts_is_told(site, fetcher, own):
    inner = {"code": "rest_forbidden_status", "data": {"status": 403}}
    says(site, {"code": "rest_invalid_param", "data": {"status": 400, "details": {"status": inner}}}, 400)
    with pytest.raises(FetchError, match="anna may not read http"):
        list_posts(fetcher, own, SINCE)
