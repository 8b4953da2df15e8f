"""Which words negate, and what a text is without them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.checks.negation.parallel import Parallel
from alignment.checks.negation.polarity import Polarity, pair_features, weights
from alignment.checks.negation.sentence_vectors import Difference, difference
from alignment.encoders.vectors import Vectors
from alignment.texts.negations import Force, read

WORDS = [
    ("uk", "не", Force.FIRM),
    ("uk", "ніколи", Force.HARD),
    ("uk", "без", Force.HARD),
    ("uk", "несумісний", Force.HARD),
    ("uk", "неділя", Force.SOFT),
    ("uk", "лише", Force.SOFT),
    ("uk", "міністр", Force.NONE),
    ("ru", "не", Force.FIRM),
    ("ru", "нельзя", Force.HARD),
    ("ru", "несложно", Force.HARD),
    ("ru", "несколько", Force.SOFT),
    ("ru", "отказался", Force.SOFT),
    ("ru", "министр", Force.NONE),
    ("en", "not", Force.FIRM),
    ("en", "don't", Force.FIRM),
    ("en", "don’t", Force.FIRM),
    ("en", "cannot", Force.FIRM),
    ("en", "without", Force.HARD),
    ("en", "unclear", Force.HARD),
    ("en", "under", Force.SOFT),
    ("en", "minister", Force.NONE),
    ("xx", "not", Force.NONE),
]


@pytest.mark.parametrize(("language", "word", "force"), WORDS)
def test_how_surely_a_word_negates(language, word, force):
    assert read(word.capitalize(), language).force == (force,)


@pytest.mark.parametrize(
    ("language", "text", "without"),
    [
        ("uk", "Він не приїде.", "Він приїде."),
        ("en", "He did not come.", "He did come."),
        ("en", "He didn't come.", "He did come."),
        ("en", "He cannot come.", "He can come."),
    ],
)
def test_a_text_without_its_negation_keeps_the_verb(language, text, without):
    reading = read(text, language)
    (word,) = reading.firm()
    assert reading.without(word) == without


def test_a_fixed_phrase_is_known_as_one():
    reading = read("Це не лише гроші.", "uk")
    assert reading.idiomatic == (False, True, True, False)


@given(st.text(max_size=60), st.sampled_from(["uk", "en", "ru"]))
def test_any_text_can_be_read_and_shortened(text, language):
    reading = read(text, language)
    assert len(reading.force) == len(reading.spans) == len(reading.idiomatic)
    assert all(len(reading.without(word)) < len(text) for word in reading.firm())


@given(st.integers(1, 5), st.integers(0, 5), st.integers(0, 4))
def test_features_are_numbers_of_whatever_texts(here, there, word):
    one, other = read("не " * here, "uk"), read("no " * there, "en")
    cosines = np.full((here, there), 0.5, dtype=np.float32)
    force = np.array(other.force, dtype=np.int64)
    assert np.isfinite(pair_features(one, min(word, here - 1), other, cosines, force)).all()


def test_two_editions_cannot_say_which_one_lost_it(word_vectors):
    readings = read("Він не приїде до Києва.", "uk"), read("He will come to Kyiv.", "en")
    found = Polarity(Parallel(readings, word_vectors, 0.8)).hypotheses(weights().pair)
    assert [each.fault for each in found] == [0]
    assert found[0].added


def test_an_encoder_of_whole_texts_is_enough(vectors):
    class WholeTexts:
        name = "whole"

        def encode(self, texts):
            return vectors.embedder.encode(texts)

    readings = [
        read("Міністр завтра не приїде до Києва.", "uk"),
        read("The minister will come to Kyiv tomorrow.", "en"),
        read("Министр завтра приедет в Киев.", "ru"),
    ]
    known = Vectors(WholeTexts())
    assert not known.knows_words
    assert difference(readings, known, 0.8) == Difference(0, ((0, 2),))
    assert difference(readings[1:], known, 0.8) is None
