"""Freely localised stories: editors retell, they do not translate; only what is planted may be found."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment.compare import compare
from parsers.types import Article, Block, BlockKind

STORIES = {path.stem: tomllib.loads(path.read_text()) for path in sorted(Path(__file__).parent.glob("stories/*.toml"))}
EDITS = [(name, number) for name, story in STORIES.items() for number in range(len(story["edit"]))]


def articles_of(story, edit=None):
    """The story's editions, with one edit made."""
    articles = {}
    for edition, title in story["title"].items():
        blocks = []
        for row in story["row"]:
            if text := row.get(edition):
                if edit and edit["edition"] == edition:
                    text = text.replace(edit["old"], edit["new"])
                blocks.append(Block(kind=BlockKind(row.get("kind", "paragraph")), text=text))
        articles[edition] = Article(url=edition, language=edition, title=title, blocks=tuple(blocks))
    return articles


@pytest.fixture
def loud(vectors):
    """Kind and edition of what an editor would be told about."""

    def check(articles):
        made = compare(
            articles, story="s", created=datetime(2026, 1, 1, tzinfo=UTC), version="0", embedder=vectors.embedder
        )
        return sorted((str(each.kind), each.edition) for each in made.findings if each.severity != "info")

    return check


@pytest.mark.parametrize("name", STORIES)
def test_nothing_is_found_in_free_retelling(loud, name):
    assert loud(articles_of(STORIES[name])) == []


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("left_out", ["uk", "en", "ru"])
def test_nothing_is_found_with_two_editions(loud, name, left_out):
    articles = articles_of(STORIES[name])
    del articles[left_out]
    assert loud(articles) == []


@pytest.mark.parametrize(("name", "number"), EDITS)
def test_a_planted_edit_is_found(loud, name, number):
    edit = STORIES[name]["edit"][number]
    before, after = articles_of(STORIES[name]), articles_of(STORIES[name], edit)
    assert before != after
    assert loud(after) == [(edit["kind"], edit["edition"])]
