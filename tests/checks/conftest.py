"""Small stories made of a few texts, checked with the encoder that is installed."""

import pytest

from alignment.checks import find
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors
from tests.support.editions import articles_of, rows_of


@pytest.fixture(scope="session")
def vectors():
    return Vectors(default_embedder())


@pytest.fixture
def word_vectors(vectors):
    """The same, where the encoder knows single words."""
    if not vectors.knows_words:
        pytest.skip("the encoder knows no single words")
    return vectors


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
