"""Schedules that were set in Prefect's pages outlive a restart; what the settings say is not lost either."""

import signal

import pytest

from flows.serving.schedules import form, read, together
from tests.flows.conftest import start

SECTION = '[{name}]\nfeeds = ["https://{name}.example/rss"]\nschedule = "24h"\n'


def schedule(slug, seconds, *, active=True):
    """A schedule as the server has it."""
    when = {"interval": seconds, "timezone": "Europe/Kyiv", "anchor_date": "2026-01-01T00:00:00Z"}
    return {"slug": slug, "active": active, "parameters": {"publisher": slug}, "schedule": when}


OURS, CHANGED, PAUSED = schedule("visnyk", 600), schedule("visnyk", 7200), schedule("visnyk", 600, active=False)


@pytest.mark.parametrize(
    ("before", "theirs", "expected"),
    [
        (None, [], [OURS]),
        (OURS, [OURS], [OURS]),
        (OURS, [CHANGED], [CHANGED]),
        (OURS, [PAUSED], [PAUSED]),
        (CHANGED, [CHANGED], [OURS]),
        (schedule("visnyk", 60), [CHANGED], [OURS]),
        (OURS, [], [OURS]),
        (OURS, [OURS, schedule(None, 3600)], [OURS, schedule(None, 3600)]),
        (None, [schedule(None, 600)], [OURS]),
    ],
    ids=["first", "unchanged", "changed there", "paused there", "changed here", "changed on both", "deleted there",
         "added there", "ours from before they had names"],
)  # fmt: skip
def test_what_changed_since_the_last_time_holds(before, theirs, expected):
    known = {"visnyk": form(read(before))} if before else {}
    assert [form(each) for each in together([read(OURS)], theirs, known)] == [form(read(each)) for each in expected]


def test_schedule_of_a_publisher_that_is_watched_no_more_goes():
    assert together([], [OURS], {"visnyk": form(read(OURS))}) == []


def there(serving, deployment):
    found = serving.ask("GET", f"deployments/name/{deployment}")
    return found["id"], {each["slug"]: each for each in found["schedules"]}


def test_schedules_of_the_pages_survive_a_restart(tmp_path):
    """A watch that was paused in Prefect was active again after a restart, and an hourly recheck was gone.

    So was the pause of one that ``zvirka watch`` had scheduled while the server ran.
    """
    (tmp_path / "publishers.toml").write_text(SECTION.format(name="visnyk") + SECTION.format(name="herald"))
    first = start(tmp_path)
    try:
        first.zvirka("watch", "add", "courier", "--feed", "https://courier.example/rss", "--schedule", "24h")
        watch, schedules = there(first, "watch/watch")
        for slug in ("visnyk", "courier"):
            first.ask("PATCH", f"deployments/{watch}/schedules/{schedules[slug]['id']}", {"active": False})
        recheck, _ = there(first, "recheck/recheck")
        hourly = {"schedule": {"interval": 3600, "timezone": "Europe/Kyiv"}, "active": True, "slug": "hourly"}
        first.ask("POST", f"deployments/{recheck}/schedules", [hourly])
    finally:
        first.stop(signal.SIGINT)
    file = tmp_path / "publishers.toml"
    file.write_text(file.read_text().replace("[herald]", "[gazette]"))  # by hand: nobody has told the server
    second = start(tmp_path)
    try:
        _, schedules = there(second, "watch/watch")
        active = {slug: each["active"] for slug, each in schedules.items()}
        assert active == {"visnyk": False, "courier": False, "gazette": True}
        _, schedules = there(second, "recheck/recheck")
        assert set(schedules) == {"recheck", "hourly"}
        listed = second.zvirka("watch", "list").stdout.splitlines()
        assert "paused" in next(line for line in listed if line.startswith("visnyk"))
        assert "24h" in next(line for line in listed if line.startswith("gazette"))
    finally:
        second.stop(signal.SIGINT)
