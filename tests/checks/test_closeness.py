import math

import pytest

from alignment.checks.closeness import at_usual_length, closer
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors

TEXT = "The council has not approved the budget for the next year."
WITHOUT = "The council has approved the budget for the next year."
OTHERS = ["Рада ухвалила бюджет на наступний рік.", "Совет утвердил бюджет на следующий год."]


@pytest.fixture(scope="module")
def vectors():
    embedder = default_embedder()
    if embedder is None:
        pytest.skip("no sentence encoder is installed")
    return Vectors(embedder)


def test_others_come_closer_without_what_only_one_says(vectors):
    gains = closer(vectors, TEXT, WITHOUT, OTHERS, 0.75)
    assert len(gains) == 2
    assert min(gains) > 0
    assert closer(vectors, WITHOUT, TEXT, OTHERS, 0.75) == pytest.approx([-gain for gain in gains], abs=1e-6)


def test_a_gain_is_a_share_of_the_way_from_unrelated_texts(vectors):
    half, none = (closer(vectors, TEXT, WITHOUT, OTHERS, unrelated) for unrelated in (0.5, 0.0))
    assert half == pytest.approx([2 * gain for gain in none], abs=1e-6)


def test_nothing_is_said_without_an_encoder():
    assert closer(Vectors(), TEXT, WITHOUT, OTHERS, 0.0) is None


def test_the_shortest_text_counts():
    assert at_usual_length(["a" * 70, "b" * 700]) == 1.0
    assert at_usual_length(["a" * 280, "b" * 700]) == pytest.approx(math.sqrt(4))
