"""A story whose bytes in the database are damaged: a line for itself, and nothing to any other page."""

import httpx
import pytest
import sqlalchemy as sa

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


@pytest.mark.parametrize(("method", "path"), [each for each in CLOSED if not each[1].endswith("/events")])
def test_no_page_and_no_change_fails(damaged, method, path):
    try:
        answer = asked(damaged.client(), method, path)
    except httpx.HTTPError as error:
        pytest.fail(str(error))
    assert answer.status_code < 500, answer.text
