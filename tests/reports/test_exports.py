"""Exports for translators and researchers: what goes out comes back, whatever the texts hold."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.po import pofile
from translate.storage.tmx import tmxfile

import reports
from alignment.types import Draft, Finding, FindingKind, Relation, Row, Severity
from locales.messages import Message
from parsers.types import Article, Block, BlockKind
from reports.aligned_rows import aligned_rows
from reports.formats import rows_csv, rows_jsonl, tmx
from reports.formats.toolkit import installed
from reports.plain import encodable

pytestmark = [
    # translate-toolkit opens files for its readers and leaves them to the collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
NASTY = {
    "control characters": "a\x00b\x08c\x1f",
    "end of cdata": "a ]]> b <![CDATA[ c",
    "markup": "<b>&amp; \"quoted\" 'so'</b>",
    "emoji": "Готово 👍🏽 🇺🇦",
    "right-to-left marks": "дата \u200f12\u200e \u202eabc\u202c",
    "half a pair": "a\ud83d b",
    "not a character": "a\ufffe\uffff b",
    "lines": "перший\nдругий\tтретій",
    "blanks": "  обабіч  ",
}
HERE = Path(__file__).parent
TOOLS = Path(sys.executable).parent


def block(text):
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def told(comparison, rows):
    """Return a comparison whose rows hold these texts, a dict by language for each."""
    languages = list(comparison.articles)
    blocks = {code: [row[code] for row in rows if row.get(code)] for code in languages}
    seen = dict.fromkeys(languages, 0)
    made = []
    for row in rows:
        cells = {}
        for code in languages:
            cells[code] = (seen[code],) if row.get(code) else ()
            seen[code] += bool(row.get(code))
        relation = Relation.ALIGNED if all(cells.values()) else Relation.PARTIAL
        made.append(Row(cells=cells, relation=relation, score=0.9))
    articles = {
        code: Article(url=f"{code}.txt", language=code, title=code, blocks=tuple(map(block, blocks[code])))
        for code in languages
    }
    return replace(comparison, articles=articles, rows=tuple(made), findings=(), drafts=())


def expected(text):
    return reports.plain.writable(text)


def parsed(text):
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


def require_valid(text, format_):
    """Hold a file against what its standard says about elements, their order and their attributes."""
    with (HERE / "formats" / f"{format_}.dtd").open("rb") as file:
        etree.DTD(file).assertValid(parsed(text))


def memory(text):
    """Return the units of a TMX file, each with its texts by language, as lxml reads them."""
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    return [
        {tuv.get(lang): tuv.findtext("seg") for tuv in unit.iterfind("tuv")} for unit in parsed(text).iterfind(".//tu")
    ]


def files(text):
    """Return the files of an XLIFF 1.2, each with its languages and its units' source and target."""
    space = "{urn:oasis:names:tc:xliff:document:1.2}"
    return {
        (file.get("source-language"), file.get("target-language")): [
            (unit.findtext(f"{space}source"), unit.findtext(f"{space}target"))
            for unit in file.iterfind(f".//{space}trans-unit")
        ]
        for file in parsed(text).iterfind(f"{space}file")
    }


@pytest.mark.parametrize("format_", ["tmx", "xliff", "xliff2"])
def test_exports_are_what_their_standards_say(comparison, same, format_):
    for each in (comparison, same, replace(comparison, drafts=())):
        require_valid(reports.render(each, format_, "uk"), format_)


def test_memory_holds_all_languages_of_a_row_in_one_unit(comparison):
    rows = [row for row in aligned_rows(comparison) if sum(map(bool, row.texts.values())) > 1]
    units = memory(reports.render(comparison, "tmx", "en"))
    assert units == [{code: text for code, text in row.texts.items() if text} for row in rows]
    assert {"uk", "en", "ru"} in [set(unit) for unit in units]


def test_memory_holds_no_machine_drafts(comparison):
    assert comparison.drafts[0].text not in reports.render(comparison, "tmx", "en")


def test_memory_is_read_by_the_toolkit(comparison, tmp_path):
    file = tmp_path / "story.tmx"
    file.write_text(reports.render(comparison, "tmx", "en"))
    store = tmxfile(io.BytesIO(file.read_bytes()), sourcelanguage="uk", targetlanguage="ru")
    rows = [row for row in aligned_rows(comparison) if sum(map(bool, row.texts.values())) > 1]
    assert [(unit.source, unit.target) for unit in store.units] == [
        (row.texts["uk"], row.texts["ru"] or None) for row in rows
    ]


def test_every_row_is_a_unit_of_every_pair_that_has_it(comparison):
    found = files(reports.render(comparison, "xliff", "en"))
    rows = list(aligned_rows(comparison))
    assert set(found) >= {("uk", "en"), ("uk", "ru"), ("en", "ru")}
    for (source, target), units in found.items():
        assert all(text for text, _ in units), (source, target)
    for one, other in (("uk", "en"), ("uk", "ru"), ("en", "ru")):
        units = len(found.get((one, other), [])) + len(found.get((other, one), []))
        assert units == sum(bool(row.texts[one] or row.texts[other]) for row in rows)


def test_missing_paragraph_is_an_untranslated_unit_with_the_draft_as_alternative(comparison):
    text = reports.render(comparison, "xliff", "en")
    space = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    (unit,) = parsed(text).xpath("//x:trans-unit[x:alt-trans]", namespaces=space)
    assert unit.find("x:target", space) is None
    assert unit.findtext("x:alt-trans/x:target", None, space) == comparison.drafts[0].text
    origin = unit.find("x:alt-trans", space).get("origin")
    assert origin.startswith("Machine draft for RU from UA: LibreTranslate, ")
    assert "lacks" in unit.findtext("x:note", None, space)


def test_newer_xliff_holds_the_pair_with_most_to_fill_in(comparison):
    space = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:matches:2.0"}
    root = parsed(reports.render(comparison, "xliff2", "en"))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "uk", "ru")
    (unit,) = root.xpath("//x:unit[m:matches]", namespaces=space)
    assert [etree.QName(child).localname for child in unit] == ["matches", "notes", "segment"]
    assert unit.find("x:segment/x:target", space) is None
    assert unit.findtext("m:matches/m:match/x:target", None, space) == comparison.drafts[0].text
    assert len(root.findall(".//x:unit", space)) == sum(bool(row.texts["uk"]) for row in aligned_rows(comparison))


@pytest.mark.parametrize(("format_", "module"), [("xliff", "xliff.Xliff1File"), ("xliff2", "xliff2.Xliff2File")])
def test_xliff_is_read_by_the_toolkit(comparison, format_, module):
    name, kind = module.split(".")
    reader = getattr(__import__(f"translate.storage.{name}", fromlist=[kind]), kind)
    store = reader.parsestring(reports.render(comparison, format_, "en").encode())
    assert [unit.source for unit in store.units if not unit.target]
    texts = {text for row in aligned_rows(comparison) for text in row.texts.values()}
    assert {unit.source for unit in store.units} <= texts


def test_files_are_opened_by_a_second_tool(comparison, tmp_path):
    """The toolkit's converter makes a gettext catalogue of the file: texts published are translated, gaps are not."""
    two = replace(comparison, articles={code: comparison.articles[code] for code in ("uk", "ru")})
    two = replace(two, findings=tuple(each for each in two.findings if each.kind is FindingKind.MISSING))
    (tmp_path / "story.xlf").write_text(reports.render(two, "xliff", "en"))
    made = tmp_path / "story.po"
    command = [TOOLS / "xliff2po", "--progress=none", tmp_path / "story.xlf", made]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    units = [unit for unit in pofile.parsestring(made.read_bytes()).units if unit.source]
    rows = [row for row in aligned_rows(two) if row.texts["uk"]]
    assert [unit.source for unit in units] == [row.texts["uk"] for row in rows]
    assert [unit.target for unit in units] == [row.texts["ru"] for row in rows]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("format_", ["tmx", "xliff", "xliff2"])
def test_whatever_a_text_holds_the_file_is_valid_and_says_it(comparison, format_, text):
    rows = [{"uk": f"є {text}", "en": f"so {text}", "ru": f"так {text}"}, {"uk": f"лише {text}", "en": "only"}]
    made = told(comparison, rows)
    finding = Finding(
        id="m", kind=FindingKind.MISSING, severity=Severity.MAJOR, message=Message(text=text), edition="ru", row=1
    )
    now = datetime(2026, 11, 22, tzinfo=UTC)
    draft = Draft(finding="m", source="uk", target="ru", provider=text, created=now, text=f"только {text}")
    written = reports.render(replace(made, story=f"s{text}", findings=(finding,), drafts=(draft,)), format_, "en")
    require_valid(written, format_)
    said = [node.text or "" for node in parsed(written).iter()]
    wanted = [f"є {text}"] + ([f"только {text}"] if format_ != "tmx" else [f"so {text}"])
    assert [expected(each) for each in wanted if expected(each) not in said] == []


texts = st.text(max_size=40).filter(str.strip)


@given(st.lists(st.fixed_dictionaries({"uk": texts, "en": texts, "ru": st.just("") | texts}), min_size=1, max_size=4))
def test_exports_come_back_as_they_went(rows):
    comparison = told(_EMPTY, rows)
    back = [json.loads(line) for line in reports.render(comparison, "rows-jsonl", "en").splitlines()]
    assert [line["texts"] for line in back] == rows
    lines = list(csv.DictReader(io.StringIO(reports.render(comparison, "rows-csv", "en"), newline="")))
    assert [line["text:uk"] for line in lines] == [rows_csv.safe(encodable(row["uk"])) for row in rows]
    seen = [{code: expected(text) for code, text in row.items() if text} for row in rows]
    assert memory(reports.render(comparison, "tmx", "en")) == seen


_EMPTY = None


@pytest.fixture(autouse=True, scope="module")
def _empty(comparison):
    global _EMPTY  # noqa: PLW0603 - hypothesis calls the test many times and takes no fixtures of a function
    _EMPTY = comparison


def test_rows_are_written_with_their_scores_and_findings(comparison):
    lines = [json.loads(line) for line in reports.render(comparison, "rows-jsonl", "en").splitlines()]
    assert [line["row"] for line in lines] == list(range(len(comparison.rows)))
    assert list(lines[0]) == ["story", "publisher", "row", "relation", "score", "cells", "texts", "findings"]
    assert lines[0]["publisher"] == "visnyk.example"
    assert lines[0]["cells"] == {"uk": [0, 1], "en": [0], "ru": [0, 1]}
    kinds = {finding["kind"] for line in lines for finding in line["findings"]}
    assert kinds == {finding.kind for finding in comparison.findings if finding.row is not None}


def test_dismissed_findings_are_in_no_export(comparison):
    states = {finding.id: "dismissed" for finding in comparison.findings}
    for format_ in ("rows-csv", "rows-jsonl", "tmx", "xliff", "xliff2"):
        text = reports.render(comparison, format_, "en", states=states)
        assert "negation" not in text
        assert "lacks" not in text


def test_half_a_pair_of_surrogates_can_be_written_to_a_file(comparison):
    made = told(comparison, [{"uk": "a\ud83d", "en": "b"}])
    for format_ in ("rows-csv", "rows-jsonl", "tmx", "xliff", "xliff2"):
        assert reports.render(made, format_, "en").encode()


def test_lines_of_many_stories_are_written_as_they_come(comparison):
    seen = []

    def stories():
        for number in range(3):
            seen.append(len(out.getvalue()))
            yield replace(comparison, story=f"s{number}")

    for write in (rows_jsonl.write, tmx.write):
        out = io.StringIO()
        seen.clear()
        assert write(stories(), out) >= 3
        assert seen == sorted(set(seen))  # each story found the one before written


@pytest.mark.parametrize("format_", [name for name, each in reports.FORMATS.items() if each.extra])
def test_without_the_toolkit_it_is_one_line(comparison, format_, monkeypatch):
    monkeypatch.setitem(sys.modules, "translate", None)
    assert not installed()
    with pytest.raises(reports.UnavailableFormatError, match=r"translate-toolkit; docs/exports"):
        reports.render(comparison, format_, "en")


def test_toolkit_is_loaded_only_when_asked_for():
    modules = ", ".join(f"reports.formats.{name}" for name in ("xliff", "tmx", "xliff2", "toolkit"))
    code = f"import sys, {modules}; print('translate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
