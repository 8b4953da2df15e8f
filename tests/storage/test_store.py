import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from alignment.types import Severity
from parsers.page import parse
from storage.models import Base, StoredFinding
from storage.store import Store
from storage.types import StorageError
from tests.support.stories import HOUR, NOW, article, comparison, draft, finding, snapshot


def rows(store):
    """Count what stands in every table."""
    with store._engine.begin() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in Base.metadata.sorted_tables
        }


def lives(store, story="visnyk-1"):
    query = sa.select(StoredFinding.id, StoredFinding.first_seen, StoredFinding.last_seen, StoredFinding.resolved)
    with store._engine.begin() as connection:
        found = connection.execute(query.where(StoredFinding.story == story).order_by(StoredFinding.id))
        return [tuple(row) for row in found]


def test_comparison_comes_back_as_it_was(store):
    made = comparison(drafts=(draft(),))
    store.record(made, {"uk": snapshot()})
    assert store.comparison("visnyk-1") == made


def test_unknown_story(store):
    assert store.comparison("nowhere") is None
    assert store.summary("nowhere") is None


def test_recording_the_same_again_adds_nothing(store):
    made, pages = comparison(drafts=(draft(),)), {"uk": snapshot(), "en": snapshot(b"english")}
    store.record(made, pages)
    before = rows(store)
    later = replace(made, created=NOW + HOUR, drafts=(replace(draft(), created=NOW + HOUR),))
    store.record(later, {"uk": snapshot(fetched=NOW + HOUR), "en": snapshot(b"english", fetched=NOW + HOUR)})
    assert rows(store) == before


def test_same_bytes_are_kept_once(store):
    store.record(comparison("one"), {"uk": snapshot(), "en": snapshot()})
    store.record(comparison("two"), {"uk": snapshot()})
    assert rows(store)["contents"] == 1
    assert rows(store)["snapshots"] == 3


def test_newest_comparison_is_returned(store):
    store.record(comparison(), {})
    newer = comparison(created=NOW + HOUR, findings=())
    store.record(newer, {})
    assert store.comparison("visnyk-1") == newer


def test_finding_lives_from_first_seen_to_resolved_and_may_come_back(store):
    store.record(comparison(findings=(finding("a"), finding("b"))), {})
    store.record(comparison(findings=(finding("b"),), created=NOW + HOUR), {})
    assert lives(store) == [("finding-a", NOW, NOW, NOW + HOUR), ("finding-b", NOW, NOW + HOUR, None)]
    store.record(comparison(findings=(finding("a"),), created=NOW + 2 * HOUR), {})
    assert lives(store) == [
        ("finding-a", NOW, NOW + 2 * HOUR, None),
        ("finding-b", NOW, NOW + HOUR, NOW + 2 * HOUR),
    ]


def test_same_finding_in_two_stories_is_two_findings(store):
    store.record(comparison("one"), {})
    store.record(comparison("two", findings=()), {})
    assert lives(store, "one") == [("finding-a", NOW, NOW, None)]


def test_failing_record_leaves_nothing(store):
    broken = replace(snapshot(), url=None)  # violates the table, after most is written
    with pytest.raises(sa.exc.StatementError):
        store.record(comparison(findings=(finding("a"),)), {"uk": broken})
    assert set(rows(store).values()) == {0}


def test_summary_counts_open_findings(store):
    store.record(comparison(findings=(finding("a"), finding("b", severity=Severity.INFO))), {})
    store.record(comparison(findings=(finding("b", severity=Severity.INFO),), created=NOW + HOUR), {})
    summary = store.summary("visnyk-1")
    assert (summary.title, summary.compared) == ("Заголовок uk", NOW + HOUR)
    assert summary.counts == {Severity.CRITICAL: 0, Severity.MAJOR: 0, Severity.MINOR: 0, Severity.INFO: 1}
    assert [(edition.language, edition.url) for edition in summary.editions] == [
        ("uk", "https://visnyk.example/uk/1"),
        ("en", "https://visnyk.example/en/1"),
    ]


def test_list_goes_from_new_to_old_piece_by_piece(store):
    for number in range(7):
        store.record(comparison(f"story-{number}", created=NOW + (number // 2) * HOUR), {})
    seen, cursor = [], None
    while True:
        piece = store.stories(limit=3, after=cursor)
        seen.extend(story.id for story in piece.stories)
        cursor = piece.next
        if cursor is None:
            break
    assert seen == ["story-6", "story-5", "story-4", "story-3", "story-2", "story-1", "story-0"]


def test_list_has_no_gaps_when_stories_arrive_between_its_pieces(store):
    for number in range(4):
        store.record(comparison(f"story-{number}", created=NOW + number * HOUR), {})
    piece = store.stories(limit=2)
    store.record(comparison("story-9", created=NOW + 9 * HOUR), {})
    assert [story.id for story in store.stories(limit=2, after=piece.next).stories] == ["story-1", "story-0"]


@pytest.mark.parametrize("cursor", ["", "x", "x~y", "~"])
def test_broken_cursor(store, cursor):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        store.stories(after=cursor)


def test_empty_list(store):
    assert store.stories() == type(store.stories())(stories=(), next=None)


def test_story_is_known_by_the_addresses_of_its_editions(store):
    canonical = article("uk", url="https://visnyk.example/uk/1?utm=1", canonical="https://visnyk.example/uk/1")
    store.record(comparison(articles={"uk": canonical, "en": article("en")}), {})
    for url in ("https://visnyk.example/uk/1?utm=1", "https://visnyk.example/uk/1", "https://visnyk.example/en/1"):
        assert store.story_of(["https://visnyk.example/other", url]) == "visnyk-1"
    assert store.story_of(["https://visnyk.example/other"]) is None
    assert store.story_of([]) is None


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_of_two_stories_with_one_address_the_one_compared_last_is_returned(store, first, second):
    store.record(comparison(first), {})
    store.record(comparison(second, created=NOW + HOUR), {})
    assert store.story_of(["https://visnyk.example/uk/1"]) == second


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/zvirka",
        "nonsense",
        "sqlite:////proc/nowhere/zvirka.db",
        "postgresql://zvirka:secret@127.0.0.1:1/zvirka",
    ],
)
def test_database_that_cannot_be_used_is_one_clear_line(url):
    with pytest.raises(StorageError) as caught:
        Store(url)
    assert "\n" not in str(caught.value)
    assert "ZVIRKA_DATABASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_sqlite_is_set_up_for_several_processes(tmp_path):
    with Store(f"sqlite:///{tmp_path}/zvirka.db") as store, store._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1}


def test_page_of_two_stories_belongs_to_the_one_that_was_compared_last(store):
    pages = {language: article(language) for language in ("uk", "en")}
    store.record(comparison("older", articles=pages, created=NOW), {})
    store.record(comparison("newer", articles=pages, created=NOW + HOUR), {})
    assert store.story_of([pages["uk"].url]) == "newer"
    store.record(comparison("older", articles=pages, created=NOW + 2 * HOUR), {})
    assert store.story_of([pages["uk"].url]) == "older"


def test_odd_page_is_kept_by_both_databases(store):
    """Half a surrogate pair and NUL in JSON-LD; an address and a name longer than an index takes."""
    odd = "A\x00 bridge \ud83d opens " + "".join(chr(0x4E00 + number) for number in range(5000))
    data = json.dumps(
        {"@type": "NewsArticle", "headline": odd, "publisher": odd, "datePublished": "0001-01-01T00:00+14:00"}
    )
    address = "https://visnyk.example/" + "".join(chr(0x4E00 + number) for number in range(3000))
    page = (
        f'<html><head><script type="application/ld+json">{data}</script><link rel="canonical" href="{address}"></head>'
        "<body><article><p>The bridge was opened on Monday, and two villages have a doctor.</p></article>"
    )
    odd_one = parse(page.encode(), url="https://visnyk.example/en/1")
    kept = replace(comparison(), articles={"en": odd_one, "uk": replace(odd_one, language="uk")})
    store.record(kept, {})
    assert store.comparison(kept.story) == kept
