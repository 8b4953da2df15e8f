"""Debian's WordPress: its drafts are compared before they are published, and it asks the gate before it publishes."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment.types import FindingKind
from pipeline.check import Request, check
from pipeline.errors import TooFewEditionsError
from pipeline.settings.load import load_settings
from pipeline.watching.news import batch_of, record_news
from pipeline.watching.watched_publishers import get
from storage.decisions import Choice, Reason, Scope
from storage.store import Store
from storage.work_items import Work
from tests.review.conftest import Site
from tests.support.publisher import edition
from tests.support.wordpress import WordPress, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"{missing()} is not installed")

PLUGIN = Path(__file__).parents[2] / "sources" / "wordpress" / "zvirka.php"
TOKEN = "open-sesame"
#: What the plugin asks Polylang, which Debian does not have: the editions are kept with each post, in the same form.
POLYLANG = """<?php
register_post_meta('post', 'editions', array('show_in_rest' => true, 'single' => true, 'type' => 'string'));
function pll_get_post_translations($id) {
    return json_decode(get_post_meta($id, 'editions', true) ?: '[]', true);
}
"""
SECTION = """
[visnyk]
wordpress = {{ site = "{url}", user = "{user}", password = "VISNYK_WORDPRESS"{more} }}
languages = ["uk", "en"]
delay = 0.0
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("wordpress") / "home"
    home.mkdir()
    return home


@pytest.fixture(scope="module")
def gate(home):
    site = Site(home, ZVIRKA_GATE_TOKEN=TOKEN).start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def wordpress(gate):
    plugins = {"polylang.php": POLYLANG, "zvirka.php": PLUGIN.read_text()}
    wordpress = WordPress(plugins, ZVIRKA_GATE=f"{gate.url}/gate", ZVIRKA_GATE_TOKEN=TOKEN, ZVIRKA_TIMEOUT="300")
    yield wordpress
    wordpress.stop()


@pytest.fixture
def watch(home, wordpress, monkeypatch):
    """Write the section of the publisher, and return the settings."""

    def watch(user="editor", more="", password=None):
        (home / "publishers.toml").write_text(SECTION.format(url=wordpress.url, user=user, more=more))
        monkeypatch.setenv("VISNYK_WORDPRESS", wordpress.passwords[user] if password is None else password)
        own = {"ZVIRKA_HOME": str(home), "ZVIRKA_ALLOW_HOSTS": "127.0.0.1", "ZVIRKA_UI_LANGUAGE": "en"}
        for name, value in own.items():
            monkeypatch.setenv(name, value)
        return load_settings(os.environ)

    return watch


@pytest.fixture
def posts(wordpress):
    """Put the bridge story into WordPress as drafts that are linked, the English one with another sum."""
    made = {}
    for language in ("uk", "en"):
        told = edition(language)
        title = told.title.replace("12 million", "15 million")
        made[language] = save(wordpress, "posts", title=title, content=text(told).replace("12 million", "15 million"))
    for number in made.values():
        link(wordpress, number, made)
    yield made
    for number in made.values():
        assert wordpress.rest("DELETE", f"posts/{number}", params={"force": "true"}).status_code == 200


def text(told):
    return "\n".join(f"<!-- wp:paragraph -->\n<p>{each}</p>\n<!-- /wp:paragraph -->" for each in told.paragraphs)


def save(wordpress, route, **fields):
    answer = wordpress.rest("POST", route, json=fields)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()["id"]


def link(wordpress, number, editions):
    pairs = ",".join(f'"{language}":{each}' for language, each in editions.items())
    save(wordpress, f"posts/{number}", meta={"editions": f"{{{pairs}}}"})


def look(story, settings):
    return check(Request(story=story), settings, progress=lambda _: None)


def right(wordpress, posts):
    told = edition("en")
    save(wordpress, f"posts/{posts['en']}", title=told.title, content=text(told))


def test_a_draft_is_compared_with_those_that_it_is_linked_to(wordpress, watch, posts):
    found = look(f"{wordpress.url}wp-admin/post.php?post={posts['uk']}&action=edit", watch())
    assert {code: each.url for code, each in found.articles.items()} == {
        code: f"{wordpress.url}?p={number}" for code, number in posts.items()
    }
    assert found.articles["uk"].authors == ("Olha Lys",)
    assert found.articles["uk"].published is None
    assert [block.text for block in found.articles["uk"].blocks] == [
        each.replace("'", "’")
        for each in edition("uk").paragraphs  # as WordPress sets it for readers
    ]
    assert FindingKind.NUMBER in {each.kind for each in found.findings}


def test_what_was_set_aside_of_a_draft_stays_so_when_it_is_published(wordpress, watch, posts):
    settings, address = watch(), f"{wordpress.url}?p={posts['uk']}"
    draft = look(address, settings)
    with Store(settings.database_url) as store:
        choice = Choice(reason=Reason.DELIBERATE, scope=Scope.STORY, who="anna", made=datetime.now(UTC))
        store.decisions.make(draft, draft.findings, choice)
    for number in posts.values():
        save(wordpress, f"posts/{number}", status="publish")
    published = look(address, settings)
    assert published.story == draft.story
    assert published.articles["uk"].published is not None
    with Store(settings.database_url) as store:
        assert {each.id for each in published.findings} <= set(store.decisions.of(published).holding)


def test_a_draft_that_was_put_right_has_no_findings(wordpress, watch, posts):
    settings, address = watch(), f"{wordpress.url}?p={posts['en']}"
    before = look(address, settings)
    right(wordpress, posts)
    after = look(address, settings)
    assert (before.story, before.findings != ()) == (after.story, True)
    assert after.findings == ()


def test_a_draft_in_the_bin_is_told(wordpress, watch, posts):
    assert wordpress.rest("DELETE", f"posts/{posts['en']}").status_code == 200
    with pytest.raises(TooFewEditionsError) as caught:
        look(f"{wordpress.url}?p={posts['uk']}", watch())
    assert [str(each.values["name"]) for each in caught.value.details] == [f"{wordpress.url}?p={posts['en']}"]


def test_a_draft_without_editions_says_where_to_link_them(wordpress, watch):
    number = save(wordpress, "posts", title=edition("uk").title, content=text(edition("uk")))
    with pytest.raises(TooFewEditionsError, match="WordPress tells of, two are needed; link them there"):
        look(f"{wordpress.url}?p={number}", watch())


def listing(settings):
    """Return what a round tells while it lists the posts, and the addresses that it lists."""
    told = []
    record_news(get(settings.home, "visnyk"), settings, tell=told.append)
    with Work(settings.database_url) as work:
        return told, {item.key.partition(" ")[0] for item in work.items(batch_of("visnyk"))}


def test_a_round_lists_drafts_that_have_a_text(wordpress, watch, posts):
    empty = save(wordpress, "posts", title="Only a title")
    told, listed = listing(watch())
    assert told == []
    assert {f"{wordpress.url}?p={number}" for number in posts.values()} <= listed
    assert f"{wordpress.url}?p={empty}" not in listed


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"user": "contributor"}, "contributor may read only"),
        ({"more": ', type = "novels"'}, "has no posts of the type novels"),
        ({"more": ', type = "pages", statuses = ["publish"]'}, "do not say which are editions of one story"),
        ({"more": ', statuses = ["secret"]'}, "asked (rest_invalid_param)"),
        ({"password": ""}, "needs the application password of editor"),
    ],
)
def test_a_round_says_why_nothing_is_listed(watch, changes, said):
    told, _ = listing(watch(**changes))
    assert len(told) == 1
    assert said in told[0]


def test_a_wrong_password_is_told_and_never_repeated(watch, posts, wordpress):
    settings = watch(password="abcd efgh ijkl")
    with pytest.raises(TooFewEditionsError) as caught:
        look(f"{wordpress.url}?p={posts['uk']}", settings)
    told = f"{caught.value} {listing(settings)[0]}"
    assert told.count("does not take the application password of editor in VISNYK_WORDPRESS") == 2
    assert "efgh" not in told


def test_the_gate_holds_a_post_back_until_it_is_right(wordpress, posts):
    save(wordpress, f"posts/{posts['uk']}", status="pending")
    held = wordpress.rest("POST", f"posts/{posts['en']}", json={"status": "publish"})
    assert (held.status_code, held.json()["code"]) == (409, "zvirka")
    assert "15 million" in held.json()["message"]
    assert wordpress.rest("GET", f"posts/{posts['en']}").json()["status"] == "draft"
    told = edition("en")
    sent = {"status": "publish", "title": told.title, "content": text(told)}
    assert wordpress.rest("POST", f"posts/{posts['en']}", json=sent).json()["status"] == "publish"


def test_the_command_of_the_documents(wordpress, watch, posts):
    watch()
    command = [Path(sys.executable).with_name("zvirka"), "check", f"{wordpress.url}?p={posts['uk']}"]
    done = subprocess.run([*command, "--format", "markdown"], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "15 million" in done.stdout
    assert wordpress.passwords["editor"] not in done.stdout + done.stderr
