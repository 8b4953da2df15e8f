"""Small stories made of a few texts, checked with the encoder that is installed."""

import pytest

from alignment.checks import find
from alignment.encoder import default_embedder
from alignment.types import Relation, Row
from alignment.vectors import Vectors
from parsers.types import Article, Block, BlockKind


def block(text):
    return text if isinstance(text, Block) else Block(kind=BlockKind.PARAGRAPH, text=text)


def articles_of(texts, titles=None, dropped=None):
    """An article of each edition's list of texts or blocks."""
    return {
        edition: Article(
            url=edition,
            language=edition,
            title=(titles or {}).get(edition, ""),
            blocks=tuple(block(text) for text in each if text is not None),
            dropped=(dropped or {}).get(edition, ()),
        )
        for edition, each in texts.items()
    }


def rows_of(texts):
    """Row by row; None where an edition lacks the row."""
    rows, at = [], dict.fromkeys(texts, 0)
    for group in zip(*texts.values(), strict=True):
        cells = {}
        for edition, text in zip(texts, group, strict=True):
            cells[edition] = () if text is None else (at[edition],)
            at[edition] += text is not None
        relation = Relation.ALIGNED if all(cells.values()) else Relation.PARTIAL
        rows.append(Row(cells=cells, relation=relation, score=0.9))
    return tuple(rows)


@pytest.fixture(scope="session")
def vectors():
    return Vectors(default_embedder())


@pytest.fixture
def check_texts(vectors):
    """Findings of a story given by its editions' texts, row by row."""

    def check(texts, *, titles=None, dropped=None, encoder=False, **options):
        listed = {edition: [text] if isinstance(text, str) else list(text) for edition, text in texts.items()}
        articles = articles_of(listed, titles, dropped)
        return find(articles, rows_of(listed), vectors if encoder else Vectors(), **options)

    return check


@pytest.fixture
def loud(check_texts):
    """What an editor would be told about: kind and edition of every finding above info."""

    def check(texts, **options):
        found = check_texts(texts, **options)
        return sorted((str(each.kind), each.edition) for each in found if each.severity != "info")

    return check
