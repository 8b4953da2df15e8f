"""What one sees first: the first finding, editions side by side, nothing that moves, targets that a finger hits."""

from dataclasses import replace

import pytest

STORY = "/stories/security-guarantees"
MANY = "/stories/many"
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shifted += each.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
#: Links inside a sentence are as high as its line (WCAG 2.5.8 lets them); a box to tick is hit by its label, too.
SMALL = """
[...document.querySelectorAll("nav a, header a, button, summary, .button, label:has(input), input:not(label input)")]
  .filter((each) => each.getClientRects().length && !each.closest(".hear") && each.type !== "hidden")
  .filter((each) => !each.matches("a.evidence") && !each.closest("dd"))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
  .map(([what, box]) => `${what} ${Math.round(box.width)}x${Math.round(box.height)}`)
"""


@pytest.fixture
def many(site, comparison):
    found = tuple(replace(each, id=f"{each.id}-{n}") for n in range(3) for each in comparison.findings)
    site.store.record(replace(comparison, story="many", findings=found), {})
    return site


@pytest.mark.parametrize("language", ["uk", "en", "ru"])
@pytest.mark.parametrize(("width", "height"), [(1280, 900), (380, 800)])
def test_the_first_finding_stands_on_the_first_screen_and_nothing_moves(open_page, many, language, width, height):
    page = open_page(many.url, width=width, height=height)
    page.add_init_script(SHIFTS)
    page.goto(f"{many.url}{MANY}?lang={language}")
    page.wait_for_load_state("networkidle")
    box = page.locator(".finding h3").first.bounding_box()
    assert box["y"] + box["height"] < height
    assert page.evaluate("window.shifted") < 0.02
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "columns"), [(1440, 3), (1000, 3), (900, 1), (380, 1)])
def test_editions_stand_side_by_side_where_there_is_room(open_page, shared, width, columns):
    page = open_page(shared.url + STORY, width=width)
    texts = page.locator(".finding").first.locator(".texts dd")
    places = {round(texts.nth(place).bounding_box()["x"]) for place in range(texts.count())}
    assert len(places) == columns


def test_cards_of_editions_are_a_line_on_small_screens_and_open(open_page, shared):
    page = open_page(shared.url + STORY, width=380)
    card = page.locator(".edition").first
    assert card.bounding_box()["height"] < 40
    assert not card.locator("dl").is_visible()
    card.locator("summary").click()
    assert card.locator("dl").is_visible()
    assert card.get_by_text("10 of 10 rows").is_visible()
    wide = open_page(shared.url + STORY)
    assert wide.locator(".edition dl").first.is_visible()
    assert not wide.locator(".edition summary").first.is_visible()


def test_filters_come_with_six_findings_and_only_where_scripts_run(open_page, many):
    assert open_page(many.url + MANY).locator("#filters").is_visible()
    assert open_page(many.url + STORY).locator("#filters").count() == 0
    assert not open_page(many.url + MANY, script=False).locator("#filters").is_visible()


#: Every page that whoever works on this machine can open.
PAGES = ["/", "/todo", MANY, f"{MANY}/history", "/publishers", "/publishers/visnyk.example", "/add-publisher", "/check"]
PAGES += ["/settings", "/glossary", "/set-aside", "/audit", "/users", "/me", "/api"]


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (380, 800)])
def test_nothing_moves_while_a_page_is_loaded(open_page, many, width, height):
    page = open_page(many.url, width=width, height=height)
    page.add_init_script(SHIFTS)
    for path in PAGES:
        assert page.goto(many.url + path).ok, path
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifted") < 0.02, path


@pytest.mark.parametrize("path", PAGES)
def test_fingers_hit_every_target(open_page, many, path):
    page = open_page(many.url + path, width=380, has_touch=True, is_mobile=True)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate(SMALL) == []
    assert page.locator(".key:visible, kbd:visible").count() == 0, "no key caps where there are no keys"


def test_what_is_printed_has_its_address_and_no_help(open_page, many):
    page = open_page(many.url + MANY)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".explain:visible, .decide:visible, .tools:visible").count() == 0
    assert f"{many.url}{MANY}" in page.locator("#printed").inner_text()
    assert page.locator(".texts").first.is_visible()
