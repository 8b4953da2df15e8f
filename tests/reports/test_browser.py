"""The page in a real browser, from disk."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.formats.html import page as render


@pytest.fixture(scope="session")
def file(comparison, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(comparison, "en"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def many(comparison, tmp_path_factory):
    """A report with enough findings to be filtered: each twice."""
    twice = tuple(replace(each, id=f"{each.id}{mark}") for mark in ("", "-2") for each in comparison.findings)
    path = tmp_path_factory.mktemp("many") / "report.html"
    path.write_text(render(replace(comparison, findings=twice), "en"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a page; nothing may be logged as an error."""
    errors = []
    contexts = []

    def opened(url, *, width=1280, scheme="light", script=True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing(open_page, file, scheme, width):
    page = open_page(file, scheme=scheme, width=width)
    page.click("#unfold")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_nothing_scrolls_sideways_at_320_pixels(open_page, file):
    page = open_page(file, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_columns_stack_with_labels_on_a_narrow_screen(open_page, file):
    page = open_page(file, width=380)
    assert page.locator("#row-5 .label").nth(2).is_visible()
    left = [box["x"] for box in (cell.bounding_box() for cell in page.locator("#row-10 td").all())]
    assert len(set(left)) == 1


def test_everything_can_be_read_without_javascript(open_page, file):
    page = open_page(file, script=False)
    assert page.locator(".finding").count() == 4
    assert page.get_by_text("Missing in RU").is_visible()


def test_keys_walk_through_the_findings(open_page, many):
    page = open_page(many)
    focused = "document.activeElement.id"
    page.keyboard.press("j")
    first = page.evaluate(focused)
    page.keyboard.press("j")
    assert page.evaluate(focused) != first
    page.keyboard.press("k")
    assert page.evaluate(focused) == first
    page.keyboard.press("/")
    assert page.evaluate(focused) == "search"
    page.keyboard.type("jk?")
    assert page.input_value("#search") == "jk?"


def test_keys_can_be_switched_off(open_page, file):
    page = open_page(file)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "finding"
    page.keyboard.press("?")
    assert not page.locator("#help").is_visible()


def test_filters_are_buttons_and_stand_in_the_address(open_page, many):
    page = open_page(many)
    button = page.get_by_role("button", name="Critical 2")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator(".finding:visible").count() == 2
    assert page.get_by_role("status").inner_text() == "Shown: 2 of 8"
    assert "severity=critical" in page.url
    page.reload()
    assert page.locator(".finding:visible").count() == 2
    page.get_by_role("button", name="Critical 2").click()
    assert page.locator(".finding:visible").count() == 8


def test_finding_by_words(open_page, many):
    page = open_page(many)
    page.fill("#search", "brussels")
    assert page.locator(".finding:visible").count() == 2


def test_permalink_opens_a_folded_row(open_page, tmp_path, long_comparison):
    path = tmp_path / "long.html"
    path.write_text(render(replace(long_comparison, findings=long_comparison.findings[:1]), "en"), encoding="utf-8")
    page = open_page(f"{path.as_uri()}#row-40")
    assert page.locator("#row-40").is_visible()


def test_print_shows_everything(open_page, tmp_path, long_comparison):
    path = tmp_path / "long.html"
    path.write_text(render(replace(long_comparison, findings=long_comparison.findings[:1]), "en"), encoding="utf-8")
    page = open_page(path.as_uri())
    page.emulate_media(media="print")
    assert page.locator("#row-40").bounding_box()["height"] > 0
    assert not page.locator("#filters").is_visible()
