"""The commands that show things."""

import json
import os
from pathlib import Path

import pytest

from flows.cli import run
from pipeline.settings.load import load_settings
from pipeline.watching.watched_publishers import load
from sources.types import DayArchive
from storage.store import Store

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "security-guarantees"


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def said(capsys):
    """Run a command and return its status and what it said."""

    def said(*arguments):
        status = run(arguments)
        out, err = capsys.readouterr()
        assert err == "" or status
        return status, out + err

    return said


def test_parse_shows_blocks_and_what_was_set_aside(said):
    status, out = said("parse", str(EXAMPLE / "en.html"))
    assert status == 0
    assert "Zelenskyy: security guarantees first" in out
    assert "paragraph, lead" in out
    assert "hreflang" in out
    assert "boilerplate" in out


def test_parse_as_json(said):
    status, out = said("parse", str(EXAMPLE / "uk.html"), "--format", "json")
    article = json.loads(out)
    assert (status, article["language"]) == (0, "uk")
    assert article["blocks"][0]["role"] == "lead"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uk", ("мова українська", "абзац, лід", "Не належить до статті")),
        ("ru", ("язык украинский", "абзац, лид", "Не относится к статье")),
    ],
)
def test_parse_speaks_the_readers_language(said, language, words):
    _, out = said("parse", str(EXAMPLE / "uk.html"), "--ui-language", language)
    assert [each for each in words if each not in out] == []


def test_parse_shows_where_every_line_of_a_paste_went(said, tmp_path):
    page = tmp_path / "bridge.uk.txt"
    lines = (
        "Міст через Сулу відкрили на місяць раніше",
        "Деталі: рух поновили о восьмій ранку, повідомила міська рада.",
        "Оновлено 17:26",
        "Через річку знову ходять автобуси, їх чекали два роки.",
    )
    page.write_text("\n\n".join(lines))
    _, out = said("parse", str(page), "--ui-language", "en")
    assert "paragraph, lead, details:" in out
    assert [line for line in lines if line.removeprefix("Деталі: ") not in out] == []


def test_second_opinion_is_shown_where_it_differs(said, tmp_path):
    lines = [
        "The bridge was opened a month early on Saturday, and the first to cross it was a woman with a goat.",
        "Builders had worked in three shifts since March, said the head of the works, who had promised a bridge.",
        "The old bridge had stood for ninety years and was carried away by the flood with all that was on it.",
        "Two villages had no doctor since then, and children went to school by boat when the wind let them.",
        "The new bridge is twelve metres wide and has a path for those who walk, which the old one never had.",
        "Next spring the town is going to plant lime trees along the road that leads to it, if there is money.",
    ]
    rest = "".join(f"<div class='slideshow-footer'><p>{line}</p></div>" for line in lines[1:])
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><h1>Bridge</h1><p>{lines[0]}</p>{rest}</article></body></html>")
    _, plain = said("parse", str(page))
    _, checked = said("parse", str(page), "--cross-check")
    assert "second extractor" not in plain
    assert "a second extractor read the page otherwise: of 100 words the two share" in checked
    assert "What the second extractor read" in checked


def test_parse_of_nothing_is_one_line(said):
    assert said("parse", "nothing.html") == (
        2,
        "zvirka: nothing.html does not exist; give a URL, an HTML file, a text file or a folder\n",
    )


def test_align_explains_rows(said):
    status, out = said("align", str(EXAMPLE), "--explain")
    assert status == 0
    assert "UA   0 " in out
    assert "en-uk +" in out


def test_checks_have_examples(said):
    status, out = said("checks")
    assert status == 0
    assert "missing  Major\n" in out


def test_language_of_the_interface_is_named_by_the_label_of_its_edition_too(said):
    assert said("checks", "--ui-language", "UA") == said("checks", "--ui-language", "uk")
    assert said("checks", "--ui-language", "de")[0] == 2


def test_stories_with_findings_are_listed_by_the_title_in_the_readers_language(said):
    said("check", str(EXAMPLE))
    assert "security guarantees first" in said("findings", "--ui-language", "en")[1]
    assert "спершу гарантії безпеки" in said("findings", "--ui-language", "uk")[1]


def test_dismissed_findings_never_count(said):
    assert said("check", str(EXAMPLE), "--format", "csv")[0] == 1
    story = said("findings")[1].split()[0]
    open_ones = [line.split()[0] for line in said("findings", story)[1].splitlines()]
    for finding in open_ones:
        assert said("dismiss", story, finding, "--reason", "deliberate")[0] == 0
    assert all("dismissed" in line for line in said("findings", story)[1].splitlines())
    assert said("check", str(EXAMPLE), "--format", "csv")[0] == 0
    with Store(load_settings(os.environ).database_url) as store:
        noted = [entry.detail.split()[-1] for entry in store.users.trail() if entry.action == "dismiss"]
    assert noted == open_ones[::-1]


def test_what_is_not_there_cannot_be_dismissed(said):
    assert said("dismiss", "no-story", "no-finding")[1].startswith("zvirka: there is no story no-story")
    assert said("findings", "no-story")[0] == 2


def test_doctor_warns_of_what_is_optional_and_ends_with_0(said):
    status, out = said("doctor")
    assert status == 0
    assert "the server is not running; zvirka serve starts it" in out


def test_doctor_says_what_is_broken(said, monkeypatch):
    monkeypatch.setenv("ZVIRKA_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    status, out = said("doctor")
    assert status == 1
    assert "cannot be opened" in out


def test_status_of_a_quiet_house(said, home):
    status, out = said("status")
    assert status == 0
    assert str(home) in out
    assert "0 done, 0 waiting, 0 failed" in out


def test_config_hides_secrets(said, monkeypatch):
    monkeypatch.setenv("ZVIRKA_DEEPL_KEY", "secret-key")
    status, out = said("config", "show")
    assert status == 0
    assert "secret-key" not in out
    assert "# deepl_key: set" in out


def test_config_is_shown_as_the_file_that_it_can_be_written_into(said, tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    monkeypatch.setenv("ZVIRKA_ALLOW_HOSTS", "b.example,a.example")
    (tmp_path / "publishers.toml").write_text('[visnyk]\nfeeds = ["https://visnyk.example/rss"]\n')
    _, out = said("config", "show")
    (tmp_path / "zvirka.toml").write_text(out)
    monkeypatch.delenv("ZVIRKA_ALLOW_HOSTS")
    assert 'allowed_hosts = ["a.example", "b.example"]' in out
    assert out.splitlines()[-1] == f"# {tmp_path / 'publishers.toml'}: visnyk.example"
    assert said("config", "show") == (0, out)


@pytest.mark.parametrize(
    ("section", "why"),
    [
        ("[Big]\nfeeds = []\n", "[Big] cannot name a publisher"),
        ("[a]\nfeeds = 3\n", "feeds of a cannot be used"),
        ('[a]\nschedule = "often"\n', "the schedule of a is neither"),
        ("[a\n", "cannot be read"),
        ("[a]\nnonsense = 1\n", "nonsense of a cannot be used"),
    ],
)
def test_publishers_that_cannot_be_used_are_one_line(section, why, said, tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    (tmp_path / "publishers.toml").write_text(section)
    status, out = said("watch", "list")
    assert status == 2
    assert why in out
    assert out.count("\n") == 1


def test_archive_is_added_with_what_its_links_have(said, tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    address, links = "https://a.example/{year}/{month}/{day}", r"/news/\d+"
    assert said("watch", "add", "a", "--archive", address)[0] == 2
    status, out = said("watch", "add", "a", "--archive", "https://a.example/today", "--links", links)
    assert (status, "address needs {year}" in out) == (2, True)
    status, out = said("watch", "add", "a", "--archive", address, "--links", "(")
    assert (status, "no regular expression" in out) == (2, True)
    assert not (tmp_path / "publishers.toml").exists()
    run(["watch", "add", "a", "--archive", address, "--links", links])
    assert load(tmp_path)["a"].archives == (DayArchive(address=address, links=links),)


def test_publishers_file_keeps_its_comments(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    file = tmp_path / "publishers.toml"
    file.write_text('# ours\n[a]  # first\nfeeds = ["https://a.example/rss"]  # the only one\n')
    run(["watch", "add", "b", "--feed", "https://b.example/rss", "--schedule", "*/5 * * * *"])
    run(["watch", "pause", "a"])
    run(["watch", "pause", "b"])
    run(["watch", "resume", "b"])
    assert file.read_text() == (
        '# ours\n[a]  # first\npaused = true\nfeeds = ["https://a.example/rss"]  # the only one\n\n'
        '[b]\npaused = false\nfeeds = ["https://b.example/rss"]\nschedule = "*/5 * * * *"\n'
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("Вісник UX", "--feed", "https://a.example/rss"), "cannot name a publisher"),
        (("a",), "nothing to look at; give --feed"),
        (("a", "--feed", "notaurl"), "notaurl is no address"),
        (("a", "--feed", "file:///etc/passwd"), "is no address"),
    ],
)
def test_publisher_that_could_never_be_watched_is_refused_in_one_line(arguments, why, said, tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    status, out = said("watch", "add", *arguments)
    assert (status, out.count("\n")) == (2, 1)
    assert why in out
    assert not (tmp_path / "publishers.toml").exists()


def test_publisher_is_removed_with_all_that_is_its_own(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    monkeypatch.setenv("ZVIRKA_UI_LANGUAGE", "en")
    file = tmp_path / "publishers.toml"
    file.write_text(
        '# ours\n[a]\nfeeds = []\n[a.checks]\noff = ["moved"]\n[[a.notify]]\nto = "DESK"\n[a-b]\nfeeds = []\n'
    )
    assert run(["watch", "remove", "a"]) == 0
    assert "a is no longer watched" in capsys.readouterr().err
    assert file.read_text() == "# ours\n[a-b]\nfeeds = []\n"
    assert run(["watch", "remove", "a"]) == 2
    assert run(["watch", "add", "c", "--feed", "https://c.example/rss"]) == 0
    assert "c is watched: 10m" in capsys.readouterr().err
    assert run(["watch", "edit", "c", "--schedule", "5m"]) == 0
    assert "c is watched: 5m" in capsys.readouterr().err
    assert run(["watch", "edit", "c"]) == 2
    assert "nothing to change" in capsys.readouterr().err
    assert run(["watch", "pause", "c"]) == 0
    assert "c is paused" in capsys.readouterr().err
