"""A working day of an editor, in a real browser: the list in the morning, findings settled, corrections confirmed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.review.conftest import check_address
from tests.support import publisher
from tests.support.publisher import edition

LANGUAGES = ("uk", "en", "ru")


@pytest.fixture
def desk(house):
    return house("pending_for = 0.0")


def put(pages, place, *languages, wrong=""):
    """Publish a story; where there is something wrong, one edition has that length for the road's nine metres."""
    made = [edition(code) for code in languages]
    made = [
        replace(each, paragraphs=tuple(text.replace(" 9 met", f" {wrong} met") for text in each.paragraphs))
        if wrong and each.language == "en"
        else each
        for each in made
    ]
    return publisher.publish(pages, made, prefix=f"/news/{place}")


def morning(page, desk):
    """Twenty findings, by keys alone."""
    page.goto(desk.url)
    assert page.locator(".story").count() == 23
    assert page.locator(".story.clear").count() == 0
    page.keyboard.press("t")
    page.wait_for_url("**/todo")
    for place in range(20):
        page.keyboard.press("d")
        with page.expect_navigation():
            page.keyboard.press("2" if place % 2 else "1")
    assert page.locator(".finding").count() == 1


def confirm(page, pages, story, place):
    """A correction that has arrived on the site."""
    put(pages, place, *LANGUAGES)
    page.goto(story)
    page.keyboard.press("c")
    page.wait_for_url("**/stories/*since=*", timeout=120_000)
    assert "settled" in page.locator("#since").inner_text()


def chase(page, desk, pages, late):
    """An edition that is absent: somebody's, with a comment, until it is there."""
    page.goto(f"{desk.url}/?without=en")
    page.locator(".story h3 a").click()
    page.wait_for_url(late)
    page.locator("details.owner summary").click()
    page.get_by_role("combobox", name="Owner").fill("Анна")
    page.get_by_role("button", name="Save").click()
    card = page.locator(".finding[data-edition=en]").first
    card.locator("summary").filter(has_text="Comment").click()
    card.get_by_role("textbox", name="Comment").fill("Переклад буде до обіду")
    card.get_by_role("button", name="Send").click()
    assert "Переклад буде до обіду" in page.locator(".comments").inner_text()
    confirm(page, pages, late, "late")
    page.goto(f"{desk.url}/?without=en")
    assert page.locator(".story").count() == 0
    page.goto(f"{desk.url}/?owner=Анна")
    assert page.locator(".story").count() == 1


def test_a_day_at_the_desk(open_page, desk, pages, comparison):
    for place in range(20):  # what came in over night
        found = tuple(replace(each, id=f"{each.id}-{place}") for each in comparison.findings)
        made = comparison.created - timedelta(hours=place + 1)
        desk.store.record(replace(comparison, story=f"night-{place:02}", created=made, findings=found), {})
    page = open_page(desk.url)
    wrong = [
        check_address(page, desk, put(pages, f"wrong-{place}", *LANGUAGES, wrong="19")["uk"]) for place in range(2)
    ]
    late = check_address(page, desk, put(pages, "late", "uk", "ru")["uk"])
    morning(page, desk)
    for place, story in enumerate(wrong):
        confirm(page, pages, story, f"wrong-{place}")
    chase(page, desk, pages, late)
