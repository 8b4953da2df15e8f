"""Numbers, dates and times of three editions and of every pair: what is one thing said otherwise, and what is not."""

import tomllib
from pathlib import Path

import pytest

from alignment.checks import find
from alignment.encoders.vectors import Vectors
from tests.support.editions import articles_of, rows_of

TABLE = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))
EDITIONS = ("uk", "en", "ru")
PAIRS = [("uk", "en"), ("uk", "ru"), ("en", "ru")]
LOUD = [(case, pair) for case in TABLE["loud"] for pair in PAIRS if case["edition"] in pair]


def found(case, editions):
    """Kind and edition of everything louder than information."""
    texts = {edition: case[edition] if isinstance(case[edition], list) else [case[edition]] for edition in editions}
    made = find(articles_of(texts, case.get("titles")), rows_of(texts), Vectors())
    return [(str(each.kind), each.edition) for each in made if each.severity != "info"]


def named(case):
    return case["line"]


@pytest.mark.parametrize("editions", [EDITIONS, *PAIRS], ids="-".join)
@pytest.mark.parametrize("case", TABLE["silent"], ids=named)
def test_nothing_is_said(case, editions):
    assert found(case, editions) == []


@pytest.mark.parametrize("case", TABLE["loud"], ids=named)
def test_the_edition_at_fault_is_named(case):
    assert found(case, EDITIONS) == [(case["kind"], case["edition"])]


@pytest.mark.parametrize(("case", "pair"), LOUD, ids=[f"{case['line']} {'-'.join(pair)}" for case, pair in LOUD])
def test_two_editions_show_it_where_they_can(case, pair):
    shown = [(case["kind"], None)] if "-".join(pair) in case.get("pairs", map("-".join, PAIRS)) else []
    assert found(case, pair) == shown


@pytest.mark.parametrize("editions", [EDITIONS, *PAIRS], ids="-".join)
@pytest.mark.parametrize("case", [case for case in TABLE["silent"] if "toll" in case["line"]], ids=named)
def test_nothing_is_said_of_tolls_with_the_encoder(case, editions, word_vectors):
    texts = {edition: [case[edition]] for edition in editions}
    assert [each for each in find(articles_of(texts), rows_of(texts), word_vectors) if each.severity != "info"] == []
