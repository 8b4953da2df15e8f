"""The app in a real browser: keyboard, decisions, live progress, login, languages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

STORY = "/stories/security-guarantees"
PAGES = [
    "/",
    STORY,
    f"{STORY}/history",
    "/publishers",
    "/check",
    "/todo",
    "/me",
    "/api",
    "/audit",
    "/users",
    "/set-aside",
    "/login",
    "/nowhere",
]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(open_page, shared, scheme, width):
    page = open_page(shared.url, scheme=scheme, width=width)
    for path in PAGES:
        page.goto(shared.url + path)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_story_is_settled_with_the_keyboard_alone(open_page, site):
    page = open_page(site.url)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") == STORY
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{STORY}")
    page.keyboard.press("j")
    for left in (3, 2, 1, 0):
        page.keyboard.press("d")
        assert page.locator(".finding[data-state=open]").count() == left + 1, "a slip settles nothing"
        with page.expect_navigation():
            page.keyboard.press("2")
        assert page.locator(".finding[data-state=open]").count() == left
    assert page.locator(".decided").first.inner_text().count("False alarm") == 1
    assert page.locator("h1").inner_text().replace("\xa0", " ") == "4 findings, all settled"
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator(".finding[data-state=open]").count() == 1
    assert "dismissed" not in page.evaluate("document.activeElement.className")


def test_decisions_work_without_javascript(open_page, site):
    page = open_page(site.url + STORY, script=False)
    first = page.locator(".finding").first
    first.locator("summary").filter(has_text="Dismiss").click()
    first.get_by_label("False alarm").check()
    first.get_by_label("Note").fill("the source was corrected")
    first.get_by_role("button", name="Dismiss").click()
    assert "the source was corrected" in page.locator(".decided").inner_text()
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".decided").count() == 0


def test_keys_work_in_a_cyrillic_layout(open_page, shared):
    """The key J is "о" there: the place counts."""
    page = open_page(shared.url + STORY)
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))")
    assert "finding" in page.evaluate("document.activeElement.className")


def test_nothing_chosen_is_nothing_to_dismiss_together(open_page, site):
    page = open_page(site.url + STORY)
    page.get_by_text("Dismiss the selected findings together").click()
    button = page.get_by_role("button", name="Dismiss the selected")
    assert button.is_disabled()
    page.locator(".finding .pick input").first.check()
    assert button.is_enabled()
    refused = site.client().submit(f"{STORY}/decisions", reason="deliberate", scope="text")
    assert refused.status_code == 422
    assert "Select at least one finding" in refused.text


def test_stories_of_a_filtered_list_follow_each_other(open_page, site, comparison):
    for place, found in ((1, ()), (2, comparison.findings), (3, ())):
        made = comparison.created - timedelta(days=place)
        site.store.record(replace(comparison, story=f"story-{place}", created=made, findings=found), {})
    page = open_page(f"{site.url}/?worst=critical")
    page.locator(".story h3 a").first.click()
    page.wait_for_url(f"**{STORY}")
    page.keyboard.press("n")
    page.wait_for_url("**/stories/story-2")
    assert page.locator(".around a[rel=next]").count() == 0, "the filtered list ends here"
    page.keyboard.press("p")
    page.wait_for_url(f"**{STORY}")


def test_several_findings_are_dismissed_together(open_page, site):
    page = open_page(site.url + STORY)
    for place in (0, 1):
        page.locator(".finding .pick input").nth(place).check()
    page.get_by_text("Dismiss the selected findings together").click()
    page.get_by_role("button", name="Dismiss the selected").click()
    page.wait_for_selector(".decided")
    assert page.locator(".decided").count() == 2


def test_filters_of_a_report_survive_a_reload(open_page, site, comparison):
    twice = tuple(replace(each, id=f"{each.id}{mark}") for mark in ("", "-2") for each in comparison.findings)
    site.store.record(replace(comparison, story="many", findings=twice), {})
    page = open_page(f"{site.url}/stories/many")
    page.get_by_role("button", name="Major 4").click()
    assert "severity=major" in page.url
    page.reload()
    assert page.locator(".finding:visible").count() == 4


def test_the_language_is_switched_by_a_link(open_page, shared):
    page = open_page(shared.url + STORY)
    page.get_by_role("link", name="українська").click()
    page.wait_for_url("**lang=uk")
    assert page.locator("html").get_attribute("lang") == "uk"
    assert page.get_by_role("heading", name="Зауваження").is_visible()


def test_stories_follow_each_other_by_key(open_page, site, comparison):
    older = comparison.created - timedelta(days=1)
    site.store.record(replace(comparison, story="older", created=older), {})
    page = open_page(site.url + STORY)
    page.keyboard.press("n")
    page.wait_for_url("**/stories/older")
    page.keyboard.press("p")
    page.wait_for_url(f"**{STORY}")


def test_login_and_logout(open_page, staffed):
    page = open_page(staffed.url + STORY)
    assert "/login?next=" in page.url
    page.get_by_label("Name").fill("editor")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    assert page.get_by_role("alert").inner_text() == "Name or password is wrong"
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"**{STORY}")
    page.get_by_role("button", name="Log out editor").click()
    page.wait_for_url("**/login")


TEXTS = {
    "uk": "Міст через річку відкрили\n\n"
    "Міст через річку Случ відкрили у вівторок після ремонту, який коштував 40 мільйонів гривень.\n\n"
    "За словами міського голови, рух автобусів відновлять уже наступного тижня.",
    "ru": "Мост через реку открыли\n\n"
    "Мост через реку Случь открыли во вторник после ремонта, который стоил 60 миллионов гривен.\n\n"
    "По словам городского головы, движение автобусов возобновят уже на следующей неделе.",
}


@pytest.mark.parametrize("script", [True, False])
def test_pasted_texts_are_checked_while_one_watches(open_page, site, script):
    page = open_page(f"{site.url}/check", script=script)
    for code, text in TEXTS.items():
        page.fill(f"textarea[name={code}]", text)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_url("**/stories/**", timeout=30_000)
    assert "40" in page.locator("[data-kind=number]").inner_text()


def test_a_check_that_cannot_be_done_says_why(open_page, site):
    page = open_page(f"{site.url}/check")
    page.fill("input[name=address]", "http://127.0.0.1:9/nothing")
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_selector("#failed:visible", timeout=30_000)
    assert "private address" in page.locator("#failed").inner_text()
    assert page.locator("h1").inner_text() == "The check could not be done"
