"""Articles in made-up languages, and an encoder that understands them: for properties that hold for any text."""

from __future__ import annotations

import re
import zlib

import numpy as np

from parsers.types import Article, Block, BlockKind

LANGUAGES = ("be", "en", "pl", "ru", "uk")
DIMENSIONS = 64


class ConceptEmbedder:
    """Knows the numbered concepts of the made-up languages, as a real encoder knows what words mean."""

    name = "concepts-1"

    def __init__(self):
        self.asked: list[str] = []

    def encode(self, texts):
        self.asked += texts
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.float32)

    def _vector(self, text):
        known = [_random(concept) for concept in re.findall(r"[a-z]+(?=[aeiou]{2}\b)", text)]
        noise = 0.15 * _random(text)
        total = np.sum([_random("what all texts share"), *known, noise], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)


def _random(seed):
    return np.random.default_rng(zlib.crc32(seed.encode())).normal(size=DIMENSIONS) / DIMENSIONS**0.5


def paragraph(fact: int, language: str) -> Block:
    """Return the paragraph that tells a fact; each language has its own endings."""
    ending = {"be": "aa", "en": "ee", "pl": "ii", "ru": "oo", "uk": "uu"}[language]
    words = [f"{_word(fact * 7 + k)}{ending}" for k in range(6 + fact % 5)]
    return Block(kind=BlockKind.PARAGRAPH, text=" ".join(words).capitalize() + ".")


def _word(number: int) -> str:
    letters = "bcdfghklmnprstvz"
    return "".join(letters[(number * 31 + 7) // len(letters) ** place % len(letters)] + "a" for place in range(3))[:-1]


def article(facts, language: str) -> Article:
    return Article(
        url=f"{language}.txt", language=language, title="", blocks=tuple(paragraph(fact, language) for fact in facts)
    )


def story(**facts) -> dict[str, Article]:
    """Return editions by language, each told as the numbers of its facts."""
    return {language: article(numbers, language) for language, numbers in facts.items()}


class Kept:
    """A cache of vectors in memory."""

    def __init__(self):
        self.vectors = {}

    def load(self, encoder, texts):
        return {text: self.vectors[encoder, text] for text in texts if (encoder, text) in self.vectors}

    def save(self, encoder, vectors):
        self.vectors |= {(encoder, text): vector for text, vector in vectors.items()}
