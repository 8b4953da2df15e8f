"""Two against one: who says something of its own, and who lacks what the others share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.checks.voting import Claim, count

EDITIONS = ("en", "ru", "uk")


def claim(edition, *values, start=0, **how):
    return Claim(edition, start, start + 1, frozenset(("n", float(value)) for value in values), **how)


def test_what_all_say_is_no_difference():
    ballot = count([claim(edition, 5) for edition in EDITIONS], EDITIONS)
    assert (ballot.alone, ballot.again, ballot.lacking, ballot.spoken) == ((), (), (), ())


def test_two_outvote_one():
    odd = claim("en", 9)
    shared = claim("ru", 5), claim("uk", 5)
    ballot = count([odd, *shared], EDITIONS)
    assert ballot.alone == (odd,)
    assert ballot.lacking == (("en", shared),)


def test_two_editions_outvote_nobody():
    one, other = claim("en", 9), claim("uk", 5)
    ballot = count([one, other], ("en", "uk"))
    assert set(ballot.alone) == {one, other}
    assert ballot.lacking == ()


def test_a_claim_with_two_readings_agrees_with_either():
    ballot = count([claim("en", 5, 17), claim("ru", 17), claim("uk", 17)], EDITIONS)
    assert (ballot.alone, ballot.lacking) == ((), ())


def test_a_claim_made_once_more_is_told_from_one_of_its_own():
    first, second = claim("en", 5), claim("en", 5, start=9)
    ballot = count([first, second, claim("ru", 5), claim("uk", 5)], EDITIONS)
    assert (ballot.alone, ballot.again) == ((), (second,))


def test_what_is_not_firm_supports_others_and_is_no_difference_alone():
    idiom = claim("en", 1, firm=False)
    assert count([idiom], EDITIONS).alone == ()
    ballot = count([idiom, claim("ru", 1), claim("uk", 1)], EDITIONS)
    assert (ballot.alone, ballot.lacking) == ((), ())


def test_number_words_that_count_are_differences_of_their_own_kind():
    spoken = claim("en", 3, firm=False, counts=True)
    ballot = count([spoken, claim("ru", 4), claim("uk", 4)], EDITIONS)
    assert ballot.spoken == (spoken,)
    assert [edition for edition, _ in ballot.lacking] == ["en"]


CLAIMS = st.lists(
    st.builds(claim, st.sampled_from(EDITIONS), st.integers(0, 3), start=st.integers(0, 50)),
    max_size=8,
    unique_by=lambda each: (each.edition, each.start),
)


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_changes_nothing(claims, chance):
    mixed = chance.sample(claims, len(claims))
    one, other = count(claims, EDITIONS), count(mixed, EDITIONS)
    assert (one.alone, one.again, one.spoken) == (other.alone, other.again, other.spoken)
    assert set(one.lacking) == set(other.lacking)


@given(CLAIMS)
def test_only_who_lacks_a_claim_is_said_to_lack_it(claims):
    for edition, group in count(claims, EDITIONS).lacking:
        assert edition not in {each.edition for each in group}
        assert len({each.edition for each in group}) == len(group) == 2


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_edition_is_favoured(edition):
    claims = [claim(each, 9 if each == edition else 5) for each in EDITIONS]
    ballot = count(claims, EDITIONS)
    assert [each.edition for each in ballot.alone] == [edition]
    assert [each for each, _ in ballot.lacking] == [edition]
