"""Each distinct text is embedded once, and kept."""

from __future__ import annotations

from collections import Counter

import numpy as np

from alignment.encoders.vectors import Vectors, embed
from storage.store import Store
from tests.support.worlds import ConceptEmbedder, Kept, story


def test_each_distinct_text_is_embedded_once():
    embedder, cache = ConceptEmbedder(), Kept()
    articles = story(uk=[1, 2, 2], en=[1, 2, 2])
    vectors = embed(articles, embedder, cache)
    vectors.ensure(block.text for block in articles["en"].blocks)
    assert set(Counter(embedder.asked).values()) == {1}
    assert len(embedder.asked) == 4


def test_a_second_run_asks_the_cache_only():
    cache = Kept()
    articles = story(uk=[1, 2], en=[1, 2])
    first = embed(articles, ConceptEmbedder(), cache)
    again = ConceptEmbedder()
    second = embed(articles, again, cache)
    text = articles["uk"].blocks[0].text
    assert again.asked == []
    np.testing.assert_array_equal(first.get(text), second.get(text))


def test_a_text_that_is_asked_for_later_is_added():
    vectors = embed(story(uk=[1], en=[1]), ConceptEmbedder(), Kept())
    assert vectors.get("something new") is not None


def test_without_an_encoder_there_are_no_vectors():
    articles = story(uk=[1], en=[1])
    vectors = embed(articles, None)
    assert not vectors
    assert vectors.get(articles["uk"].blocks[0].text) is None
    assert vectors.matrix(["any"]) is None


def test_an_empty_text_has_no_vector():
    vectors = embed(story(uk=[1], en=[1]), ConceptEmbedder())
    assert vectors.get("") is None
    assert not vectors.matrix(["", "text"])[0].any()


def test_a_kept_vector_of_another_width_is_made_again():
    cache, articles = Kept(), story(uk=[1, 2], en=[1, 2])
    embed(articles, ConceptEmbedder(), cache)
    text = articles["uk"].blocks[0].text
    cache.vectors[ConceptEmbedder.name, text] = np.zeros(1, dtype=np.float32)
    again = ConceptEmbedder()
    embed(articles, again, cache)
    assert again.asked == [text]


class WordEmbedder(ConceptEmbedder):
    """Knows words, too: any states."""

    word_rules = "any"

    def __init__(self):
        super().__init__()
        self.read = []

    def words(self, texts, places):
        self.read += texts
        return [np.ones((2, len(spans), 4), dtype=np.float32) for spans in places]


PAIRS = [("Уряд пішов", "The government resigned"), ("Так", "Yes"), ("Хто це зробив", "Who")]


def test_words_of_pairs_of_any_length_are_read_once(tmp_path):
    first, again = WordEmbedder(), WordEmbedder()
    with Store(f"sqlite:///{tmp_path}/zvirka.db") as store:
        Vectors(first, store.vectors).ensure_alike(PAIRS)
        vectors = Vectors(again, store.vectors)
        vectors.ensure_alike(PAIRS)
    assert first.read
    assert again.read == []
    assert [vectors.alike(*pair).shape for pair in PAIRS] == [(2, 2, 3), (2, 1, 1), (2, 3, 1)]
