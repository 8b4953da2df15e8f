"""What editors want to hear of and what not: the house's policy as a table, in all three languages and every pair."""

import itertools
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from alignment.checks import Glossary, find
from alignment.checks.glossary import Term
from alignment.encoders.vectors import Vectors
from parsers.types import Block, BlockKind, DroppedBlock, Link, Role
from tests.support.editions import articles_of, rows_of

TABLE = tomllib.loads(Path(__file__).with_name("policy.toml").read_text(encoding="utf-8"))
EDITIONS = ("uk", "en", "ru")
PAIRS = [("uk", "en"), ("uk", "ru"), ("ru", "en")]
GLOSSARY = Glossary(
    (
        Term(pair={"uk": ("диктатор*",), "en": ("dictator*",), "ru": ("диктатор*",)}, forbidden={}),
        Term(pair={"uk": ("окупант*",), "en": ("occupier*",), "ru": ("оккупант*",)}, forbidden={}),
    )
)


def blocks_of(case, edition):
    """The edition's texts as blocks; None where it lacks a row."""
    texts = case[edition] if isinstance(case[edition], list) else [case[edition]]
    links = (Link(start=0, end=5, target="https://a.example"), Link(start=6, end=9, target="https://b.example"))
    return [
        Block(
            kind=BlockKind(case.get("block", "paragraph")),
            text=text,
            role=Role(case["role"]) if "role" in case else None,
            links=links if edition in case.get("links", ()) else (),
        )
        if text
        else None
        for text in texts
    ]


def found(case, editions, vectors=None):
    """Kind, severity and edition of everything that is found."""
    texts = {edition: blocks_of(case, edition) for edition in editions}
    dropped = {
        edition: (DroppedBlock(kind=BlockKind.PARAGRAPH, text=text, reason="boilerplate"),)
        for edition, text in case.get("dropped", {}).items()
    }
    articles = articles_of(texts, case.get("titles"), dropped)
    if "published" in case:
        day = datetime.fromisoformat(case["published"])
        articles = {edition: replace(article, published=day) for edition, article in articles.items()}
    made = find(articles, rows_of(texts), vectors or Vectors(), glossary=GLOSSARY)
    return [(str(each.kind), str(each.severity), each.edition) for each in made]


def names(cases):
    return [f"{number} {case['line']}" for number, case in enumerate(cases)]


@pytest.mark.parametrize("editions", [EDITIONS, *PAIRS], ids="-".join)
@pytest.mark.parametrize("case", TABLE["silent"], ids=names(TABLE["silent"]))
def test_nothing_is_said(case, editions):
    assert [each for each in found(case, editions) if each[1] != "info"] == []


@pytest.mark.parametrize("case", TABLE["silent"], ids=names(TABLE["silent"]))
def test_nothing_is_said_with_the_encoder(case, vectors):
    assert [each for each in found(case, EDITIONS, vectors) if each[1] != "info"] == []


@pytest.mark.parametrize("case", TABLE["loud"], ids=names(TABLE["loud"]))
def test_exactly_this_is_said(case):
    note = case.get("severity") == "info"
    told = [each for each in found(case, EDITIONS) if (each[1] == "info") is note]
    assert [(kind, edition) for kind, _, edition in told] == [(case["kind"], case["edition"])]


SHOWN = [
    (case, pair)
    for case in TABLE["loud"]
    for pair in PAIRS
    if case["edition"] in pair and "-".join(pair) in case.get("pairs", ["uk-en", "uk-ru", "ru-en"])
]


@pytest.mark.parametrize(("case", "pair"), SHOWN, ids=[f"{case['line']} {'-'.join(pair)}" for case, pair in SHOWN])
def test_two_editions_show_it_too(case, pair):
    note = case.get("severity") == "info"
    told = [each for each in found(case, pair) if (each[1] == "info") is note]
    assert [kind for kind, _, _ in told] == [case["kind"]]


@pytest.mark.parametrize("case", TABLE["loud"], ids=names(TABLE["loud"]))
def test_the_editions_that_agree_are_left_alone(case):
    others = tuple(edition for edition in EDITIONS if edition != case["edition"])
    assert [each for each in found(case, others) if each[1] != "info"] == []


@pytest.mark.parametrize("table", TABLE)
def test_every_line_has_two_cases(table):
    counted = Counter(case["line"] for case in TABLE[table])
    assert min(counted.values()) > 1, counted


def test_every_edition_and_pair_is_at_fault_somewhere():
    kinds = {case["kind"] for case in TABLE["loud"] if case.get("severity") != "info"}
    at_fault = {(case["kind"], case["edition"]) for case in TABLE["loud"]}
    assert all(len({edition for kind, edition in at_fault if kind == each}) > 1 for each in kinds)
    assert {pair for _, pair in SHOWN} == set(itertools.chain(PAIRS))
