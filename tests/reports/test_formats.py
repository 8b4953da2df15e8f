import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import reports
from locales.interface import edition_label
from locales.messages import Message
from reports.formats.document import Report, json_schema
from reports.formats.markdown import summary_table

ROOT = Path(__file__).parent.parent.parent
FILES = {
    "rich": "rich.txt",
    "json": "report.json",
    "markdown": "report.md",
    "csv": "report.csv",
    "sarif": "report.sarif",
    "junit": "junit.xml",
}


@pytest.mark.parametrize(("format_", "name"), FILES.items())
def test_formats_stay_as_they_are(comparison, golden, format_, name):
    golden(name, reports.render(comparison, format_, "uk" if format_ == "rich" else "en"))


def test_schema_is_what_the_repository_keeps():
    assert (ROOT / "docs" / "report.schema.json").read_text() == json_schema(), "make schema writes it"


def test_json_follows_its_schema_and_reads_back(comparison):
    text = reports.render(comparison, "json", "ru")
    jsonschema.validate(json.loads(text), json.loads(json_schema()))
    assert Report.model_validate_json(text).findings[0].message == "В UA — «800 000», в остальных — «880 000»"


def test_json_has_the_fields_of_the_contract_and_no_others(comparison):
    report = json.loads(reports.render(replace(comparison, drafts=()), "json", "en"))
    assert list(report) == ["schema", "engine", "created", "story", "rows", "findings"]
    assert report["schema"] == "zvirka.report/1"
    edition = report["story"]["editions"]["uk"]
    assert list(edition) == ["url", "title", "language", "authors", "published", "modified", "blocks", "dropped"]
    assert list(edition["blocks"][0]) == ["kind", "role", "text", "path"]
    assert list(edition["dropped"][0]) == ["kind", "text", "reason", "path"]
    assert list(report["rows"][0]) == ["cells", "relation", "score"]
    keys = ["id", "kind", "severity", "edition", "row", "cause", "confidence", "message", "evidence"]
    assert list(report["findings"][0]) == keys
    assert list(report["findings"][0]["evidence"][0]) == ["edition", "block", "start", "end", "text"]


def test_unknown_formats_are_refused_in_one_line(comparison):
    with pytest.raises(reports.UnavailableFormatError) as error:
        reports.render(comparison, "docx", "en")
    assert "docx" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("format_", reports.FORMATS)
def test_a_comparison_without_findings_is_written_too(same, format_):
    assert reports.render(same, format_, "en")


def said(comparison, value):
    message = Message(
        text="{edition} says {value}, the others say {other}",
        values={"edition": "language:uk", "value": value, "other": "x"},
    )
    return replace(comparison, findings=(replace(comparison.findings[0], message=message),))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_csv_cells_are_no_formulas(comparison, text):
    article = replace(
        comparison.articles["uk"], blocks=tuple(replace(block, text=text) for block in comparison.articles["uk"].blocks)
    )
    changed = replace(comparison, articles={**comparison.articles, "uk": article}, findings=comparison.findings[2:3])
    lines = list(csv.DictReader(io.StringIO(reports.render(changed, "csv", "en"))))
    assert lines[0]["text:uk"] == "'" + text


def test_terminal_shows_control_characters_instead_of_obeying_them(comparison):
    assert "\x1b" not in reports.render(said(comparison, "\x1b[2J\x1b[31m8"), "rich", "en")
    article = replace(comparison.articles["uk"], title="\x1b]0;title\x07 \u202etxet")
    text = reports.render(replace(comparison, articles={**comparison.articles, "uk": article}), "rich", "en")
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_markdown_of_article_text_is_no_markup(comparison):
    text = reports.render(said(comparison, "[a](javascript:b) <img> **c** | `d`"), "markdown", "en")
    assert r"\[a\](javascript:b) \<img\> \*\*c\*\* \| \`d\`" in text


def test_junit_is_well_formed_whatever_the_text_holds(comparison):
    suite = ET.fromstring(reports.render(said(comparison, "a\x00\ufffe<&"), "junit", "en")).find("testsuite")
    assert suite.get("failures") == "1"


def test_markdown_summary_is_a_table_with_a_line_for_each_story(comparison, same):
    lines = summary_table([comparison, same], "en").splitlines()
    assert len(lines) == 4
    assert "No difference found" in lines[3]
    settled = {comparison.story: {finding.id: "dismissed" for finding in comparison.findings}}
    assert "4 findings, all settled" in summary_table([comparison], "en", states=settled)


def test_dismissed_findings_count_in_no_format(comparison):
    states = {finding.id: "dismissed" for finding in comparison.findings}
    told = {name: reports.render(comparison, name, "en", states=states) for name in reports.FORMATS}
    assert json.loads(told["json"])["findings"] == []
    jsonschema.validate(json.loads(told["json"]), json.loads(json_schema()))
    suite = ET.fromstring(told["junit"]).find("testsuite")
    assert (suite.get("failures"), suite.get("skipped")) == ("0", str(len(states)))
    assert len(suite.findall("testcase/skipped")) == len(states)
    results = json.loads(told["sarif"])["runs"][0]["results"]
    assert [result["suppressions"][0]["status"] for result in results] == ["accepted"] * len(states)
    assert {line["state"] for line in csv.DictReader(io.StringIO(told["csv"]))} == {"dismissed"}
    for name in ("markdown", "rich"):
        assert "Critical: 1" not in told[name]
        assert told[name].count("Dismissed") == len(states)


def test_what_is_dismissed_stands_last(comparison):
    worst = min(comparison.findings, key=lambda finding: finding.severity.rank)
    text = reports.render(comparison, "markdown", "en", states={worst.id: "dismissed"})
    assert text.rstrip().endswith(f"`{worst.id}`")


def test_sarif_has_what_code_hosts_ask_for(comparison):
    """GitHub's rules for code scanning: a line, a location for each result, a name and help for each rule."""
    nowhere = replace(comparison.findings[0], id="nowhere", evidence=(), edition=None)
    (run,) = json.loads(reports.render(replace(comparison, findings=(*comparison.findings, nowhere)), "sarif", "uk"))[
        "runs"
    ]
    driver = run["tool"]["driver"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
    for rule in driver["rules"]:
        texts = [rule["name"], *(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))]
        assert all(texts), rule
        assert rule["name"].casefold() != rule["id"].casefold(), "SARIF1001 of Microsoft's validator"
    for result, finding in zip(run["results"], (*comparison.findings, nowhere), strict=True):
        (place,) = result["locations"]
        related = result.get("relatedLocations", [])
        assert [each["id"] for each in related] == list(range(1, len(related) + 1))
        for each in (place, *related):
            region = each["physicalLocation"]["region"]
            assert region["startLine"] >= 1
            assert region.get("endColumn", 2) > region.get("startColumn", 1)
        if any(span.edition == finding.edition for span in finding.evidence):
            assert place["message"]["text"] == edition_label(finding.edition)


@pytest.mark.parametrize(
    "url", ["https://visnyk.example/ukr/1?a=б в", "/дім/тека 1/uk.html", "C:\\news\\uk.html", "standard input"]
)
@pytest.mark.parametrize("language", ["uk", "en", "ru"])
def test_sarif_is_valid_wherever_the_pages_come_from(comparison, language, url):
    """SARIF 2.1.0, with what GitHub asks for; each result names a rule that is there."""
    schema = json.loads((Path(__file__).parent / "formats" / "sarif.schema.json").read_text())
    articles = {code: replace(article, url=url) for code, article in comparison.articles.items()}
    twice = {finding.id: "dismissed" for finding in comparison.findings[:1]}
    log = json.loads(reports.render(replace(comparison, articles=articles), "sarif", language, states=twice))
    jsonschema.validate(log, schema)
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == set(rules)


def test_people_count_rows_from_one_and_programs_from_zero(comparison):
    rows = [finding.row for finding in comparison.findings]
    table = csv.DictReader(io.StringIO(reports.render(comparison, "csv", "en")))
    assert [int(line["row"]) for line in table] == [row + 1 for row in rows]
    assert [each["row"] for each in json.loads(reports.render(comparison, "json", "en"))["findings"]] == rows
    lines = list(csv.DictReader(io.StringIO(reports.render(comparison, "rows-csv", "en"))))
    assert [int(line["row"]) for line in lines] == list(range(1, len(comparison.rows) + 1))
    records = [json.loads(line) for line in reports.render(comparison, "rows-jsonl", "en").splitlines()]
    assert [record["row"] for record in records] == list(range(len(comparison.rows)))
