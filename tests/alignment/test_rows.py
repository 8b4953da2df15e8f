"""Stories of known rows, one folder each, and the corners of alignment."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from alignment.rows.explain import explain, meaning
from alignment.rows.pair_features import NAMES
from alignment.types import Relation
from parsers.types import Article, Block, BlockKind
from tests.support.worlds import ConceptEmbedder, article, story

STORIES = sorted((Path(__file__).parent / "stories").iterdir())
encoded = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")


def read(folder):
    return {path.stem: _article(path) for path in folder.glob("*.txt")}


def _article(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines)
    return Article(url=path.name, language=path.stem, title="", blocks=blocks)


def comparable(rows, languages):
    return {tuple((language, tuple(row[language])) for language in sorted(languages)) for row in rows}


@encoded
@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_stories_align_as_a_person_would(folder):
    articles = read(folder)
    gold = tomllib.loads((folder / "rows.toml").read_text(encoding="utf-8"))["rows"]
    rows = align(articles, embed(articles, default_embedder()))
    assert comparable((row.cells for row in rows), articles) == comparable(gold, articles)
    assert {row.moved for row in rows} == {tuple(row.get("moved", ())) for row in gold}


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_most_rows_are_found_without_an_encoder(folder):
    articles = read(folder)
    gold = comparable(tomllib.loads((folder / "rows.toml").read_text(encoding="utf-8"))["rows"], articles)
    found = comparable((row.cells for row in align(articles, embed(articles, None))), articles)
    assert len(gold & found) >= len(gold) * 2 / 3


def test_empty_editions_have_no_rows():
    articles = story(uk=[], en=[])
    assert align(articles, embed(articles, ConceptEmbedder())) == ()


def test_an_empty_edition_lacks_every_row():
    articles = story(uk=[1, 2], en=[])
    cells = [row.cells for row in align(articles, embed(articles, ConceptEmbedder()))]
    assert cells == [{"uk": (0,), "en": ()}, {"uk": (1,), "en": ()}]


@pytest.mark.parametrize("languages", [("uk", "en"), ("uk", "en", "ru", "pl", "be")])
def test_editions_of_one_block_align(languages):
    articles = story(**{language: [5] for language in languages})
    (row,) = align(articles, embed(articles, ConceptEmbedder()))
    assert row.relation is Relation.ALIGNED
    assert row.cells == dict.fromkeys(languages, (0,))


def test_a_paragraph_at_another_place_in_one_of_three_names_that_edition():
    articles = story(uk=[1, 2, 3, 4, 5, 6], en=[1, 2, 3, 4, 5, 6], ru=[1, 5, 2, 3, 4, 6])
    moved = [row for row in align(articles, embed(articles, ConceptEmbedder())) if row.moved]
    assert [(row.moved, row.relation, row.cells["ru"]) for row in moved] == [(("ru",), Relation.MOVED, (1,))]


def test_of_two_editions_it_cannot_be_told_which_one_moved_a_paragraph():
    articles = story(uk=[1, 2, 3, 4, 5, 6], en=[1, 5, 2, 3, 4, 6])
    moved = [row for row in align(articles, embed(articles, ConceptEmbedder())) if row.moved]
    assert [(row.moved, row.cells) for row in moved] == [(("en", "uk"), {"en": (1,), "uk": (4,)})]


def test_headings_are_aligned_with_headings_only():
    articles = story(uk=[1, 2, 3], en=[1, 2, 3])
    blocks = articles["uk"].blocks
    heading = replace(blocks[1], kind=BlockKind.HEADING)
    articles["uk"] = replace(articles["uk"], blocks=(blocks[0], heading, blocks[2]))
    rows = align(articles, embed(articles, ConceptEmbedder()))
    assert [row.relation for row in rows].count(Relation.PARTIAL) == 2


def test_long_editions_are_aligned_in_windows():
    facts = list(range(400))
    articles = {"en": article(facts, "en"), "ru": article([f for f in facts if f % 90], "ru")}
    rows = align(articles, embed(articles, ConceptEmbedder()))
    aligned = [row for row in rows if row.relation is Relation.ALIGNED]
    assert [row.cells["en"][0] for row in rows if not row.cells["ru"]] == [0, 90, 180, 270, 360]
    assert len(aligned) == len(facts) - 5


def test_an_explanation_adds_up_to_the_rows_score():
    articles = story(uk=[1, 2, 3], en=[1, 2, 3])
    vectors = embed(articles, ConceptEmbedder())
    row = align(articles, vectors)[1]
    (pair,) = explain(articles, row, vectors)
    assert (pair.first, pair.second) == ("en", "uk")
    assert pair.odds > 2
    assert {reason.feature for reason in pair.reasons} <= set(NAMES)
    assert all(meaning(name) for name in NAMES)
