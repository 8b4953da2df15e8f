"""``zvirka editions``: what may be the other editions of a page, why, and which were chosen."""

from dataclasses import replace

import pytest

from flows.cli import run
from tests.support.publisher import alone, announce, edition, publish


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    (tmp_path / "zvirka.toml").write_text('[fetch]\nallowed_hosts = ["127.0.0.1"]\ndelay = 0.0\n')
    return tmp_path


def other_story(language):
    """A story of the same day and desk that shares no fact with the one about the bridge."""
    texts = {
        "en": ("School closes for the winter", "Pupils in Sumy move to lessons over the network, Olena Bondar said."),
        "ru": ("Школу закрыли на зиму", "Ученики в Сумах перейдут на уроки по сети, сообщила Елена Бондарь."),
    }
    title, paragraph = texts[language]
    return replace(edition(language), title=title, paragraphs=(paragraph, *[paragraph] * 2))


def test_publisher_without_links_is_matched_over_its_feeds(site, home, capsys):
    """Neither links nor addresses say which pages belong together; the feeds of the languages list several stories."""
    pages = {
        "uk": alone(site, "/ukr/a-1", edition("uk")),
        "en": alone(site, "/en/77", edition("en")),
        "ru": alone(site, "/rus/x9", edition("ru")),
    }
    others = {code: alone(site, f"/{code}/other", other_story(code)) for code in ("en", "ru")}
    feeds = {
        code: announce(site, f"/{code}/rss", (others[code], other_story(code)), (pages[code], edition(code)))
        for code in ("en", "ru")
    }
    listed = ", ".join(f'{code} = "{url}"' for code, url in feeds.items())
    (home / "publishers.toml").write_text(f'[visnyk]\nhosts = ["127.0.0.1"]\nfeeds = {{ {listed} }}\n')
    assert run(["editions", pages["uk"]]) == 0
    given, *lines = capsys.readouterr().out.splitlines()
    assert given.startswith(f"uk {pages['uk']}")
    chosen = {line.split()[2]: line for line in lines if line.startswith("✓")}
    assert set(chosen) == {pages["en"], pages["ru"]}
    assert all("feed; 0 h; ~0.9" in line and "names" in line for line in chosen.values())
    assert {line.split()[2] for line in lines if line.startswith("·")} == set(others.values())


def test_nothing_to_choose_is_status_1(site, home, capsys):
    urls = publish(site, [edition("uk"), other_story("en")])
    assert run(["editions", urls["uk"]]) == 1
    assert capsys.readouterr().out.splitlines()[1].startswith("·")
    assert home
