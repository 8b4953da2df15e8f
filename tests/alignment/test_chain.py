"""Anchors: the longest chain in which every edition moves on, and those that nothing reaches into."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from alignment.rows.chain import _increasing, settled

PLACES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), unique_by=lambda place: place[0], max_size=12)


def moves_on(one, other):
    return all(a < b for a, b in zip(one, other, strict=True))


@given(PLACES)
def test_a_chain_moves_on_in_every_edition_and_none_is_longer(places):
    places = sorted(places)
    chain = _increasing(places)
    assert all(moves_on(one, other) for one, other in pairwise(chain))
    longest = {}
    for place in places:
        longest[place] = 1 + max((longest[each] for each in longest if moves_on(each, place)), default=0)
    assert len(chain) == max(longest.values(), default=0)
    assert set(chain) <= set(places)


def test_anchors_count_where_their_neighbours_are_anchors():
    chain = [(0, 0), (1, 1), (3, 2), (4, 3)]
    assert settled(chain, (5, 4)) == [(0, 0), (4, 3)]


def test_the_end_of_a_part_is_no_anchor():
    chain = [(0, 0), (1, 1), (2, 2)]
    assert settled(chain, (3, 3)) == chain
    assert settled(chain, (3, 3), whole=False) == [(0, 0), (1, 1)]
