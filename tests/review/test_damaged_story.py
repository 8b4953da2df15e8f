"""A story whose bytes in the database are damaged: a line for itself, and nothing to any other page."""

from dataclasses import replace

import httpx
import pytest
import sqlalchemy as sa

from pipeline.settings.load import DraftSettings
from storage.models import StoredComparison
from tests.review.test_routes_and_roles import CLOSED, FILLED, asked


@pytest.fixture
def damaged(site):
    with site.store._writing.begin() as connection:
        connection.execute(sa.update(StoredComparison).values(packed=b"\x00damaged"))
    return site


def test_the_page_says_so_in_a_line(damaged):
    client = damaged.client()
    answer = client.get(f"/stories/{FILLED['story']}.json")
    assert answer.status_code == 409
    assert answer.json() == {"detail": f"What is kept of {FILLED['story']} is damaged; check it again"}
    assert FILLED["story"] in client.get("/").text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/stories/{story}/tasks/{finding}.md"),
        ("POST", "/stories/{story}/check.json"),
        ("POST", "/stories/{story}/comments.json"),
        ("POST", "/stories/{story}/decisions.json"),
    ],
)
def test_whatever_reads_it_says_the_same(damaged, method, path):
    answer = asked(damaged.client(), method, path)
    assert (answer.status_code, "is damaged; check it again" in answer.text) == (409, True)


def test_so_do_a_link_to_it_and_a_glossary_that_is_tried_on_it(damaged):
    client, story = damaged.client(), FILLED["story"]
    link = client.submit(f"/stories/{story}/share.json").json()["address"]
    for answer in (client.get(link), client.submit("/glossary/try.json", text="", story=story)):
        assert (answer.status_code, "is damaged; check it again" in answer.text) == (409, True)


def test_so_does_a_draft_for_it(damaged):
    damaged.app.state.settings = replace(damaged.settings, drafts=DraftSettings(provider="libre"))
    answer = asked(damaged.client(), "POST", "/stories/{story}/drafts.json")
    assert (answer.status_code, "is damaged; check it again" in answer.text) == (409, True)


@pytest.mark.parametrize(("method", "path"), [each for each in CLOSED if not each[1].endswith("/events")])
def test_no_page_and_no_change_fails(damaged, method, path):
    try:
        answer = asked(damaged.client(), method, path)
    except httpx.HTTPError as error:
        pytest.fail(str(error))
    assert answer.status_code < 500, answer.text
