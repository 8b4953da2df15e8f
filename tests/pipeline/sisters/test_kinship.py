"""The evidence that two pages are editions of one story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from pipeline.sisters.kinship import similarity, weigh
from tests.support.stories import article

HOURS = timedelta(hours=1)


def test_likeness_is_that_of_the_worse_side():
    table = {"a": (1.0, 0.0), "b": (0.0, 1.0)}

    def encode(texts):
        return np.array([table[text] for text in texts], dtype=np.float32)

    assert similarity(encode, ["a", "b"], ["b", "a"]) == 1
    assert similarity(encode, ["a"], ["a", "b"]) == 0.5
    assert similarity(encode, ["a"], ["b"]) == 0
    assert similarity(encode, [], ["b"]) is None


def test_evidence_is_the_same_from_both_sides():
    one = replace(article("uk"), published=datetime(2026, 3, 1, 12, tzinfo=UTC))
    other = replace(article("ru"), published=datetime(2026, 3, 1, 9, tzinfo=UTC))
    found = weigh(one, other, None, linked=False)
    assert found == weigh(other, one, None, linked=False)
    assert (found.apart, found.similarity) == (3 * HOURS, None)
    assert found.numbers >= 1


def test_page_that_tells_no_time_is_no_time_apart():
    assert weigh(replace(article("uk"), published=None), article("ru"), None, linked=True).apart is None
