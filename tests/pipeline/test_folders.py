"""Which files runs may read."""

import pytest

from pipeline.errors import UsageError
from pipeline.folders import folders, readable, refuse_outside
from pipeline.request import Request
from pipeline.settings.load import load_settings


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A person's home folder, with zvirka's inside, and a folder elsewhere."""
    for name in ("person/stories/today", "person/.ssh", "person/zvirka/pasted/1", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.chdir(tmp_path / "person" / "stories")
    return tmp_path


@pytest.fixture
def settings(place):
    return load_settings({"ZVIRKA_HOME": str(place / "person" / "zvirka")})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("person/stories/today", True),
        ("person/stories/today/uk.txt", True),
        ("person/not/there", True),
        ("person", True),
        ("person/zvirka/pasted/1", True),
        ("person/zvirka", False),
        ("person/zvirka/zvirka.db", False),
        ("person/zvirka/prefect-auth", False),
        ("person/.ssh/id_ed25519", False),
        ("person/stories/.hidden/uk.txt", False),
        ("elsewhere/uk.txt", False),
        ("person/../elsewhere", False),
        ("person-too/uk.txt", False),
    ],
)
def test_usual_folders(place, settings, path, expected):
    assert readable(f"{place}/{path}", settings) is expected


@pytest.mark.parametrize("path", ["/etc/passwd", "/", "/dev/stdin", "/proc/self/environ", "a\0b"])
def test_nothing_of_the_system(settings, path):
    assert not readable(path, settings)


def test_folders_of_the_settings_are_the_only_ones(place):
    home = {"ZVIRKA_HOME": str(place / "person" / "zvirka")}
    settings = load_settings(home | {"ZVIRKA_SERVE_FOLDERS": f"{place}/elsewhere, {place}/person/zvirka/mine"})
    assert readable(f"{place}/elsewhere/uk.txt", settings)
    assert readable(f"{place}/person/zvirka/mine/uk.txt", settings)
    assert not readable(f"{place}/person/stories", settings)
    assert not readable(f"{place}/person/zvirka/zvirka.db", settings)


def test_all_there_is_is_no_usual_folder(settings, monkeypatch):
    monkeypatch.chdir("/")
    monkeypatch.setenv("HOME", "/")
    assert folders(settings) == []
    with pytest.raises(UsageError, match="only what is not hidden in -; add its folder to serve"):
        refuse_outside(Request(story="/etc"), settings)


def test_links_lead_nowhere_else(place, settings):
    today = place / "person" / "stories" / "today"
    (place / "elsewhere" / "en.txt").write_text("a secret")
    (today / "uk.txt").write_text("a story")
    (today / "en.txt").symlink_to(place / "elsewhere" / "en.txt")
    (place / "person" / "stories" / "linked").symlink_to(place / "elsewhere")
    for story in (today, place / "person" / "stories" / "linked"):
        with pytest.raises(UsageError, match="runs may not read"):
            refuse_outside(Request(story=str(story)), settings)


def test_requests_that_are_let_through(place, settings):
    refuse_outside(Request(), settings)
    refuse_outside(Request(story="https://visnyk.example/1"), settings)
    refuse_outside(Request(story=str(place / "person" / "stories" / "no-editions")), settings)
    refuse_outside(
        Request(editions={"uk": "https://visnyk.example/1", "en": str(place / "person" / "en.txt")}), settings
    )


def test_any_edition_that_is_outside_is_refused(settings):
    with pytest.raises(UsageError, match="/etc/passwd"):
        refuse_outside(Request(editions={"uk": "https://visnyk.example/1", "en": "/etc/passwd"}), settings)
