"""Rows as readers meet them: what is shown, what is folded, what is marked, where moved text stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.types import DraftTerm, Evidence, Relation, Row, Severity
from locales.interface import Interface
from reports.draft_wording import FAULTS, failure, term
from reports.marks import Span, excerpt, pieces
from reports.pairs import pairs, widest
from reports.rows import SHORTEST_FOLD, row_views, segments
from reports.states import DISMISSED, RESOLVED, counted, listed
from reports.texts import texts
from tests.support.editions import articles_of
from tests.support.stories import comparison, draft, finding

UK = ["Міст відкрили.", "Він дорогий.", "Він довгий.", "Трамваї їздять.", "Кінець."]
EN = ["The bridge is open.", "It is dear.", "It is long.", "Trams run.", "The end."]


def five_rows(*findings, relations=None, cells=None):
    cells = cells or [{"uk": (n,), "en": (n,)} for n in range(5)]
    rows = tuple(
        Row(cells=each, relation=(relations or {}).get(n, Relation.ALIGNED), score=1.0) for n, each in enumerate(cells)
    )
    return replace(comparison("s", articles=articles_of({"uk": UK, "en": EN}), findings=findings), rows=rows)


def at(row, name="a", **changes):
    return replace(finding(name), row=row, evidence=(), **changes)


def shown(made, settled=()):
    return [(len(each.rows), each.folded) for each in segments(row_views(made, settled))]


def test_agreeing_rows_are_folded_but_for_one_beside_what_is_notable():
    assert shown(five_rows()) == [(5, True)]
    assert shown(five_rows(at(0))) == [(2, False), (3, True)]
    assert shown(five_rows(at(4))) == [(3, True), (2, False)]


def test_a_gap_is_notable_without_a_finding():
    cells = [{"uk": (0,), "en": ()}, *({"uk": (n,), "en": (n,)} for n in range(1, 5))]
    assert row_views(five_rows(cells=cells))[0].notable


def test_what_is_settled_marks_nothing_and_keeps_its_row_shown():
    (first, *_) = row_views(five_rows(at(0)), ["finding-a"])
    assert first.findings == ()
    assert [each.id for each in first.settled] == ["finding-a"]
    assert first.notable


def test_the_most_serious_finding_of_a_row_stands_first():
    made = five_rows(at(0, "light", severity=Severity.INFO), at(0, "heavy", severity=Severity.CRITICAL))
    assert [each.id for each in row_views(made)[0].findings] == ["finding-heavy", "finding-light"]


def test_moved_text_says_after_which_row_it_stands():
    cells = [{"uk": (0,), "en": (0,)}, {"uk": (1,), "en": (3,)}, {"uk": (2,), "en": (1,)}, {"uk": (3,), "en": (2,)}]
    views = row_views(five_rows(cells=cells, relations={1: Relation.MOVED}))
    assert [cell.stands_after for cell in views[1].cells] == [None, 3]
    assert [cell.stands_after for cell in views[0].cells] == [None, None]


@given(st.lists(st.booleans(), max_size=5))
def test_segments_are_all_rows_in_order(notable):
    made = five_rows(*(at(row, str(row)) for row, each in enumerate(notable) if each))
    found = segments(row_views(made))
    assert [row.index for each in found for row in each.rows] == list(range(5))
    assert all(len(each.rows) >= SHORTEST_FOLD for each in found if each.folded)


TEXT = "Рада підтримала 12,5 млрд гривень."


@given(st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=5))
def test_pieces_joined_are_the_text(places):
    spans = [Span(start, end, finding(str(number))) for number, (start, end) in enumerate(places)]
    found = pieces(TEXT, spans)
    assert "".join(piece.text for piece in found) == TEXT
    for span in spans:
        if 0 <= span.start < span.end <= len(TEXT) and span.end - span.start < len(TEXT):
            marked = "".join(piece.text for piece in found if span.finding in piece.findings)
            assert marked == TEXT[span.start : span.end]


def test_a_mark_over_the_whole_text_marks_nothing():
    (piece,) = pieces(TEXT, [Span(0, len(TEXT), finding())])
    assert piece.findings == ()


def test_an_excerpt_keeps_what_is_marked_and_its_neighbourhood():
    text = "a " * 100 + "HERE" + " b" * 100
    start = text.index("HERE")
    found = excerpt(pieces(text, [Span(start, start + 4, finding())]), 60)
    said = "".join(piece.text for piece in found)
    assert "HERE" in said
    assert said.startswith("… a")
    assert said.endswith("b …")
    assert len(said) < 80
    assert excerpt(pieces("short", []), 60) == pieces("short", [])


def test_texts_of_a_finding_are_those_of_its_row_and_its_evidence():
    proof = Evidence(edition="en", block=4, start=0, end=3, text="The")
    made = five_rows(replace(at(0), evidence=(proof,)))
    said = {each.edition: "".join(piece.text for piece in each.pieces) for each in texts(made, made.findings[0])}
    assert said == {"uk": UK[0], "en": f"{EN[0]} {EN[4]}"}


def test_a_finding_about_no_text_has_none():
    made = five_rows(at(None))
    assert texts(made, made.findings[0]) == ()


def test_evidence_in_a_title_alone_shows_the_title():
    proof = Evidence(edition="uk", block=None, start=0, end=4, text="Міст")
    made = five_rows(replace(at(None), evidence=(proof,)))
    made = replace(made, articles={**made.articles, "uk": replace(made.articles["uk"], title="Міст відкрили")})
    (text,) = texts(made, made.findings[0])
    assert (text.edition, "".join(piece.text for piece in text.pieces)) == ("uk", "Міст відкрили")


@pytest.mark.parametrize("state", [DISMISSED, RESOLVED])
def test_settled_findings_do_not_count_and_are_listed_last(state):
    made = five_rows(at(0, "heavy", severity=Severity.CRITICAL), at(1, "light", severity=Severity.INFO))
    states = {"finding-heavy": state}
    assert [each.id for each in counted(made, states)] == ["finding-light"]
    assert [each.id for each in listed(made, states)] == ["finding-light", "finding-heavy"]
    assert [each.id for each in listed(made, {"finding-heavy": "new"})] == ["finding-heavy", "finding-light"]


def test_every_row_of_two_editions_is_one_unit_of_theirs():
    cells = [{"uk": (0,), "en": (0,)}, {"uk": (1,), "en": ()}, {"uk": (), "en": (1,)}]
    made = pairs(five_rows(cells=cells), Interface("en"), {})
    said = {(pair.source, pair.target): [(each.source, each.target) for each in pair.units] for pair in made}
    assert said == {("uk", "en"): [(UK[0], EN[0]), (UK[1], "")], ("en", "uk"): [(EN[1], "")]}
    assert widest(made).source == "uk"
    assert widest([]) is None


def test_notes_of_a_unit_are_about_its_editions_alone():
    made = five_rows(at(0, "ours", edition="en"), at(0, "theirs", edition="ru"), at(0, "both", edition=None))
    (pair,) = pairs(made, Interface("en"), {})
    assert len(pair.units[0].notes) == 2


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
@pytest.mark.parametrize("cause", [*FAULTS, "of-tomorrow"])
def test_why_there_is_no_draft_is_said_for_every_failure(language, cause):
    said = failure(replace(draft(), text=None, error="\x1b[31mno\x1b[0m", cause=cause), Interface(language))
    assert "\x1b" not in said
    assert len(said) > 10


def test_a_term_is_said_by_what_became_of_it():
    made = DraftTerm(origin="glossary", source="мер", wanted="mayor", said="head", applied=False)
    english = Interface("en")
    found = [
        term(made, english),
        term(replace(made, applied=True), english),
        term(replace(made, applied=True, said=""), english),
        term(replace(made, said=""), english),
        term(replace(made, wanted=""), english),
    ]
    assert len(set(found)) == 5
    assert found[0] == "The house says “mayor”, the draft “head”"
