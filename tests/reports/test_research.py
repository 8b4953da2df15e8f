"""What many comparisons have in common."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from locales.interface import Interface
from reports.research import TABLES, JsonLines, Tables
from reports.totals import ALL, Totals, class_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def lagging(comparison, **hours):
    """Return a comparison whose editions came so many hours after noon."""
    articles = {
        code: replace(article, published=NOON + timedelta(hours=hours[code]) if code in hours else None)
        for code, article in comparison.articles.items()
    }
    return replace(comparison, articles=articles)


def only(totals, publisher, source, target, lag=ALL):
    (total,) = [
        each
        for each in totals.lines()
        if (each.publisher, each.source, each.target, each.lag) == (publisher, source, target, lag)
    ]
    return total


def test_share_of_missing_paragraphs_by_publisher_and_pair(comparison, same):
    totals = Totals()
    totals.add(comparison)
    totals.add(replace(same, story="same"))
    total = only(totals, "visnyk.example", "uk", "ru")
    rows = sum(bool(row.cells["uk"]) for row in comparison.rows) + len(same.rows)
    assert (total.stories, total.rows, total.missing) == (2, rows, 1)
    assert total.share == pytest.approx(1 / rows)
    assert only(totals, ALL, "uk", "ru").rows == rows
    assert only(totals, "visnyk.example", "uk", "en").kinds["negation"] == 1


def test_classes_of_lags(comparison):
    totals = Totals()
    totals.add(lagging(comparison, uk=0, en=-1, ru=2))
    totals.add(replace(lagging(comparison, uk=0, ru=4), story="later"))
    assert only(totals, "visnyk.example", "uk", "ru", "1 to 6 h").stories == 2
    assert only(totals, "visnyk.example", "uk", "ru").median_hours == 3
    assert only(totals, "visnyk.example", "uk", "en", "earlier").stories == 1
    assert only(totals, "visnyk.example", "uk", "en", "unknown").stories == 1


@pytest.mark.parametrize(
    ("hours", "name"),
    [(None, "unknown"), (-0.1, "earlier"), (0, "under 1 h"), (1, "1 to 6 h"), (23.9, "6 to 24 h"), (99, "over 24 h")],
)
def test_every_lag_has_a_class(hours, name):
    assert class_of(hours) == name


def test_lines_say_what_they_are(comparison):
    out = io.StringIO()
    writer = JsonLines(out, Interface("en"))
    writer.add(comparison)
    writer.fail("broken", "why")
    writer.end()
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    kinds = [line["record"] for line in lines]
    assert kinds[0] == "story"
    assert kinds.count("row") == len(comparison.rows)
    assert kinds.count("finding") == len(comparison.findings)
    assert {"record": "failure", "story": "broken", "why": "why"} in lines
    total = next(line for line in lines if line["record"] == "total" and line["kinds"].get("missing"))
    assert total["share"] == pytest.approx(total["missing"] / total["rows"], abs=1e-4)


def test_tables_are_read_back(comparison):
    files = {name: io.StringIO(newline="") for name in TABLES}
    writer = Tables(files, ("uk", "en", "ru"), Interface("en"))
    writer.add(lagging(comparison, uk=2, ru=0))
    writer.fail("=broken()", "why")
    writer.end()
    tables = {name: list(csv.DictReader(io.StringIO(file.getvalue(), newline=""))) for name, file in files.items()}
    assert [len(tables[name]) for name in ("stories", "rows", "findings")] == [
        2,
        len(comparison.rows),
        len(comparison.findings),
    ]
    assert tables["stories"][1]["story"] == "'=broken()"
    wanted = ("visnyk.example", "uk", "ru", "all")
    (total,) = (
        line for line in tables["totals"] if (line["publisher"], line["source"], line["target"], line["lag"]) == wanted
    )
    assert (total["hours"], total["missing"]) == ("-2.0", "1")


def test_a_table_alone(comparison):
    out = io.StringIO(newline="")
    writer = Tables({"totals": out}, ("uk", "en", "ru"), Interface("en"))
    writer.add(comparison)
    writer.end()
    header = out.getvalue().splitlines()[0].split(",")
    assert header[:7] == ["publisher", "source", "target", "lag", "stories", "rows", "lacking"]
    assert len(set(header)) == len(header)
