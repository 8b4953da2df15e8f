import zlib
from dataclasses import replace
from hashlib import sha256

import pytest
import sqlalchemy as sa

from storage.models import ParsedArticle
from storage.types import Parsed
from tests.support.stories import HOUR, NOW, article, comparison, snapshot

PAGE = sha256(snapshot().raw).hexdigest()


def parsed(**changes):
    return replace(Parsed(sha256=PAGE, options_hash="t", parser="1", created=NOW, article=article("uk")), **changes)


def test_article_comes_back_as_it_was(store):
    store.record(comparison(), {"uk": snapshot()}, parsed=[parsed()])
    assert store.article(PAGE, "t", "1") == article("uk")
    assert store.article(PAGE, "t", "2") is None
    assert store.article(PAGE, "other", "1") is None


def test_article_is_kept_once_for_each_version_of_the_parser(store):
    for version in ("1", "1", "2"):
        store.record(comparison(), {"uk": snapshot()}, parsed=[parsed(parser=version)])
    assert store.article(PAGE, "t", "1") == store.article(PAGE, "t", "2") == article("uk")


def test_article_goes_with_its_bytes(store):
    store.record(comparison(), {"uk": snapshot()}, parsed=[parsed()])
    store.record(comparison(created=NOW + HOUR), {"uk": snapshot(b"newer", fetched=NOW + HOUR)})
    store.prune(NOW + HOUR, dry_run=False)
    assert store.article(PAGE, "t", "1") is None


def test_older_parser_is_forgotten_once_a_newer_one_has_read_the_page(store):
    store.record(comparison(), {"uk": snapshot()}, parsed=[parsed(), parsed(parser="2", created=NOW + HOUR)])
    store.prune(NOW + 2 * HOUR, dry_run=False)
    assert store.article(PAGE, "t", "1") is None
    assert store.article(PAGE, "t", "2") == article("uk")


@pytest.mark.parametrize("damaged", [b"", b"no zlib", zlib.compress(b"{"), zlib.compress(b'{"url": 1}')])
def test_damaged_article_is_none(store, damaged):
    """It ended the story's comparison each time."""
    store.record(comparison(), {"uk": snapshot()}, parsed=[parsed()])
    with store._writing.begin() as connection:
        connection.execute(sa.update(ParsedArticle).values(packed=damaged))
    assert store.article(PAGE, "t", "1") is None
