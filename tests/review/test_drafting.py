"""Machine drafts on request, with a button that needs no JavaScript."""

import shutil

import pytest
from bs4 import BeautifulSoup

from tests.review.conftest import Site

STORY = "/stories/security-guarantees"


@pytest.fixture
def drafting(tmp_path, staffed_template, libre):
    """The app with three people and a provider of drafts."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(staffed_template, home / "zvirka.db")
    (home / "zvirka.toml").write_text('[drafts]\nprovider = "libre"\nretries = 0\ndelay = 0.0\n')
    site = Site(home, ZVIRKA_LIBRE_URL=libre.base, ZVIRKA_ALLOW_HOSTS="127.0.0.1").start()
    yield site
    site.stop()


def missing(comparison):
    return next(finding.id for finding in comparison.findings if finding.kind == "missing")


def buttons(client):
    page = BeautifulSoup(client.get(STORY).text, "lxml")
    return page.select(f'form[action="{STORY}/drafts"]')


def test_an_editor_asks_for_a_draft_and_sees_it(drafting, comparison, libre):
    client = drafting.client("editor")
    (form,) = buttons(client)
    assert form.select_one("button").get_text() == "Ask libre for a draft"
    assert form.select_one("[name=finding]")["value"] == missing(comparison)
    answer = client.submit(f"{STORY}/drafts", finding=missing(comparison))
    assert answer.headers["location"] == f"{STORY}#f-{missing(comparison)}"
    shown = [draft.get_text() for draft in BeautifulSoup(client.get(STORY).text, "lxml").select("details.draft")]
    made = [text for text in shown if text.startswith("Machine draft for RU from UA: libre, ")]
    assert len(made) == 1
    assert "Это черновик на русском языке" in made[0]
    assert "Machine translation, not proofread" in made[0]
    assert len(libre.seen) == 2  # one from each edition that has the paragraph
    stored = drafting.store.comparison(comparison.story)
    assert stored.articles == comparison.articles


def test_a_failure_is_told_in_the_readers_language(drafting, comparison, libre):
    libre.key = "another"
    client = drafting.client("editor")
    client.submit(f"{STORY}/drafts", finding=missing(comparison))
    assert "сервіс не приймає ключ" in client.get(f"{STORY}?lang=uk").text


def test_readers_have_no_button_and_may_not(drafting, comparison):
    client = drafting.client("reader")
    assert buttons(client) == []
    assert client.submit(f"{STORY}/drafts", finding=missing(comparison)).status_code == 403


def test_programs_get_json(drafting, comparison):
    client = drafting.client("editor")
    token = {"x-form-token": client.get("/me.json").json()["token"]}
    made = client.post(f"{STORY}/drafts.json", json={"finding": [missing(comparison)]}, headers=token).json()
    assert [(each["source"], each["target"], each["cause"]) for each in made] == [
        ("uk", "ru", None),
        ("en", "ru", None),
    ]
    assert client.post("/stories/none/drafts.json", json={"finding": ["x"]}, headers=token).status_code == 404


def test_a_form_without_its_token_is_refused(drafting, comparison):
    client = drafting.client("editor")
    assert client.post(f"{STORY}/drafts", data={"finding": missing(comparison)}).status_code == 403


def test_without_a_provider_there_is_no_button(site, comparison):
    client = site.client()
    assert buttons(client) == []
    assert client.submit(f"{STORY}/drafts", finding=missing(comparison)).status_code == 409
