"""Decisions are stored under these ids: they never change."""

from alignment.finding_ids import finding_id


def test_an_id_stays_what_it_was():
    assert finding_id("number", "uk", "en:14", "uk:18") == "3c58e90f3b14eb9c"


def test_what_goes_in_and_its_order_count():
    assert (
        len({finding_id("name"), finding_id("name", ""), finding_id("name", "a", "b"), finding_id("name", "b", "a")})
        == 4
    )
