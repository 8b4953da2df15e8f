"""A working day of an editor, in a real browser, over a server that goes real rounds at a publisher on loopback."""

import re
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from tests.flows.conftest import start
from tests.support import publisher
from tests.support.pool import wait_until
from tests.support.publisher import edition
from tests.support.site import Answer

LANGUAGES = ("uk", "en", "ru")
NIGHT = 20
#: Two stories with a wrong figure, and one that lacks an edition.
SUBURBS = {"wrong-0": "13", "wrong-1": "14", "late": ""}
#: The second feed has moved.
FILE = """# Our publishers.
[visnyk]
feeds = ["{site}/rss", "{site}/gone"]  # the desk, the suburbs
schedule = "24h"
delay = 0.0
max_age = 24
pending_for = 0.0
"""


@pytest.fixture
def desk(tmp_path, site):
    """A server whose publisher has told twenty stories over night."""
    site.put("/robots.txt", Answer(body=b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"}))
    announce(site, "/rss", [put(site, f"night-{place}", *LANGUAGES, wrong=str(20 + place)) for place in range(NIGHT)])
    home = tmp_path / "home"
    home.mkdir()
    (home / "publishers.toml").write_text(FILE.format(site=site.url("")))
    desk = start(home)
    ended = desk.zvirka("watch", "run", "visnyk")
    assert f"{NIGHT} stories compared: {NIGHT} critical" in ended.stderr, ended.stderr
    yield desk
    desk.stop()


def put(site, place, *languages, wrong=""):
    """Publish a story; where there is something wrong, one edition has that length for the road's nine metres."""
    made = [edition(code) for code in languages]
    made = [
        replace(each, paragraphs=tuple(text.replace(" 9 met", f" {wrong} met") for text in each.paragraphs))
        if wrong and each.language == "en"
        else each
        for each in made
    ]
    return publisher.publish(site, made, prefix=f"/news/{place}")


def announce(site, path, stories):
    """Serve a feed of stories: their editions' addresses by language."""
    entries = [(url, edition(code)) for urls in stories for code, url in urls.items()]
    publisher.announce(site, path, *entries, at=format_datetime(datetime.now(UTC)))


def morning(page, address):
    """Twenty findings, by keys alone."""
    page.goto(address)
    assert page.locator(".story:not(.clear)").count() == NIGHT
    page.keyboard.press("t")
    page.wait_for_url("**/todo")
    for place in range(NIGHT):
        assert page.locator("#left .critical").inner_text() == f"Critical {NIGHT - place}"
        page.keyboard.press("d")
        with page.expect_navigation():
            page.keyboard.press("2" if place % 2 else "1")
    assert "Nothing is left to do here." in page.locator("main").inner_text()


def repair(page, address, site):
    """A feed that gives nothing: tried at its new address, saved, and read by a round that is asked for."""
    page.goto(f"{address}/publishers/visnyk")
    row = page.locator("tr").filter(has_text="/gone")
    assert "gives nothing" in row.inner_text()
    page.get_by_role("link", name="Change", exact=True).click()
    page.locator("textarea[name=feeds]").fill(f"{site.url('/rss')}\n{site.url('/suburbs')}")
    page.get_by_role("button", name="Try the sources").click()
    assert "gives nothing" not in page.locator(".tried").inner_text()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/publishers/visnyk?done=saved")
    page.get_by_role("button", name="Run now").click()
    page.wait_for_url("**/publishers/visnyk?done=run")

    def compared():
        page.wait_for_timeout(1000)
        page.goto(address)
        return page.locator(".story:not(.clear)").count() == len(SUBURBS)

    wait_until(compared, 600)
    page.goto(f"{address}/publishers/visnyk")
    assert "works" in page.locator("tr").filter(has_text="/suburbs").inner_text()


def confirm(page, site, place):
    """A correction that has arrived on the site; print how long it took to see that."""
    put(site, place, *LANGUAGES)
    page.wait_for_load_state()  # keys are heard once the page's script has run
    began = time.perf_counter()
    page.keyboard.press("c")
    page.wait_for_url("**/stories/*since=*", timeout=120_000)
    assert "1 settled" in page.locator("#since").inner_text()
    sys.stdout.write(f"from the correction to its confirmation: {time.perf_counter() - began:.1f} s\n")


def fix(page, address, site):
    """The figure of the other editions, copied from the finding, is put into the text."""
    for place in range(2):
        page.goto(f"{address}/?worst=critical")
        assert page.locator(".story").count() == 2 - place
        page.locator(".story h3 a").first.click()
        page.wait_for_url("**/stories/**")
        confirm(page, site, re.search(r"/news/(wrong-\d)/", page.content())[1])
    page.goto(f"{address}/?worst=critical")
    assert page.locator(".story").count() == 0


def chase(page, address, site):
    """An edition that is absent: somebody's, with a comment, until it is there."""
    page.goto(f"{address}/?without=en")
    page.locator(".story h3 a").click()
    page.wait_for_url("**/stories/**")
    page.locator("details.owner summary").click()
    page.get_by_role("combobox", name="Owner").fill("Анна")
    page.get_by_role("button", name="Save").click()
    card = page.locator(".finding[data-edition=en]").first
    card.locator("summary").filter(has_text="Comment").click()
    card.get_by_role("textbox", name="Comment").fill("Переклад буде до обіду")
    card.get_by_role("button", name="Send").click()
    assert "Переклад буде до обіду" in page.locator(".comments").inner_text()
    confirm(page, site, "late")
    page.goto(f"{address}/?without=en")
    assert page.locator(".story").count() == 0
    page.goto(f"{address}/?owner=Анна")
    assert page.locator(".story").count() == 1


def test_a_day_at_the_desk(open_page, desk, site):
    address = desk.address["review"]
    page = open_page(address)
    morning(page, address)
    suburbs = [put(site, name, *(LANGUAGES if wrong else ("uk", "ru")), wrong=wrong) for name, wrong in SUBURBS.items()]
    announce(site, "/suburbs", suburbs)
    repair(page, address, site)
    fix(page, address, site)
    chase(page, address, site)
    assert "feeds = [" in (desk.home / "publishers.toml").read_text()
    assert (desk.home / "publishers.toml").read_text().startswith("# Our publishers.\n")
