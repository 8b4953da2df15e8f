from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.types import FindingKind, Severity
from locales.interface import Interface
from reports.marks import Span, excerpt, pieces
from reports.rows import row_views, segments
from reports.summary import complete, counts, coverage, verdict
from reports.wording import KINDS, SEVERITIES


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "1 figure differs; 1 statement contradicts the others; RU lacks 1 paragraph"),
        ("uk", "1 число не збігається; 1 твердження суперечить іншим; у RU бракує 1 абзацу"),
        ("ru", "1 число не совпадает; 1 утверждение противоречит остальным; в RU не хватает 1 абзаца"),
    ],
)
def test_verdict_is_one_line_in_every_language(comparison, language, line):
    assert verdict(comparison, comparison.findings, Interface(language)) == line


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (1, "У RU бракує 1 абзацу"),
        (2, "У RU бракує 2 абзаців"),
        (5, "У RU бракує 5 абзаців"),
        (21, "У RU бракує 21 абзацу"),
    ],
)
def test_verdict_has_the_plural_that_goes_with_the_number(comparison, count, line):
    assert verdict(comparison, [comparison.findings[2]] * count, Interface("uk")) == line


def test_a_missing_part_is_never_called_agreement(comparison):
    interface = Interface("en")
    assert not complete(comparison)
    nothing = replace(comparison, findings=())
    assert verdict(nothing, (), interface) == "No contradiction found, but not every edition has every paragraph"
    assert verdict(comparison, (), interface) == "4 findings, all settled"
    notes = [replace(comparison.findings[2], severity=Severity.INFO)]
    assert verdict(comparison, notes, interface) == "Nothing serious; 1 note"


def test_many_kinds_are_named_up_to_four(comparison):
    finding = comparison.findings[0]
    findings = [replace(finding, kind=kind) for kind in list(FindingKind)[:9]]
    assert verdict(comparison, findings, Interface("en")).endswith("; 5 more things")


def test_every_kind_and_severity_has_a_name_and_a_clause(comparison):
    assert set(KINDS) == set(FindingKind)
    assert set(SEVERITIES) == set(Severity)
    for kind in FindingKind:
        for edition in ("uk", None):
            assert verdict(comparison, [replace(comparison.findings[0], kind=kind, edition=edition)], Interface("ru"))


def test_coverage_counts_rows(comparison):
    assert [(each.edition, each.present, each.total) for each in coverage(comparison)] == [
        ("uk", 10, 10),
        ("en", 10, 10),
        ("ru", 9, 10),
    ]


def test_counts_name_every_severity(comparison):
    assert list(counts(comparison.findings).values()) == [1, 2, 0, 1]


def test_rows_fold_where_editions_agree_and_keep_one_row_of_context(long_comparison):
    findings = long_comparison.findings[:1] + long_comparison.findings[-1:]  # rows 0 and 57
    rows = row_views(replace(long_comparison, findings=findings))
    shown = [(segment.folded, len(segment.rows)) for segment in segments(rows)]
    assert shown == [(False, 2), (True, 54), (False, 3), (False, 1)]  # one agreeing row alone is not worth folding


def test_a_gap_or_a_moved_row_is_never_folded(comparison):
    rows = row_views(replace(comparison, findings=()))
    folded = [view.index for segment in segments(rows) if segment.folded for view in segment.rows]
    assert not {4, 8} & set(folded)


def test_moved_rows_say_after_which_row_the_text_stands(comparison):
    row = row_views(comparison)[8]
    assert {cell.edition: cell.stands_after for cell in row.cells} == {"uk": None, "en": None, "ru": 9}


spans = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=6)


@given(st.text(max_size=36), spans)
def test_pieces_joined_are_the_text(text, marked):
    finding = None
    found = pieces(text, [Span(start, end, finding) for start, end in marked if start >= end])
    assert "".join(piece.text for piece in found) == text


@given(text=st.text(min_size=1, max_size=60), marked=spans, limit=st.integers(1, 80))
def test_marks_survive_shortening(comparison_finding, text, marked, limit):
    found = pieces(text, [Span(start, end, comparison_finding) for start, end in marked])
    assert "".join(piece.text for piece in found) == text
    kept = [piece.text for piece in excerpt(found, limit) if piece.findings]
    assert kept == [piece.text for piece in found if piece.findings]


@pytest.fixture(scope="session")
def comparison_finding(comparison):
    return comparison.findings[0]
