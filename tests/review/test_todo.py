"""The queue: the list tells what is wrong, and "To do" leads from finding to finding inside its filters."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from storage.decisions import Choice, Reason, Scope

STORY = "/stories/security-guarantees"


def add(site, comparison, count, **changes):
    """Add stories, each older than the one before; findings of theirs have ids of their own."""
    for place in range(count):
        made = comparison.created - timedelta(hours=30 * (place + 1))
        own = tuple(replace(each, id=f"{each.id}-{place}") for each in comparison.findings)
        values = {"story": f"story-{place:03}", "created": made, "findings": own, **changes}
        site.store.record(replace(comparison, **values), {})


def test_the_list_tells_what_is_wrong_since_when_and_by_day(site, comparison):
    add(site, comparison, 2)
    page = BeautifulSoup(site.client().get("/").text, "lxml")
    assert len(page.select("h2.day")) == 3
    line = page.select(".story")[1]
    report = BeautifulSoup(site.client().get("/stories/story-000").text, "lxml")
    told = report.select_one("h1").get_text().strip().replace("\xa0", " ")
    assert sorted(line.select_one(".said").get_text().split("; ")) == sorted(told.split("; "))
    assert "open for 1 day" in line.get_text() or "open for 30 hours" in line.get_text()
    listed = site.client().get("/stories.json?lang=uk").json()["stories"][0]
    assert listed["verdict"].startswith("1 число не збігається")
    assert listed["owner"] == ""


def test_stories_are_filtered_by_their_owner(site, comparison):
    add(site, comparison, 2)
    client = site.client()
    assert client.submit("/stories/story-000/owner", owner="Анна").status_code == 303
    assert client.submit("/stories/story-001/owner.json", owner="Борис").json() == {"owner": "Борис"}
    names = {"Анна": ["story-000"], "Борис": ["story-001"], "-": ["security-guarantees"], "Віра": []}
    for name, stories in names.items():
        listed = client.get("/stories.json", params={"owner": name}).json()["stories"]
        assert [each["id"] for each in listed] == stories
    both = client.get("/stories.json", params={"owner": "Анна", "worst": "critical", "q": "security"}).json()
    assert [each["owner"] for each in both["stories"]] == ["Анна"]
    page = BeautifulSoup(client.get("/").text, "lxml")
    assert [each.get_text() for each in page.select("select[name=owner] option")] == [
        "anybody",
        "Анна",
        "Борис",
        "nobody",
    ]


def test_a_story_keeps_its_owner_when_it_is_compared_again(site, comparison):
    client = site.client()
    client.submit(f"{STORY}/owner", owner="Анна")
    site.store.record(replace(comparison, created=datetime.now(UTC)), {})
    assert [each["id"] for each in client.get("/stories.json?owner=Анна").json()["stories"]] == ["security-guarantees"]
    client.submit(f"{STORY}/owner", owner="")
    assert client.get("/stories.json?owner=Анна").json()["stories"] == []
    assert len(client.get("/stories.json?owner=-").json()["stories"]) == 1


@pytest.mark.parametrize("owner", ["-", "a" * 101])
def test_odd_owners_are_refused(shared, owner):
    assert shared.client().submit(f"{STORY}/owner", owner=owner).status_code == 422


def test_fifty_stories_wait_and_the_first_finding_is_settled_with_three_keys(open_page, site, comparison):
    add(site, comparison, 50)
    page = open_page(site.url)
    page.keyboard.press("t")
    page.wait_for_url("**/todo")
    before = page.locator("#left .critical").inner_text()
    assert before == "Critical 51"
    first = page.locator(".finding").get_attribute("id")
    page.keyboard.press("d")
    with page.expect_navigation():
        page.keyboard.press("1")
    assert page.locator("#left .critical").inner_text() == "Critical 50"
    assert page.locator(".finding").get_attribute("id") != first
    assert page.evaluate("document.activeElement.classList.contains('finding')"), "one goes on without looking for it"


def test_the_queue_goes_through_all_findings_and_ends(open_page, site, comparison):
    add(site, comparison, 2)
    page = open_page(f"{site.url}/todo")
    seen = []
    while page.locator(".finding").count():
        seen.append(page.locator(".finding").get_attribute("id"))
        page.keyboard.press("d")
        with page.expect_navigation():
            page.keyboard.press("2")
    assert len(seen) == len(set(seen)) == 9, "three of each story; notes are not to be done"
    assert "Nothing is left to do here." in page.locator("main").inner_text()


def test_passing_over_going_back_and_undoing(open_page, site, comparison):
    add(site, comparison, 1)
    page = open_page(f"{site.url}/todo")
    seen = []
    for _ in range(3):
        seen.append(page.locator(".finding").get_attribute("id"))
        with page.expect_navigation():
            page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.locator(".finding").get_attribute("id") == seen[-1]
    page.keyboard.press("d")
    with page.expect_navigation():
        page.keyboard.press("1")
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator(".finding").get_attribute("id") == seen[-1]
    for _ in range(4):
        with page.expect_navigation():
            page.keyboard.press("j")
    assert "what you passed over is still there" in page.locator("main").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector(".finding")
    assert page.locator(".finding").get_attribute("id") == seen[0]


def test_the_queue_stays_inside_its_filter(site, comparison):
    add(site, comparison, 3)
    client = site.client()
    client.submit("/stories/story-001/owner", owner="Анна")
    left = client.get("/todo.json?owner=Анна").json()
    assert (left["stories"], left["counts"]["critical"], left["task"]["story"]) == (1, 1, "story-001")
    stories = set()
    while left["task"]:
        stories.add(left["task"]["story"])
        left = client.get(left["task"]["next"]).json()
    assert stories == {"story-001"}
    assert client.get("/todo.json?worst=minor").json()["task"] is None
    for wrong in ("worst=terrible", "in=critical&at=x&finding=y", "in=x&at=2026-01-01T00:00:00~y"):
        assert client.get(f"/todo.json?{wrong}").status_code == 400, wrong


def test_the_queue_works_without_javascript_and_in_ukrainian(open_page, site, comparison):
    add(site, comparison, 1)
    page = open_page(f"{site.url}/todo?lang=uk", script=False)
    first = page.locator(".finding").get_attribute("id")
    page.get_by_role("link", name="Пізніше, наступне зауваження").click()
    assert page.locator(".finding").get_attribute("id") != first
    page.locator("summary").filter(has_text="Відхилити").click()
    page.get_by_role("button", name="Відхилити").click()
    assert page.locator("#left .major").inner_text() == "Важливе 3"
    page.get_by_role("button", name="Скасувати").click()
    assert page.locator("#left .major").inner_text() == "Важливе 4"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 380)])
def test_axe_finds_nothing_in_the_queue(open_page, site, comparison, scheme, width):
    add(site, comparison, 1)
    page = open_page(f"{site.url}/todo", scheme=scheme, width=width)
    for path in ("/todo", "/todo?owner=Nobody", "/"):
        page.goto(site.url + path)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def promise(site, comparison, until):
    choice = Choice(
        reason=Reason.WILL_FIX, scope=Scope.TEXT, who="Анна", made=datetime.now(UTC), fixer="Борис", until=until
    )
    site.store.decisions.make(comparison, comparison.findings[:1], choice)


def test_what_somebody_will_fix_counts_until_the_text_changes(site, comparison):
    client, now = site.client(), datetime.now(UTC)
    found = comparison.findings[0]
    day = (now + timedelta(days=2)).date().isoformat()
    answer = client.submit(
        f"{STORY}/decisions", finding=found.id, reason="will-fix", scope="publisher", fixer="Борис", until=day
    )
    assert answer.status_code == 303
    page = BeautifulSoup(client.get(STORY).text, "lxml")
    card = page.select_one(f"[id='f-{found.id}']")
    assert card["data-state"] == "promised"
    assert "Борис will fix it by" in card.get_text()
    counts = {each["id"]: each["counts"] for each in client.get("/stories.json").json()["stories"]}
    assert sum(counts["security-guarantees"].values()) == 4, "a promise settles nothing"
    ids = []
    left = client.get("/todo.json").json()
    while left["task"]:
        ids.append(left["task"]["finding"])
        left = client.get(left["task"]["next"]).json()
    assert found.id not in ids
    assert len(ids) == 2
    assert client.get(f"{STORY}/decisions.json").json()[0]["scope"] == "text"
    assert "Борис" in client.get(f"{STORY}/history").text


def test_a_promise_whose_day_has_passed_is_to_do_again(site, comparison):
    found = comparison.findings[0]
    promise(site, comparison, datetime.now(UTC) - timedelta(minutes=1))
    client = site.client()
    assert found.id in client.get("/todo").text
    page = BeautifulSoup(client.get(STORY).text, "lxml")
    card = page.select_one(f"[id='f-{found.id}']")
    assert card["data-state"] == "open"
    assert "Борис was to fix it by" in card.get_text()
    client.submit(f"{STORY}/decisions", finding=found.id, reason="deliberate", scope="text")
    assert BeautifulSoup(client.get(STORY).text, "lxml").select_one(f"[id='f-{found.id}']")["data-state"] == "dismissed"


@pytest.mark.parametrize(
    ("until", "said"), [("soon", "Give a day"), ("2020-01-01", "That day is over"), ("9999-12-31", "Give a day")]
)
def test_promises_need_a_day_to_come(shared, comparison, until, said):
    found = comparison.findings[0].id
    answer = shared.client().submit(
        f"{STORY}/decisions.json", finding=found, reason="will-fix", scope="text", until=until
    )
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_comments_are_plain_text_under_the_finding_and_in_the_history(open_page, site, comparison):
    page = open_page(site.url + STORY, script=False)
    card = page.locator(".finding").first
    card.locator("summary").filter(has_text="Comment").click()
    card.get_by_role("textbox", name="Comment").fill("<b>Спитаю</b> перекладача\nдо обіду")
    card.get_by_role("button", name="Send").click()
    assert "<b>Спитаю</b> перекладача\nдо обіду" in page.locator(".comments").inner_text()
    page.get_by_role("link", name="History").click()
    assert "<b>Спитаю</b> перекладача" in page.locator(".history").inner_text()
    client = site.client()
    found = comparison.findings[1].id
    said = client.submit(f"{STORY}/comments.json", finding=found, text="друге").json()
    assert [each["text"][-5:] for each in said] == ["обіду", "друге"]
    assert client.submit(f"{STORY}/comments", finding=found, text=" ").status_code == 422
    assert client.submit(f"{STORY}/comments", finding="none", text="x").status_code == 409
    assert client.submit("/stories/none/comments", finding=found, text="x").status_code == 404


def test_readers_only_look(staffed):
    reader = staffed.client("reader")
    assert reader.get("/todo").status_code == 200
    assert "Dismiss" not in reader.get("/todo").text
    assert reader.submit(f"{STORY}/owner", owner="reader").status_code == 403
    assert reader.submit(f"{STORY}/comments", finding="x", text="x").status_code == 403
