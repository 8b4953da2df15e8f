import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

import reports
from alignment.types import FindingKind
from locales.messages import Message
from parsers.types import Block, BlockKind, DroppedBlock
from reports.formats.html import index, page, source_hash

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "\u202egnirts\u2066",
    "{{ 7 * 7 }}{% raw %}",
    "</style></script><base href=//evil.example>",
    "я" * 1_000_000,
]


def hostile(comparison, text):
    """Put a text wherever text of strangers can stand."""
    article = replace(
        comparison.articles["uk"],
        url=text,
        title=text,
        authors=(text,),
        blocks=tuple(replace(block, text=text) for block in comparison.articles["uk"].blocks),
        dropped=(DroppedBlock(kind=BlockKind.PARAGRAPH, text=text, reason=text),),
    )
    message = Message(
        text="{edition} says {value}, the others say {other}",
        values={"edition": "language:uk", "value": text, "other": text},
    )
    findings = tuple(replace(finding, message=message, cause=text, evidence=()) for finding in comparison.findings)
    drafts = tuple(replace(draft, text=text, provider=text) for draft in comparison.drafts)
    return replace(
        comparison, articles={**comparison.articles, "uk": article}, findings=findings, drafts=drafts, story=text
    )


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_text_of_strangers_is_text(comparison, text):
    plain = BeautifulSoup(page(comparison, "en"), "lxml")
    soup = BeautifulSoup(page(hostile(comparison, text), "en"), "lxml")
    assert len(soup("script")) == len(plain("script")) == 1
    assert len(soup("style")) == 1
    assert not soup.find_all(["img", "base", "iframe", "object"])
    assert not soup.find_all(lambda tag: any(name.startswith("on") or name == "style" for name in tag.attrs))
    assert {link["href"].split(":")[0] for link in soup("a") if not link["href"].startswith("#")} <= {"https"}


def test_the_page_is_one_file_that_loads_nothing(comparison):
    text = page(comparison, "uk")
    soup = BeautifulSoup(text, "lxml")
    assert not soup.find_all(["link", "img", "iframe"])
    assert not soup.find_all(src=True)
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert source_hash(soup.style.string) in policy
    assert source_hash(soup.script.string) in policy
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import", soup.style.string)


def test_every_cell_says_its_language(comparison):
    soup = BeautifulSoup(page(comparison, "en"), "lxml")
    assert soup.html["lang"] == "en"
    for row in soup.select("table.rows tr:has(> th[scope=row])"):
        cells = row.find_all("td", recursive=False)
        assert len(cells) == 3
        assert [cell.get("lang") for cell in cells if "gap" not in cell["class"]] == [
            code for code, cell in zip(("uk", "en", "ru"), cells, strict=True) if "gap" not in cell["class"]
        ]


def test_a_gap_is_said_in_words(comparison):
    soup = BeautifulSoup(page(comparison, "uk"), "lxml")
    gap = soup.select_one("#row-5 td.gap")
    assert "Немає в RU" in gap.get_text()
    assert gap.svg


def test_moved_text_links_to_its_other_place(comparison):
    soup = BeautifulSoup(page(comparison, "en"), "lxml")
    link = soup.select_one("#row-9 .badge a")
    assert link.get_text() == "In RU this stands after row 10"
    assert soup.select_one(link["href"])


def test_every_link_inside_the_page_leads_somewhere(comparison):
    soup = BeautifulSoup(page(comparison, "en"), "lxml")
    targets = {link["href"] for link in soup("a") if link["href"].startswith("#")}
    assert [target for target in targets if not soup.find(id=target[1:])] == []


def test_evidence_is_marked_and_tied_to_its_finding(comparison):
    soup = BeautifulSoup(page(comparison, "en"), "lxml")
    link = soup.select_one("#row-10 a.evidence")
    assert link.mark.get_text() == "800 тисяч"
    assert soup.select_one(link["href"])["data-kind"] == "number"


def test_dismissed_findings_are_listed_and_not_counted(comparison):
    number = comparison.findings[0].id
    soup = BeautifulSoup(page(comparison, "en", states={number: "dismissed"}), "lxml")
    assert (
        soup.h1.get_text(strip=True).replace("\xa0", " ") == "1 statement contradicts the others; RU lacks 1 paragraph"
    )
    assert [item["id"] for item in soup.select(".finding")][-1] == f"f-{number}"
    assert not soup.select(".count.critical")
    row = soup.select_one("#row-10")
    assert row.get("class") is None
    assert not row("mark")
    assert "Dismissed" in row.find_next_sibling("tr").get_text()
    counts = {button["data-value"]: button.span.get_text() for button in soup.select("[data-filter] button")}
    assert (counts.get("critical"), counts["open"], counts["dismissed"]) == (None, "3", "1")


def test_drafts_say_that_a_machine_made_them(comparison):
    draft = BeautifulSoup(page(comparison, "en"), "lxml").select_one(".draft")
    assert "Machine draft for RU from UA: LibreTranslate" in draft.summary.get_text()
    assert "not proofread" in draft.get_text()


def test_an_edition_that_could_not_be_read_has_a_place(comparison):
    lost = replace(comparison.findings[0], kind=FindingKind.EDITION_UNAVAILABLE, edition="pl", row=None, evidence=())
    soup = BeautifulSoup(page(replace(comparison, findings=(lost,)), "en"), "lxml")
    assert "Edition unavailable" in soup.select(".edition")[-1].get_text()


def test_a_story_without_rows_or_findings_is_still_a_page(comparison):
    empty = replace(comparison, rows=(), findings=(), drafts=())
    assert "Nothing was found." in page(empty, "en")


@pytest.mark.parametrize("kind", list(BlockKind))
def test_every_kind_of_block_has_a_form(comparison, kind):
    blocks = tuple(Block(kind=kind, text="Текст") for _ in comparison.articles["uk"].blocks)
    article = replace(comparison.articles["uk"], blocks=blocks)
    changed = replace(comparison, articles={**comparison.articles, "uk": article}, findings=())
    assert "Текст" in page(changed, "en")


def test_sixty_rows_stay_small(long_comparison):
    assert len(page(long_comparison, "uk").encode()) < 200_000


def test_render_gives_the_page(comparison):
    assert reports.render(comparison, "html", "en") == page(comparison, "en")


def test_a_batch_has_an_index_with_the_most_serious_story_first(comparison, same):
    soup = BeautifulSoup(index([(same, "same.html"), (comparison, "a b.html")], "en"), "lxml")
    assert [link["href"] for link in soup("a")] == ["a b.html", "same.html"]
    assert "No difference found" in soup.select(".finding")[1].get_text()
    assert not soup("script")
    settled = {comparison.story: {finding.id: "dismissed" for finding in comparison.findings}}
    soup = BeautifulSoup(index([(same, "same.html"), (comparison, "a b.html")], "en", states=settled), "lxml")
    assert [link["href"] for link in soup("a")] == ["same.html", "a b.html"]
    assert not soup.select(".count")


def test_new_findings_say_so_and_count(comparison):
    soup = BeautifulSoup(page(comparison, "en", states={comparison.findings[0].id: "new"}), "lxml")
    assert "New" in soup.select_one(f"#f-{comparison.findings[0].id} header").get_text()
    assert soup.select_one(".count.critical")
