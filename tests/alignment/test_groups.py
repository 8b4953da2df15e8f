"""Groups of neighbouring units: which there are, and which are one unit longer or shorter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.rows.groups import LONGEST, group, layout
from alignment.rows.units import make_units

TEXTS = ["Рада відкрила міст.", "Міст коштував 12 мільйонів.", "Трамваї їздять знову."]


def spans(shape):
    return list(zip(shape.starts.tolist(), shape.sizes.tolist(), strict=True))


@given(st.integers(0, 12))
def test_every_run_of_neighbours_is_one_group(count):
    found = spans(layout(count))
    assert len(set(found)) == len(found)
    assert set(found) == {
        (start, size) for size in range(1, LONGEST + 1) for start in range(count) if start + size <= count
    }
    assert found[:count] == [(start, 1) for start in range(count)]


@given(st.integers(0, 9))
def test_neighbours_of_groups_differ_by_one_unit(count):
    shape = layout(count)
    found = spans(shape)
    for place, (start, size) in enumerate(found):
        wider = [(start, size + 1), (start - 1, size + 1)]
        narrower = [(start, size - 1), (start + 1, size - 1)]
        for wanted, places in ((wider, shape.longer[place]), (narrower, shape.shorter[place])):
            assert [found[each] if each >= 0 else None for each in places] == [
                each if each in found else None for each in wanted
            ]


def test_lengths_of_groups_are_sums_and_their_vectors_have_length_1():
    vectors = np.eye(3, dtype=np.float32)
    (groups,) = group([make_units(TEXTS, "uk", vectors)])
    lengths = [len(text) for text in TEXTS]
    assert groups.lengths.tolist() == [*lengths, lengths[0] + lengths[1], lengths[1] + lengths[2], sum(lengths)]
    np.testing.assert_allclose(np.linalg.norm(groups.vectors, axis=1), 1, atol=1e-6)
    assert [groups.of_size(size) for size in (1, 2, 3, 4)] == [slice(0, 3), slice(3, 5), slice(5, 6), slice(6, 6)]


def test_without_an_encoder_groups_have_no_vectors():
    (groups,) = group([make_units(TEXTS, "uk", None)])
    assert groups.vectors is None


def test_groups_of_two_classes_match_nothing():
    (groups,) = group([make_units(TEXTS, "uk", None, classes=[0, 1, 1])])
    assert groups.classes.tolist() == [0, 1, 1, -1, 1, -1]


@pytest.mark.parametrize("size", range(1, 4))
def test_an_edition_without_units_has_no_groups(size):
    (groups,) = group([make_units([], "uk", None)])
    assert len(groups.starts) == 0
    assert groups.of_size(size) == slice(0, 0)


def test_chosen_units_are_as_if_they_were_neighbours():
    units = make_units(TEXTS, "uk", np.eye(3, dtype=np.float32), classes=[0, 1, 2])
    picked = units.chosen([2, 0])
    assert len(picked) == 2
    assert picked.lengths.tolist() == [len(TEXTS[2]), len(TEXTS[0])]
    assert picked.classes.tolist() == [2, 0]
    assert picked.vectors.tolist() == [[0, 0, 1], [1, 0, 0]]
    assert units.part(1, 9).lengths.tolist() == units.lengths[1:].tolist()
