"""A publisher whose pages are empty without their scripts."""

import json
import sys
from dataclasses import replace

import pytest

from pipeline import doctor
from pipeline.check import Request, check
from pipeline.reading.script_pages import needs_scripts
from sources import rendering
from tests.support.publisher import edition, publish
from tests.support.site import Answer

SHELL = """<!DOCTYPE html><html lang="uk"><head><title>Вісник</title>{links}</head><body><div id=root></div>
<script src=/app.js></script></body></html>"""
SCRIPT = """fetch("/uk.json").then(answer => answer.json()).then(story => {
  document.title = story.title;
  const time = `<meta property="article:published_time" content="${story.published}">`;
  document.head.insertAdjacentHTML("beforeend", time);
  const text = story.paragraphs.map(each => `<p>${each}</p>`).join("");
  document.getElementById("root").innerHTML = `<article><h1>${story.title}</h1>${text}</article>`;
});"""
CAUSES = {("uk", "needs-scripts")}


def shell(site, urls):
    """Serve the Ukrainian edition as an empty page with scripts."""
    made = edition("uk")
    links = "".join(f'<link rel="alternate" hreflang="{code}" href="{url}">' for code, url in urls.items())
    site.page("/news/bridge/uk.html", SHELL.format(links=links))
    site.put("/app.js", Answer(body=SCRIPT.encode(), headers={"Content-Type": "text/javascript"}))
    story = {"title": made.title, "paragraphs": made.paragraphs, "published": made.published}
    site.put("/uk.json", Answer(body=json.dumps(story).encode(), headers={"Content-Type": "application/json"}))


@pytest.fixture
def urls(site):
    urls = publish(site, [edition("uk"), edition("en"), edition("ru")])
    shell(site, urls)
    return urls


@pytest.mark.parametrize(
    ("body", "needs"),
    [
        ("<div id=root></div><script>start()</script>", True),
        ("<nav><a href=/>Home</a></nav><noscript>Please switch scripts on.</noscript><script src=a></script>", True),
        ("<p>Nothing here.</p>", False),
        (f"<script src=a></script><ul>{'<li><a href=/1>A headline of five words</a>' * 20}</ul>", False),
    ],
)
def test_front_page_is_not_taken_for_an_empty_one(body, needs):
    assert needs_scripts(f"<html><head><title>Visnyk</title></head><body>{body}</body></html>".encode()) is needs


def unavailable(comparison):
    return {(each.edition, each.cause) for each in comparison.findings if each.kind == "edition-unavailable"}


def test_scripts_are_left_alone_unless_somebody_asks(urls, site, settings, said):
    comparison = check(Request(story=urls["en"]), settings, progress=said.append)
    assert unavailable(comparison) == CAUSES
    assert "/app.js" not in [seen.path for seen in site.seen]


@pytest.mark.skipif(rendering.missing() is not None, reason="no browser: install Playwright and Chromium")
def test_page_that_needs_scripts_is_compared_when_somebody_asks(urls, settings, said):
    patient = replace(settings, fetch=replace(settings.fetch, deadline=60.0, timeout=10.0))
    comparison = check(Request(story=urls["en"], render=True), patient, progress=said.append)
    assert unavailable(comparison) == set()
    texts = [block.text for block in comparison.articles["uk"].blocks if block.kind == "paragraph"]
    assert texts == list(edition("uk").paragraphs)


@pytest.mark.skipif(rendering.missing() is not None, reason="no browser: install Playwright and Chromium")
def test_pages_with_a_story_are_not_rendered(site, settings, said):
    urls = publish(site, [edition("uk"), edition("en"), edition("ru")])
    always = replace(settings, fetch=replace(settings.fetch, render=True))
    check(Request(story=urls["en"]), always, progress=said.append)
    assert "playwright.async_api" not in sys.modules or len(site.requests()) == 4


def test_edition_that_needs_a_browser_where_none_is(urls, settings, said, monkeypatch):
    monkeypatch.setattr(rendering, "missing", lambda: "no Chromium is installed")
    comparison = check(Request(story=urls["en"], render=True), settings, progress=said.append)
    assert unavailable(comparison) == {("uk", "rendering")}
    assert set(comparison.articles) == {"en", "ru"}


@pytest.mark.parametrize(
    ("missing", "sandboxed", "state"),
    [(None, True, doctor.State.GOOD), ("no Chromium is installed", True, doctor.State.WARNING)],
)
def test_doctor_says_whether_pages_can_be_rendered(settings, monkeypatch, missing, sandboxed, state):
    monkeypatch.setattr(rendering, "missing", lambda: missing)
    monkeypatch.setattr(rendering, "sandboxed", lambda: sandboxed)
    (found,) = [each for each in doctor.examine(settings) if each.part == "rendering"]
    assert found.state is state
    assert not doctor.broken([found])
