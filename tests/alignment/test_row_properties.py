"""What holds for every alignment, whatever the texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.encoders.vectors import embed
from alignment.rows.align import align
from alignment.types import Relation
from tests.support.worlds import LANGUAGES, ConceptEmbedder, article, story

facts = st.lists(st.integers(0, 40), min_size=0, max_size=9, unique=True)
editions = st.lists(st.sampled_from(LANGUAGES), min_size=2, max_size=5, unique=True)
quick = settings(max_examples=20)


@st.composite
def stories(draw, *, least=0):
    """A story of some facts in order, of which each edition lacks a few and may tell one elsewhere."""
    told = draw(st.lists(st.integers(0, 40), min_size=least, max_size=9, unique=True))
    found = {}
    for language in draw(editions):
        own = [fact for fact in told if len(told) <= least or draw(st.integers(0, 9)) > 0]
        if own and draw(st.integers(0, 4)) == 0:
            own.insert(draw(st.integers(0, len(own) - 1)), own.pop())
        found[language] = article(own, language)
    return found


def rows_of(articles, *, lexical=False):
    return align(articles, embed(articles, None if lexical else ConceptEmbedder()))


@quick
@given(stories(), st.booleans())
def test_every_block_stands_in_exactly_one_row(articles, lexical):
    rows = rows_of(articles, lexical=lexical)
    got = sorted((language, index) for row in rows for language, cell in row.cells.items() for index in cell)
    assert got == sorted((name, index) for name, each in articles.items() for index in range(len(each.blocks)))
    assert all(set(row.cells) == set(articles) and any(row.cells.values()) for row in rows)
    assert all(0 <= row.score <= 1 for row in rows)


@quick
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_editions_changes_nothing(articles, random):
    languages = list(articles)
    random.shuffle(languages)
    assert rows_of({language: articles[language] for language in languages}) == rows_of(articles)


@quick
@given(facts.filter(bool))
def test_a_duplicated_edition_aligns_one_to_one(told):
    # The same text under another language's name.
    articles = {"en": article(told, "en"), "pl": article(told, "en")}
    assert [row.cells for row in rows_of(articles)] == [{"en": (i,), "pl": (i,)} for i in range(len(told))]


@quick
@given(st.lists(st.integers(0, 40), min_size=3, max_size=9, unique=True), st.sampled_from(["uk", "ru", "en"]))
def test_an_unrelated_paragraph_at_the_end_changes_no_earlier_row(told, language):
    articles = story(uk=told, ru=told, en=told)
    longer = {**articles, language: article([*told, 99], language)}
    before, after = rows_of(articles), rows_of(longer)
    assert [row.cells for row in after[: len(before)]] == [row.cells for row in before]
    assert after[-1].cells == {"uk": (), "ru": (), "en": ()} | {language: (len(told),)}


@quick
@given(st.lists(st.integers(0, 40), min_size=4, max_size=9, unique=True), st.data())
def test_a_paragraph_that_one_edition_lacks_is_a_partial_row(told, data):
    lost = data.draw(st.sampled_from(told))
    articles = story(uk=told, ru=[fact for fact in told if fact != lost], en=told)
    partial = [row for row in rows_of(articles) if row.relation is not Relation.ALIGNED]
    at = told.index(lost)
    assert [(row.cells, row.relation) for row in partial] == [({"uk": (at,), "ru": (), "en": (at,)}, Relation.PARTIAL)]
