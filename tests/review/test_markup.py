"""Markup in every text of a comparison at once: a field of tomorrow is tried too."""

import html
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

import reports
from pipeline.watching import digest_html
from pipeline.watching.digest_text import Told
from reports.formats.report_formats import FORMATS
from tests.review.test_routes_and_roles import all_routes
from tests.support.stories import comparison, draft, finding

#: What names something else and comes from us: languages, ids, kinds. All other texts may be a stranger's.
OURS = {
    *("Article.language", "Alternate.language", "Block.language", "Comparison.expected", "Row.moved"),
    *("Comparison.story", "Evidence.edition", "Finding.id", "Finding.edition", "Notice.kind", "Message.plural"),
    *("Draft.finding", "Draft.source", "Draft.target"),
}
TRIED = [
    "<script>alert(1)</script>{}",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)//",
    "javascript:alert(1)/*",
]


def everywhere(value, text):
    """Return a value in which every text that may be a stranger's is this one, also where there was none."""
    if is_dataclass(value):
        return replace(value, **{each.name: _field(value, each, text) for each in fields(value)})
    if isinstance(value, tuple):
        return tuple(everywhere(each, text) for each in value)
    if isinstance(value, Mapping):
        return {name: everywhere(each, text) for name, each in value.items()}
    return value


def _field(value, field, text):
    old = getattr(value, field.name)
    if f"{type(value).__name__}.{field.name}" in OURS:
        return old
    if field.type in {"str", "str | None"}:
        return text
    if field.type == "tuple[str, ...]":
        return (text,)
    if field.type == "Mapping[str, str | int]":
        return {name: text if isinstance(each, str) else each for name, each in old.items()}
    return everywhere(old, text)


@pytest.fixture(params=TRIED)
def hostile(request):
    return everywhere(comparison(drafts=(draft(),), findings=(finding(), finding("b", edition=None))), request.param)


def refuse(page, scripts=0):
    """Fail where a page holds more than its own markup."""
    soup = BeautifulSoup(page, "lxml")
    assert not soup.find_all(["img", "base", "iframe", "object"])
    assert len([each for each in soup("script") if not each.get("src")]) == scripts
    assert not soup.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
    places = [value for tag in soup.find_all() for name in ("href", "src", "action") if (value := tag.get(name))]
    assert not [each for each in places if each.lower().lstrip().startswith(("javascript:", "data:text", "vbscript:"))]


def test_no_page_of_the_app_takes_markup(site, hostile):
    site.store.record(hostile, {})
    client = site.client()
    filled = {"story": hostile.story, "finding": hostile.findings[0].id, "decision": "1", "name": hostile.house}
    shown = 0
    for method, path in all_routes():
        if method == "GET" and "{suffix}" not in path and not path.endswith("/events"):
            answer = client.get(path.format(**filled, token="x"))
            kind = answer.headers.get("content-type", "")
            if kind.startswith("text/html"):
                refuse(answer.text)
                shown += "alert(1)" in html.unescape(answer.text)
            elif "xml" in kind:
                ET.fromstring(answer.content)
    assert shown >= 4, "the text stands in the pages"


@pytest.mark.parametrize(
    "name", [each.name for each in FORMATS.values() if each.suffix in {"html", "xml", "tmx", "xlf"}]
)
def test_no_report_takes_markup(hostile, name):
    text = reports.render(hostile, name, "en")
    assert "alert(1)" in html.unescape(text)
    if name == "html":
        refuse(text, scripts=1)
    else:
        ET.fromstring(text.encode() if isinstance(text, str) else text)


def test_no_letter_takes_markup(hostile):
    page = digest_html.page([hostile.articles["uk"].title], [Told(hostile, hostile.findings, ())], "en")
    assert "alert" in page
    refuse(page)
