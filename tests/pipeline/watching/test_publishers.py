"""Edits of publishers.toml: what was there stays, and what was written is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.settings.load import load_settings
from pipeline.watching.watched_publishers import Publisher, PublisherError, add, edit, for_publisher, get, load, pause
from sources.types import DayArchive

FEED = "https://visnyk.example/rss"
MINE = f"""# my own words
[herald]  # the other one
feeds = ["{FEED}"]
paused = false  # for now
schedule = "5m"

[[herald.notify]]
to = "TEST_DESK"
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "publishers.toml").write_text(MINE)
    return tmp_path / "publishers.toml"


def test_added_publisher_is_read_as_it_was_given(tmp_path):
    made = Publisher(
        name="visnyk",
        feeds=(FEED, f"{FEED}?en"),
        sitemaps=("https://visnyk.example/map.xml",),
        archives=(DayArchive(address="https://visnyk.example/{year}/{month}/{day}", links="/news/"),),
        languages=("uk", "en"),
        schedule="15 * * * *",
    )
    add(tmp_path / "home", made)
    assert get(tmp_path / "home", "visnyk") == made


def test_what_was_written_by_hand_stays(file):
    add(file.parent, Publisher(name="visnyk", feeds=(FEED,)))
    assert file.read_text().startswith(MINE.rstrip())
    assert sorted(load(file.parent)) == ["herald", "visnyk"]


def test_name_that_is_taken_is_refused(file):
    with pytest.raises(PublisherError, match="watched already"):
        add(file.parent, Publisher(name="herald", feeds=(FEED,)))
    assert file.read_text() == MINE


@pytest.mark.parametrize("schedule", ["", "often", "0s", "5 minutes"])
def test_schedule_that_cannot_be_used_is_refused_and_nothing_is_written(file, schedule):
    with pytest.raises(PublisherError):
        add(file.parent, Publisher(name="visnyk", feeds=(FEED,), schedule=schedule))
    assert file.read_text() == MINE


def test_pause_changes_one_line_of_one_section(file):
    add(file.parent, Publisher(name="visnyk", feeds=(FEED,)))
    pause(file.parent, "herald", paused=True)
    assert {name: each.paused for name, each in load(file.parent).items()} == {"herald": True, "visnyk": False}
    pause(file.parent, "visnyk", paused=True)
    pause(file.parent, "herald", paused=False)
    assert {name: each.paused for name, each in load(file.parent).items()} == {"herald": False, "visnyk": True}
    text = file.read_text()
    assert text.count("paused") == 2
    assert text.startswith("# my own words\n[herald]  # the other one\n")
    assert get(file.parent, "herald").notify[0].to == "TEST_DESK"


def test_unknown_publisher_cannot_be_paused(file):
    with pytest.raises(PublisherError):
        pause(file.parent, "nobody", paused=True)


@given(states=st.lists(st.booleans(), min_size=1, max_size=6))
def test_the_last_pause_counts(tmp_path_factory, states):
    home = tmp_path_factory.mktemp("home")
    add(home, Publisher(name="visnyk", feeds=(FEED,)))
    for paused in states:
        pause(home, "visnyk", paused=paused)
    assert get(home, "visnyk") == Publisher(name="visnyk", feeds=(FEED,), paused=states[-1])


def test_settings_of_a_publisher_win_where_it_has_its_own(tmp_path):
    settings = load_settings({"ZVIRKA_HOME": str(tmp_path)})
    own = for_publisher(
        settings, Publisher(name="visnyk", stale_after=1.0, pending_for=0.0, delay=9.0, languages=("uk", "ru"))
    )
    assert (own.history.stale_after, own.history.pending_for, own.fetch.delay) == (1, 0, 9)
    assert own.languages == ("uk", "ru")
    assert for_publisher(settings, Publisher(name="visnyk")) == settings


def test_what_is_edited_changes_and_all_else_stays(tmp_path):
    section = '[visnyk]\nfeeds = ["https://visnyk.example/rss"] # all\nschedule = "10m"\npaused = true\n'
    text = f"# ours\n{section}\n[b]\nfeeds = []\n"
    (tmp_path / "publishers.toml").write_text(text)
    edit(tmp_path, "visnyk", feeds=(), sitemaps=(), schedule="5m")
    written = (tmp_path / "publishers.toml").read_text()
    assert sorted(written.splitlines()) == sorted(text.replace("10m", "5m").splitlines())
    for wrong in ({"schedule": "often"}, {"feeds": ("notaurl",)}, {}):
        with pytest.raises(PublisherError):
            edit(tmp_path, "visnyk", **{"feeds": (), "sitemaps": (), "schedule": "", **wrong})
    assert (tmp_path / "publishers.toml").read_text() == written
