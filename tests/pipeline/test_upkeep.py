from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import doctor, upkeep
from pipeline.check import Request, check
from pipeline.doctor import State
from pipeline.errors import DatabaseError
from storage.store import Store
from tests.support.publisher import edition, write


@pytest.fixture
def story(tmp_path, settings, said):
    folder = write(tmp_path / "bridge", [edition("uk"), edition("en"), edition("ru")])
    return check(Request(story=str(folder)), settings, progress=said.append)


def test_reading_again_with_the_same_parser_changes_nothing(story, settings, said):
    assert upkeep.reparse(settings, progress=said.append) == upkeep.Reparsed(stories=1, changed=0, unreadable=0)
    with Store(settings.database_url) as store:
        assert len(store.history(story.story)) == 1


def test_better_parser_changes_stored_stories(story, settings, said):
    """What an older parser made of a page is replaced, although nobody fetched the page again."""
    worse = {language: replace(article, blocks=article.blocks[:-1]) for language, article in story.articles.items()}
    with Store(settings.database_url) as store:
        store.record(replace(story, articles=worse, created=story.created + timedelta(microseconds=1)), {})
    assert upkeep.reparse(settings, progress=said.append).changed == 1
    with Store(settings.database_url) as store:
        assert store.comparison(story.story).articles == story.articles


def test_nothing_is_forgotten_unless_it_is_set(settings):
    assert upkeep.forget(settings, dry_run=False) is None


def test_old_comparisons_are_forgotten(story, settings):
    with Store(settings.database_url) as store:
        older = replace(story, story="other", created=story.created - timedelta(days=40), engine="0.0.9")
        store.record(older, {})
        store.record(replace(story, story="other"), {})
    settings = replace(settings, history=replace(settings.history, keep_days=30))
    dry = upkeep.forget(settings, dry_run=True)
    assert dry.comparisons == 1
    assert upkeep.forget(settings, dry_run=False) == dry


def states(settings):
    return {diagnosis.part: diagnosis.state for diagnosis in doctor.examine(settings)}


def test_doctor_finds_everything_needed(settings):
    assert not doctor.broken(doctor.examine(settings))
    assert states(settings)["database"] is State.GOOD
    assert states(settings)["contact"] is State.WARNING


@pytest.mark.parametrize(
    ("changes", "part", "state"),
    [
        ({"database_url": "postgresql://127.0.0.1:1/none"}, "database", State.BROKEN),
        ({"ui_language": "eo"}, "languages", State.WARNING),
        ({"languages": ("uk", "eo")}, "languages", State.WARNING),
    ],
)
def test_doctor_says_what_is_wrong(settings, changes, part, state):
    assert states(replace(settings, **changes))[part] is state


def test_doctor_looks_at_the_draft_server(settings):
    closed = replace(settings.drafts, libre_url="http://10.0.0.1/")
    assert states(replace(settings, drafts=closed))["drafts"] is State.WARNING


def test_database_that_cannot_be_used_ends_a_run_in_one_line(tmp_path, settings, said):
    folder = write(tmp_path / "bridge", [edition("uk"), edition("en")])
    broken = replace(settings, database_url="postgresql://zvirka:secret@127.0.0.1:1/zvirka")
    with pytest.raises(DatabaseError) as caught:
        check(Request(story=str(folder)), broken, progress=said.append)
    assert "secret" not in str(caught.value)
    assert caught.value.exit_status == 2
