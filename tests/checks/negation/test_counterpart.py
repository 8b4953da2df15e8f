"""The network that judges whether a negation has its counterpart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.checks.negation.counterpart import STEPS, Question, log_odds, marks, question, version, weights
from alignment.encoders.vectors import Vectors
from alignment.texts.negations import read
from alignment.texts.spans import word_spans

#: A negation, and what says the same and what lacks it, in two languages each.
PAIRS = [
    (
        ("uk", "Міністерка не підписала угоду з портом."),
        ("en", "The minister did not sign the agreement with the port."),
        "The minister did sign the agreement with the port.",
    ),
    (
        ("ru", "Рабочие не получили зарплату за сентябрь."),
        ("uk", "Робітники не отримали зарплату за вересень."),
        "Робітники отримали зарплату за вересень.",
    ),
    (
        ("en", "The mayor has not answered the letter from the residents."),
        ("ru", "Мэр не ответил на письмо жителей."),
        "Мэр ответил на письмо жителей.",
    ),
]
SPECIAL = "Це не лише порт."


def asked(vectors, here, word, there):
    without = here.without(word)
    return question(here, word, there, (vectors.states(here.text), vectors.states(there.text), vectors.states(without)))


@pytest.mark.parametrize(("negated", "same", "lacking"), PAIRS)
def test_what_lost_its_counterpart_is_told_from_what_has_one(word_vectors, negated, same, lacking):
    here = read(negated[1], negated[0])
    (word,) = here.firm()
    kept, lost = (log_odds(asked(word_vectors, here, word, read(text, same[0]))) for text in (same[1], lacking))
    assert kept < 0 < lost


def test_negation_put_another_way_is_a_counterpart(word_vectors):
    here = read("Комісія не змогла зібрати кворум.", "uk")
    there = read("The commission failed to gather a quorum.", "en")
    assert log_odds(asked(word_vectors, here, here.firm()[0], there)) < 0


def test_fixed_phrases_are_marked():
    assert marks(read(SPECIAL, "uk")) == [0, 7, 5, 0]


states = st.integers(1, 45)


@settings(max_examples=25)
@given(here=states, there=states, word=st.integers(0, 44), gone=st.booleans())
def test_question_has_a_row_for_each_word_that_is_looked_at(here, there, word, gone):
    chance = np.random.default_rng(here * 100 + there)
    one, other = read("не " * here, "uk"), read("not " * there, "en")
    made = [chance.normal(size=(2, count, 384)).astype(np.float32) / 20 for count in (here, there, max(1, here - gone))]
    found = question(one, min(word, here - 1), other, (made[0], made[1], made[2]))
    rows = len(found.force)
    assert rows == len(found.states) == len(found.place) == len(found.likeness)
    assert found.place.max() < weights()["place"].shape[1]
    assert 0 <= found.negation < len(found.changes) <= rows
    assert found.likeness.shape[1] == len(STEPS) + 3
    assert np.isfinite(log_odds(found))


def test_order_of_the_words_that_are_looked_at_changes_nothing(word_vectors):
    """Attention knows no order: places are told by the rows themselves."""
    here, there = read(PAIRS[0][0][1], "uk"), read(PAIRS[0][1][1], "en")
    found = asked(word_vectors, here, here.firm()[0], there)
    near, rows = len(found.changes), len(found.force)
    order = np.array([*range(near), *reversed(range(near, rows))])
    turned = Question(
        found.states[order],
        found.changes,
        found.force[order],
        found.place[order],
        found.likeness[order],
        found.negation,
    )
    assert log_odds(turned) == pytest.approx(log_odds(found), abs=1e-3)


def test_weights_have_a_name():
    assert len(version()) == 8


def test_answers_are_given_once_and_kept():
    class Kept(dict):
        def load(self, encoder, texts):
            return {text: self[encoder, text] for text in texts if (encoder, text) in self}

        def save(self, encoder, vectors):
            self.update({(encoder, text): vector for text, vector in vectors.items()})

    cache, wanted = Kept(), []

    def answer(places):
        wanted.append(list(places))
        return [place + 0.5 for place in places]

    assert Vectors(None, cache).answers("who", ["a", "b"], answer) == [0.5, 1.5]
    assert Vectors(None, cache).answers("who", ["b", "c", "a"], answer) == [1.5, 1.5, 0.5]
    assert Vectors(None, cache).answers("somebody else", ["b"], answer) == [0.5]
    assert wanted == [[0, 1], [1], [0]]


def test_states_are_those_of_the_words(word_vectors):
    text = "Порт не працює."
    assert word_vectors.states(text).shape == (2, len(word_spans(text)), 384)
