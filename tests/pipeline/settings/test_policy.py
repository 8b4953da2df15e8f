"""What holds for a story: the settings of its publisher besides those of all."""

from dataclasses import replace

import pytest

from pipeline.settings.check_settings import CheckSettings
from pipeline.settings.load import HistorySettings, load_settings
from pipeline.settings.policy import fingerprint, publisher_of, times, together
from pipeline.settings.publisher_settings import Publisher

PUBLISHERS = {"visnyk.example": Publisher(name="visnyk", stale_after=1.0)}


@pytest.fixture
def settings(tmp_path):
    made = load_settings({"ZVIRKA_HOME": str(tmp_path)})
    return replace(made, publishers=PUBLISHERS, history=HistorySettings(stale_after=3.0, pending_for=6.0))


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://visnyk.example/1", True),
        ("https://www.visnyk.example/1", True),
        ("https://en.visnyk.example/1", True),
        ("https://notvisnyk.example/1", False),
        ("https://visnyk.example.org/1", False),
        ("/tmp/visnyk.example.html", False),
        ("", False),
    ],
)
def test_a_publisher_is_known_by_its_host_and_what_lies_under_it(url, known):
    assert (publisher_of(url, PUBLISHERS) is not None) is known


def test_times_of_a_publisher_go_before_those_of_all(settings):
    assert times(["https://visnyk.example/1"], settings) == HistorySettings(stale_after=1.0, pending_for=6.0)
    assert times(["https://elsewhere.example/1"], settings) == settings.history
    assert times([], settings) == settings.history


def test_one_edition_of_a_publisher_is_enough(settings):
    assert times(["https://elsewhere.example/1", "https://visnyk.example/2"], settings).stale_after == 1.0


def test_wishes_of_a_publisher_are_added(settings):
    own = CheckSettings(off=("moved",), severity={"name": "minor", "number": "minor"})
    theirs = replace(PUBLISHERS["visnyk.example"], checks=CheckSettings(off=("media",), severity={"name": "info"}))
    settings = replace(settings, checks=own, publishers={"visnyk.example": theirs})
    found = together(["https://visnyk.example/1"], settings)
    assert (found.off, found.severity) == (("moved", "media"), {"name": "info", "number": "minor"})
    assert together(["https://elsewhere.example/1"], settings) == own


def test_a_fingerprint_follows_what_is_wanted_and_not_how_it_is_written(settings, tmp_path):
    one = replace(settings, checks=CheckSettings(off=("a", "b"), severity={"x": "info", "y": "minor"}))
    other = replace(settings, checks=CheckSettings(off=("b", "a"), severity={"y": "minor", "x": "info"}))
    assert fingerprint([], one) == fingerprint([], other) != fingerprint([], settings)
    before = fingerprint([], settings)
    (tmp_path / "glossary.toml").write_text('[[term]]\nforbidden = { en = ["x"] }\n')
    assert fingerprint([], settings) != before
