import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from bs4 import BeautifulSoup

from locales.messages import message
from reports.formats.document import json_schema
from reports.formats.report_formats import BY_SUFFIX, FORMATS
from review.app import ROOMS
from storage.sources import Given, Sources
from storage.stories import visits

STORY = "/stories/security-guarantees"


def soup(response):
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "lxml")


def add(site, comparison, count):
    for place in range(count):
        made = comparison.created - timedelta(minutes=place + 1)
        site.store.record(replace(comparison, story=f"story-{place:03}", created=made, findings=()), {})


def test_the_list_shows_headlines_and_counts(shared):
    page = soup(shared.client().get("/"))
    assert page.select_one(".story h3").get_text() == "Zelenskyy: security guarantees first, talks with Russia after"
    ours = soup(shared.client().get("/?lang=uk"))
    assert ours.select_one(".story h3").get_text() == "Зеленський: спершу гарантії безпеки, тоді розмова з Росією"
    assert [each.get_text() for each in page.select(".story .count")] == ["Critical 1", "Major 2", "Note 1"]


def test_the_list_has_pages_by_cursor(site, comparison):
    add(site, comparison, 60)
    client = site.client()
    first = soup(client.get("/"))
    assert len(first.select(".story")) == 50
    second = soup(client.get(first.select_one("main a[rel=next]")["href"]))
    assert len(second.select(".story")) == 11
    both = [link["href"] for page in (first, second) for link in page.select(".story h3 a")]
    assert len(set(both)) == 61
    assert second.select_one("main a[rel=next]") is None


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("worst=critical", 1),
        ("worst=major", 0),
        ("worst=clear", 3),
        ("publisher=visnyk.example", 4),
        ("publisher=Other", 0),
        ("q=Зеленського", 4),
        ("q=zelenskyy+GUARANTEES", 4),
        ("q=weather", 0),
        ("q=zelenskyy&worst=critical&publisher=visnyk.example", 1),
        ("q=%25", 0),
    ],
)
def test_filters_stand_in_the_address(site, comparison, query, count):
    add(site, comparison, 3)
    assert len(site.client().get(f"/stories.json?{query}").json()["stories"]) == count


@pytest.mark.parametrize("query", ["after=x", "after=x~y", "worst=terrible"])
def test_a_wrong_cursor_or_filter_is_refused_in_one_line(shared, query):
    answer = shared.client().get(f"/stories.json?{query}")
    assert answer.status_code == 400
    assert "start from the beginning" in answer.json()["detail"]


def test_the_report_follows_the_contract(shared):
    jsonschema.validate(shared.client().get(f"{STORY}.json").json(), json.loads(json_schema()))


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("html", "text/html"),
        ("md", "text/markdown"),
        ("csv", "text/csv"),
        ("sarif", "application/sarif+json"),
        ("xml", "application/xml"),
    ],
)
def test_reports_can_be_taken_away(shared, suffix, kind):
    answer = shared.client().get(f"{STORY}.{suffix}")
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="security-guarantees.{suffix}"'


@pytest.mark.parametrize(
    "path",
    [
        "/stories/nothing",
        "/stories/nothing.json",
        "/stories/nothing.md",
        "/stories/a.b",
        "/static/nothing.css",
        "/static/..%2fapp.py",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_said_so(shared, path):
    assert shared.client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("headers", "query", "language"),
    [
        ({}, "", "en"),
        ({"accept-language": "de, uk;q=0.5"}, "", "uk"),
        ({"accept-language": "uk"}, "?lang=ru", "ru"),
        ({"accept-language": "uk"}, "?lang=xx", "uk"),
    ],
)
def test_language_by_link_browser_or_settings(shared, headers, query, language):
    assert soup(shared.client().get(f"/{query}", headers=headers)).html["lang"] == language


def test_a_chosen_language_stays_chosen(shared):
    client = shared.client()
    client.get("/?lang=uk")
    assert soup(client.get(STORY)).html["lang"] == "uk"


def test_every_answer_forbids_foreign_scripts(shared):
    for path in ("/", STORY, "/stories.json", "/static/report.js", "/nowhere"):
        policy = shared.client().get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_pages_hold_no_inline_script_or_style(shared):
    client = shared.client()
    for path in ("/", STORY, "/check", "/publishers", f"{STORY}/history", "/audit", "/users", "/set-aside", "/login"):
        page = soup(client.get(path))
        assert not [script for script in page("script") if not script.get("src")]
        assert not page("style")
        assert not page.find_all(lambda tag: any(name == "style" or name.startswith("on") for name in tag.attrs))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_headlines_of_strangers_are_text_in_lists_too(site, comparison, text):
    articles = {code: replace(article, title=text) for code, article in comparison.articles.items()}
    site.store.record(replace(comparison, story="hostile", articles=articles, findings=(), publisher=text), {})
    client = site.client()
    for path in ("/", "/publishers", "/stories/hostile", "/stories/hostile/history"):
        page = soup(client.get(path))
        assert not page("img")
        assert text in page.get_text()


def test_every_view_and_change_has_a_json_form_that_openapi_describes(shared):
    described = shared.client().get("/openapi.json").json()["paths"]
    hidden = {
        (route.path, method.lower())
        for room in ROOMS
        for route in room.router.routes
        if not route.include_in_schema
        for method in route.methods
    } - {("/checks.json", "post")}  # another name of /check.json
    assert ("/users/role", "post") in hidden
    for path, method in hidden:
        form = described[f"{path}.json" if path != "/" else "/stories.json"][method]
        assert form["summary"], path
        if method == "post":
            assert form["parameters"][-1]["name"] == "x-form-token", path
            alone = ("/undo", "/logout", "/delete", "/{story}/check", "/{act}")
            assert "requestBody" in form or path.endswith(alone), path


def test_publishers_have_their_days(shared):
    publisher = shared.client().get("/publishers.json").json()[0]
    assert (publisher["publisher"], publisher["comparisons"], publisher["findings"]) == ("visnyk.example", 1, 3)
    assert publisher["days"][-1]["per_hundred"] == 30
    assert soup(shared.client().get("/publishers")).select_one(".chart rect")


def findings(page, state):
    return [each["id"].removeprefix("f-") for each in page.select(f'.finding[data-state="{state}"]')]


def later(comparison, minutes, *missing):
    """Return the story as it was compared later, without some findings."""
    kept = tuple(each for place, each in enumerate(comparison.findings) if place not in missing)
    return replace(comparison, created=comparison.created + timedelta(minutes=minutes), findings=kept)


def test_the_report_tells_what_changed_since_the_same_reader_looked(site, comparison, monkeypatch):
    monkeypatch.setattr(visits, "PAUSE", timedelta(0))
    monkeypatch.setattr(visits, "SOON", timedelta(0))
    ids = [each.id for each in comparison.findings]
    site.store.record(later(comparison, 1, 0, 1), {})
    anna, boris = site.client(), site.client()
    assert soup(anna.get(STORY)).select_one("#since") is None
    site.store.record(later(comparison, 2, 1, 2), {})
    page = soup(anna.get(STORY))
    assert findings(page, "reopened") == [ids[0]]
    assert findings(page, "resolved") == [ids[2]]
    assert page.select_one("#since a")["href"] == "?state=new,reopened,resolved#findings"
    assert [each.get_text() for each in page.select(".counts .count")] == ["Critical 1", "Note 1"]
    assert "Nothing has changed" in soup(anna.get(STORY)).select_one("#since").get_text()
    assert soup(boris.get(STORY)).select_one("#since") is None


def test_a_page_that_is_loaded_again_tells_the_same(site, comparison):
    client = site.client()
    client.get(STORY)
    site.store.record(later(comparison, 1, 0), {})
    assert [soup(client.get(STORY)).select_one("#since") for _ in range(2)] == [None, None]


def test_nobody_looks_as_somebody_else(site):
    client = site.client()
    client.cookies.set("reader", "somebody.else", domain="127.0.0.1")
    assert "reader=" in client.get(STORY).headers["set-cookie"]


def test_every_format_that_is_a_file_has_a_link_and_is_served(shared):
    client = shared.client()
    links = {link["href"]: link.get_text() for link in soup(client.get(STORY)).select(".exports a")}
    assert links == {f"{STORY}.{each.suffix}": each.label for each in FORMATS.values() if each.suffix}
    assert [each.name for each in FORMATS.values() if not each.suffix] == ["rich"]
    for each in BY_SUFFIX.values():
        answer = client.get(f"{STORY}.{each.suffix}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, each.media_type)


@pytest.mark.parametrize("suffix", ["json", "md", "csv", "sarif", "xml", "tmx", "xlf", "xlf2", "rows", "jsonl"])
def test_exports_know_what_was_dismissed(site, comparison, suffix):
    client = site.client()
    worst = min(comparison.findings, key=lambda finding: finding.severity.rank)
    before = client.get(f"{STORY}.{suffix}").text
    client.submit(f"{STORY}/decisions", finding=worst.id, reason="deliberate", scope="text")
    assert client.get(f"{STORY}.{suffix}").text != before


def test_exports_for_translators_are_files_with_names(shared, monkeypatch):
    client = shared.client()
    links = [link.get_text() for link in soup(client.get(STORY)).select(".exports a")]
    assert links[-5:] == ["TMX", "XLIFF 1.2", "XLIFF 2.0", "CSV (rows)", "JSON Lines (rows)"]
    answer = client.get(f"{STORY}.xlf2")
    assert answer.headers["content-disposition"] == 'attachment; filename="security-guarantees.2.xlf"'
    assert answer.headers["content-type"] == "application/xliff+xml"
    monkeypatch.setitem(sys.modules, "translate", None)
    assert client.get(f"{STORY}.tmx").status_code == 501
    assert "TMX" not in [link.get_text() for link in soup(client.get(STORY)).select(".exports a")]


def test_watched_publisher_without_stories_is_listed_with_its_dead_source(site):
    """Feeds that could not be read were told nowhere, and their publisher was not even listed."""
    address = "https://herald.example/rss"
    (site.settings.home / "publishers.toml").write_text(f'[herald]\nfeeds = ["{address}"]\n')
    with Sources(site.settings.database_url) as sources:
        why = message("{name} does not exist", name=address)
        sources.note("herald", {address: Given(listed=0, why=why)}, datetime.now(UTC))
    (herald,) = [each for each in site.client().get("/publishers.json").json() if each["publisher"] == "herald"]
    assert (herald["last"], herald["comparisons"]) == (None, 0)
    (source,) = herald["sources"]
    assert source.pop("tried")
    why = f"{address} does not exist"
    assert source == {"address": address, "succeeded": None, "failures": 1, "why": why, "listed": 0}
    dead = soup(site.client().get("/publishers")).select_one(".source.dead")
    assert "gives nothing" in dead.get_text()
    assert "never read" in dead.get_text()


def test_list_tells_and_finds_stories_without_an_edition(site, comparison):
    pages = {code: replace(each, published=comparison.created) for code, each in comparison.articles.items()}
    site.store.record(replace(comparison, articles=pages), {})
    left = {code: article for code, article in pages.items() if code != "en"}
    rows = tuple(replace(row, cells={code: row.cells.get(code, ()) for code in left}) for row in comparison.rows)
    made = replace(comparison, story="two", articles=left, rows=rows, findings=(), expected=("uk", "en", "ru"))
    site.store.record(made, {})
    listed = site.client().get("/stories.json?without=en").json()["stories"]
    assert [(each["id"], each["absent"]) for each in listed] == [("two", ["en"])]
    page = soup(site.client().get("/?without=en"))
    assert page.select_one(".story .tag.absent").get_text() == "no EN"
    assert page.select_one("select[name=without] option[selected]")["value"] == "en"
    report = soup(site.client().get("/stories/two"))
    assert "EN" in report.select_one(".edition.absent").get_text()
    assert report.select_one("h1.verdict.good") is None
    (house,) = site.client().get("/publishers.json").json()
    assert house["absent"] == {"en": 0.5}


def test_page_of_publishers_shows_days_that_lack_different_editions(site, comparison):
    """A day without the language that another day's stories lack made the page fail."""
    for days, lost in enumerate(("en", "ru")):
        at = comparison.created - timedelta(days=days)
        pages = {code: replace(each, published=at) for code, each in comparison.articles.items() if code != lost}
        rows = tuple(replace(row, cells={code: row.cells.get(code, ()) for code in pages}) for row in comparison.rows)
        made = replace(comparison, story=f"no-{lost}", created=at, articles=pages, rows=rows, findings=())
        site.store.record(replace(made, expected=("uk", "en", "ru")), {})
    days = soup(site.client().get("/publishers")).select(".absent-days")
    assert [len(each.select("li")) for each in days] == [1, 1]
