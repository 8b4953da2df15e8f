"""Find, fix, confirm: a story is checked again from its report, and a finding is carried to where texts are mended."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from parsers.types import Article
from pipeline.settings.edit_links import edit_link
from pipeline.settings.publisher_settings import Publisher, PublisherError, load
from tests.review.conftest import check_address
from tests.support import publisher
from tests.support.publisher import edition

EDIT = "https://cms.example/{language}/posts/{id}/edit"
LANGUAGES = ("uk", "en", "ru")


def changed(made, old, new):
    assert old in "".join(made.paragraphs)
    return replace(made, paragraphs=tuple(text.replace(old, new) for text in made.paragraphs))


@pytest.fixture
def desk(house):
    """The app of a house with a content management system."""
    return house(f'edit = "{EDIT}"')


def publish(pages, *wrong):
    made = {code: edition(code) for code in LANGUAGES}
    for code, old, new in wrong:
        made[code] = changed(made[code], old, new)
    return publisher.publish(pages, list(made.values()), prefix="/2026/03/01/4711-bridge")


FIGURE = ("en", "9 metres", "19 metres")
DAY = ("ru", "3 марта", "5 марта")


@pytest.mark.parametrize("script", [True, False])
def test_a_correction_is_confirmed_by_one_button(open_page, desk, pages, script):
    page = open_page(desk.url, script=script)
    check_address(page, desk, publish(pages, FIGURE)["uk"])
    assert page.locator(".finding[data-kind=number]").count() == 1
    publish(pages, DAY)
    page.get_by_role("button", name="Check again").click()
    page.wait_for_url("**/stories/*since=*", timeout=60_000)
    said = page.locator("#since").inner_text()
    assert "1 settled, 1 new." in said
    page.get_by_role("link", name="Show only what has changed").click()
    assert "since=" in page.url
    if script:
        assert page.locator(".finding:visible").count() == 2
    assert page.locator(".finding[data-state=new]").get_attribute("data-edition") == "ru"
    assert page.locator(".finding[data-state=resolved]").get_attribute("data-edition") == "en"


def test_what_did_not_change_is_told_apart_from_what_is_still_wrong(open_page, desk, pages):
    page = open_page(desk.url)
    check_address(page, desk, publish(pages, FIGURE)["uk"])
    page.keyboard.press("c")
    page.wait_for_url("**/stories/*since=*", timeout=60_000)
    assert "The pages say what they said before." in page.locator("#since").inner_text()
    assert page.evaluate("document.activeElement.id") == "since", "who reads with a screen reader begins there"
    made = changed(edition("en"), "9 metres", "19 metres")
    other = replace(made, paragraphs=(*made.paragraphs[:3], made.paragraphs[3].replace("four", "4")))
    publisher.publish(pages, [edition("uk"), other, edition("ru")], prefix="/2026/03/01/4711-bridge")
    page.get_by_role("button", name="Check again").click()
    page.wait_for_url("**/stories/*since=*", timeout=60_000)
    page.wait_for_selector("#since")
    assert "The findings are the same." in page.locator("#since").inner_text()
    assert Axe().run(page).violations_count == 0


def test_editions_that_do_not_link_to_each_other_are_asked_for_one_by_one(open_page, desk, pages):
    urls = {code: publisher.alone(pages, f"/{code}", edition(code)) for code in ("uk", "ru")}
    page = open_page(f"{desk.url}/check")
    for code, url in urls.items():
        page.fill(f"textarea[name={code}]", url)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_url("**/stories/**", timeout=60_000)
    publisher.alone(pages, "/ru", changed(edition("ru"), "12 миллионов", "12 миллиардов"))
    page.get_by_role("button", name="Check again").click()
    page.wait_for_url("**/stories/*since=*", timeout=60_000)
    assert "new." in page.locator("#since").inner_text()


def test_pages_that_are_gone_leave_the_report_as_it_was(open_page, desk, pages):
    page = open_page(desk.url)
    check_address(page, desk, publish(pages, FIGURE)["uk"])
    story = page.url.partition("?")[0]
    pages.answers.clear()
    page.get_by_role("button", name="Check again").click()
    page.wait_for_selector("#failed:visible", timeout=60_000)
    page.get_by_role("link", name="Back to the report").click()
    page.wait_for_url(story)
    assert page.locator(".finding[data-kind=number]").count() == 1


def test_pasted_texts_are_corrected_in_the_form_and_stay_one_story(open_page, site):
    page = open_page(f"{site.url}/check")
    for code in ("uk", "ru"):
        page.fill(f"textarea[name={code}]", "\n\n".join([edition(code).title, *edition(code).paragraphs]))
    wrong = page.input_value("textarea[name=ru]").replace("12 миллионов", "21 миллион")
    page.fill("textarea[name=ru]", wrong)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_url("**/stories/**", timeout=60_000)
    story = page.url
    page.keyboard.press("c")
    page.wait_for_url("**/check?story=*")
    assert page.input_value("textarea[name=ru]") == wrong
    page.fill("textarea[name=ru]", wrong.replace("21 миллион", "12 миллионов"))
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_url("**/stories/*since=*", timeout=60_000)
    assert page.url.startswith(story)
    assert "settled" in page.locator("#since").inner_text()


def test_readers_and_files_have_no_second_look(staffed):
    assert "Check again" not in staffed.looking("reader").get("/stories/security-guarantees").text
    story = re.search(r'href="/stories/([\w-]+)"', staffed.looking("reader").get("/").text)[1]
    assert staffed.client("reader").submit(f"/stories/{story}/check").status_code == 403
    assert staffed.client("editor").submit("/stories/nothing/check").status_code == 404
    answer = staffed.client("editor").get(f"/stories/{story}?since=yesterday")
    assert answer.status_code == 422


def test_a_finding_is_copied_as_a_task(open_page, desk, pages):
    page = open_page(desk.url, permissions=["clipboard-read", "clipboard-write"])
    check_address(page, desk, publish(pages, FIGURE)["uk"])
    finding = page.locator(".finding[data-kind=number]")
    finding.get_by_role("link", name="Copy as a task").click()
    expect(page.locator("#said")).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("### City council sets aside 12 million hryvnias to repair a bridge\n")
    assert "· Number · EN**" in text
    assert "**EN** Lorries will be sent" in text
    assert f"{page.url}#{finding.get_attribute('id')}" in text.replace("\\", "")
    assert "[Edit EN](<https://cms.example/en/posts/4711/edit>)" in text


def test_without_a_script_the_task_is_a_file(open_page, desk, pages):
    page = open_page(desk.url, script=False)
    check_address(page, desk, publish(pages, FIGURE)["uk"])
    link = page.locator(".finding[data-kind=number]").get_by_role("link", name="Copy as a task").get_attribute("href")
    answer = desk.client().get(unquote(link))
    assert answer.headers["content-type"].startswith("text/markdown")
    assert desk.client().get(link.replace("tasks/", "tasks/x")).status_code == 404


def test_editions_lead_to_where_they_are_written(desk, pages, open_page):
    page = open_page(desk.url)
    check_address(page, desk, publish(pages, FIGURE)["uk"])
    links = BeautifulSoup(page.content(), "lxml").select(".edition a.edit")
    assert [link["href"] for link in links] == [f"https://cms.example/{code}/posts/4711/edit" for code in LANGUAGES]


@pytest.mark.parametrize(
    ("template", "url", "link"),
    [
        ("https://cms.example/{id}", "https://a.example/2026/03/01/4711-bridge", "https://cms.example/4711"),
        ("https://cms.example/{id}", "https://a.example/news/bridge", ""),
        ("https://cms.example/{id}", "https://a.example/2026/03/01/bridge", ""),
        ("https://cms.example/?p={id}", "https://a.example/?p=815", "https://cms.example/?p=815"),
        (
            "https://cms.example/{slug}",
            "https://a.example/x/мост 1.html",
            "https://cms.example/%D0%BC%D0%BE%D1%81%D1%82%201",
        ),
        (
            "https://cms.example/?u={address}",
            "https://a.example/x?y=1&z",
            "https://cms.example/?u=https%3A%2F%2Fa.example%2Fx%3Fy%3D1%26z",
        ),
        ("", "https://a.example/4711", ""),
    ],
)
def test_edit_links_hold_only_what_an_address_says(template, url, link):
    article = Article(url=url, language="uk", title="x", blocks=())
    assert edit_link(Publisher(name="a", edit=template), article) == link


@pytest.mark.parametrize(
    "template", ["cms/{id}", "https://cms.example/{number}", "https://cms.example/{", "javascript:{id}"]
)
def test_templates_that_lead_nowhere_are_refused(tmp_path, template):
    (tmp_path / "publishers.toml").write_text(f'[visnyk]\nfeeds = ["https://a.example/rss"]\nedit = "{template}"\n')
    with pytest.raises(PublisherError) as error:
        load(tmp_path)
    assert error.value.message.values["place"] == "edit"
