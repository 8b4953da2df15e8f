"""Sentence vectors of the texts of a comparison: each distinct text once, in batches, kept between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alignment.text_limits import CHARACTERS, TELLING
from alignment.texts import spans
from alignment.texts.spans import word_spans
from alignment.types import WordEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.types import Embedder, VectorCache
    from parsers.types import Article

#: Stands between the two texts of a pair in its key; texts of pages have no such character.
BETWEEN = "\x1f"
#: Words of a text that are compared one by one; the encoder takes no more at once.
_WORDS = 600


class Vectors:
    """Embeds texts and remembers their vectors; holds none when there is no encoder.

    Blocks are embedded before alignment. The few sentences that need a vector are known only after it, so asking for
    texts that are not there yet makes them, in one batch, with the same encoder and cache.

    Args:
        embedder: makes what is not known.
        cache: looked up first, and filled.

    Attributes:
        knows_words: whether the encoder also knows single words (``alike``).
    """

    def __init__(self, embedder: Embedder | None = None, cache: VectorCache | None = None) -> None:
        self.embedder, self.cache = embedder, cache
        # A protocol answers slowly, and every row asks.
        self.knows_words = isinstance(embedder, WordEmbedder)
        self._word_rules = embedder.word_rules if isinstance(embedder, WordEmbedder) else ""
        self._known: dict[str, NDArray[np.float32]] = {}
        self._alike: dict[tuple[str, str], NDArray[np.float32]] = {}
        self._states: dict[str, NDArray[np.float32]] = {}

    def __bool__(self) -> bool:
        """Return whether there is an encoder."""
        return self.embedder is not None or bool(self._known)

    @property
    def encoder(self) -> str:
        """The encoder's name; empty where there is none."""
        return self.embedder.name if self.embedder else ""

    def ensure(self, texts: Iterable[str]) -> None:
        """Make the vectors of those texts that have none yet: from the cache, else from the encoder, in one batch."""
        wanted = [text for text in dict.fromkeys(texts) if text and text not in self._known]
        if self.embedder is None or not wanted:
            return
        if self.cache is not None:
            self._known.update(_of_one_width(self.cache.load(self.embedder.name, wanted)))
            wanted = [text for text in wanted if text not in self._known]
        if wanted:
            made = dict(zip(wanted, self.embedder.encode([*map(_beginning, wanted)]), strict=True))
            self._known.update(made)
            if self.cache is not None:
                self.cache.save(self.embedder.name, made)

    def get(self, text: str) -> NDArray[np.float32] | None:
        """Return the vector of one text, of length 1; None for an empty text or without an encoder."""
        known = self._known.get(text)
        if known is None:
            self.ensure([text])
        return self._known.get(text) if known is None else known

    def matrix(self, texts: Iterable[str]) -> NDArray[np.float32] | None:
        """Return the vectors of the texts as rows, zero for an empty text; None without an encoder."""
        rows = list(texts)
        self.ensure(rows)
        known = [self._known.get(text) for text in rows]
        width = next((len(vector) for vector in known if vector is not None), None)
        if width is None:
            return None
        nothing = np.zeros(width, dtype=np.float32)
        return np.stack([nothing if vector is None else vector for vector in known])

    def alike(self, one: str, other: str) -> NDArray[np.float32] | None:
        """Return how alike the words of two texts are: cosines, shape (2, words of one, words of the other).

        They are taken at the two depths of ``WordEmbedder``. None where the encoder knows no single words, or where
        a text has too many of them.
        """
        self.ensure_alike([(one, other)])
        return self._alike.get((one, other))

    def ensure_alike(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Make known what ``alike`` returns of many pairs of texts: from the cache, else from the encoder."""
        if not self.knows_words:
            return
        fresh = (pair for pair in dict.fromkeys(pairs) if pair not in self._alike)
        wanted = [pair for pair in fresh if all(len(word_spans(text)) <= _WORDS for text in pair)]
        if not wanted:
            return
        name = self._named("words")
        keys = {BETWEEN.join(pair): pair for pair in wanted}
        if self.cache is not None:
            for key, flat in self.cache.load(name, list(keys)).items():
                rows, columns = (len(word_spans(text)) for text in keys[key])
                if flat.size == 2 * rows * columns:
                    self._alike[keys[key]] = flat.reshape(2, rows, columns)
        missing = [pair for pair in wanted if pair not in self._alike]
        if missing:
            self.ensure_states(text for pair in missing for text in pair)
            for one, other in missing:
                self._alike[one, other] = self._states[one] @ self._states[other].transpose(0, 2, 1)
            if self.cache is not None:
                self.cache.save(name, {BETWEEN.join(pair): self._alike[pair].ravel() for pair in missing})

    def ensure_states(self, texts: Iterable[str]) -> None:
        """Make the states of the words of those texts that have none yet, in one batch; only as long as this lives."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._states]
        if wanted and isinstance(self.embedder, WordEmbedder):
            made = self.embedder.words(wanted, [word_spans(text) for text in wanted])
            self._states.update(zip(wanted, made, strict=True))

    def states(self, text: str) -> NDArray[np.float32]:
        """Return the states of a text's words (see ``WordEmbedder``); the encoder must know single words."""
        self.ensure_states([text])
        return self._states[text]

    def answers(
        self, name: str, keys: Sequence[str], answer: Callable[[Sequence[int]], Sequence[float]]
    ) -> Sequence[float]:
        """Return what follows from states: from the cache, else by asking, so that it is asked once for each text.

        Args:
            name: of whoever answers, with its version.
            keys: what is asked.
            answer: gets the places of those keys that are not known.
        """
        kept = self.cache.load(self._named(name), keys) if self.cache is not None else {}
        known = {key: value for key, value in kept.items() if value.size == 1}
        missing = [place for place, key in enumerate(keys) if key not in known]
        if missing:
            made = zip(missing, answer(missing), strict=True)
            fresh = {keys[place]: np.array([each], dtype=np.float32) for place, each in made}
            known |= fresh
            if self.cache is not None:
                self.cache.save(self._named(name), fresh)
        return [float(known[key][0]) for key in keys]

    def _named(self, name: str) -> str:
        """Return where answers on words are cached: named after all that they rest on."""
        return f"{self.encoder}-{name}-{self._word_rules}-{spans.RULE}"


def _beginning(text: str) -> str:
    """Return what stands for a text: of one that is too long to be checked its beginning, to find its place."""
    return text if len(text) <= CHARACTERS else text[:TELLING]


def _of_one_width(vectors: Mapping[str, NDArray[np.float32]]) -> Mapping[str, NDArray[np.float32]]:
    """Leave out what cannot be whole: vectors of one encoder are equally long."""
    width = max((vector.size for vector in vectors.values()), default=0)
    return {text: vector for text, vector in vectors.items() if vector.size == width}


def embed(articles: Mapping[str, Article], embedder: Embedder | None, cache: VectorCache | None = None) -> Vectors:
    """Make the vectors of all blocks.

    Args:
        articles: the editions by language.
        embedder: makes the vectors; None gives vectors that hold nothing.
        cache: looked up first, and filled.
    """
    vectors = Vectors(embedder, cache)
    vectors.ensure(block.text for article in articles.values() for block in article.blocks)
    return vectors
