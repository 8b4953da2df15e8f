"""Stories of a WordPress by the numbers of their posts, on a site that answers as one does."""

import json
from dataclasses import replace

import pytest

from pipeline.check import Request, check
from pipeline.errors import TooFewEditionsError
from pipeline.settings.publisher_settings import Publisher
from sources.wordpress.site import WordPress
from tests.support.publisher import edition
from tests.support.site import Answer

NUMBERS = {"uk": 7, "en": 9}


@pytest.fixture
def run(settings, site, monkeypatch, said):
    monkeypatch.setenv("VISNYK_WORDPRESS", "abcd efgh")
    own = WordPress(site=site.url("/"), user="anna", password="VISNYK_WORDPRESS")
    known = {"127.0.0.1": Publisher(name="visnyk", wordpress=own, languages=("uk", "en"))}
    settings = replace(settings, publishers=known, languages=("uk", "en"))
    return lambda story: check(Request(story=story), settings, progress=said.append)


def post(site, language, status="draft", editions=NUMBERS):
    told, number = edition(language), NUMBERS[language]
    link = site.url(f"/?p={number}" if status == "draft" else f"/2026/03/{language}/")
    text = "".join(f"<p>{each}</p>" for each in told.paragraphs)
    said = {"title": {"rendered": told.title}, "content": {"rendered": text}, "lang": language, "link": link}
    return {"id": number, "status": status, "date_gmt": "2026-03-01T08:00:00", "translations": editions, **said}


def serve(site, *posts):
    """Serve posts through REST, and those that are published as pages, too."""
    by_route = {f"%2Fwp%2Fv2%2Fposts%2F{each['id']}&": each for each in posts}

    def answer(path):
        found = next((each for route, each in by_route.items() if route in path), None)
        body = {"code": "rest_post_invalid_id"} if found is None else found
        return Answer(body=json.dumps(body).encode(), status=200 if found else 404)

    site.put("/", answer)
    for each in posts:
        code, links = each["lang"], {other: site.url(f"/2026/03/{other}/") for other in NUMBERS}
        page = replace(edition(code), alternates=links, canonical=links[code]).html()
        if each["status"] == "publish":
            site.page(f"/2026/03/{code}/", page)


def test_a_story_stays_one_from_its_drafts_to_its_pages(run, site, said):
    serve(site, post(site, "uk"), post(site, "en"))
    draft = run(site.url("/?p=7&preview=true"))
    assert {code: each.url for code, each in draft.articles.items()} == {
        code: site.url(f"/?p={number}") for code, number in NUMBERS.items()
    }
    said.clear()
    assert run(site.url("/?p=9")).story == draft.story
    assert said == ["Nothing has changed in UA, EN since the last check"]
    serve(site, post(site, "uk", "publish"), post(site, "en", "publish"))
    published = run(site.url("/wp-admin/post.php?post=9&action=edit"))
    assert (published.story, published.articles["uk"].canonical) == (draft.story, site.url("/2026/03/uk/"))
    assert run(site.url("/2026/03/en/")).story == draft.story, "from the page that readers have"


def test_a_draft_that_names_no_other_says_where_to_link_it(run, site):
    serve(site, post(site, "uk", editions={"uk": 7}))
    with pytest.raises(TooFewEditionsError, match="WordPress tells of, two are needed; link them there"):
        run(site.url("/?p=7"))


def test_a_draft_whose_other_edition_is_gone_says_so(run, site):
    serve(site, post(site, "uk"))
    with pytest.raises(TooFewEditionsError) as caught:
        run(site.url("/?p=7"))
    assert [each.values["name"] for each in caught.value.details] == [site.url("/?p=9")]


def test_other_addresses_of_the_site_are_fetched_as_pages(run, site):
    serve(site, post(site, "uk", "publish"), post(site, "en", "publish"))
    found = run(site.url("/2026/03/uk/"))
    assert {each.url for each in found.articles.values()} == {site.url("/2026/03/uk/"), site.url("/2026/03/en/")}
    assert not [seen for seen in site.seen if "authorization" in seen.headers]
