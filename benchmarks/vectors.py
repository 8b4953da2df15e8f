"""A vector cache in one SQLite file, so that a benchmark can be run again without the encoder."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


def _key(encoder: str, text: str) -> bytes:
    return hashlib.blake2b(f"{encoder}\n{text}".encode(), digest_size=16).digest()


class FileVectors:
    """Vectors in a file (see ``alignment.types.VectorCache``).

    Args:
        path: the SQLite file, made if it is not there; None keeps the vectors in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._known: dict[bytes, NDArray[np.float32]] = {}
        self._database = sqlite3.connect(path or ":memory:", timeout=60)
        self._database.execute("create table if not exists vectors (key blob primary key, vector blob not null)")
        for key, vector in self._database.execute("select key, vector from vectors"):
            self._known[key] = np.frombuffer(vector, dtype=np.float32)

    def load(self, encoder: str, texts: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors that are known, by text."""
        found = ((text, self._known.get(_key(encoder, text))) for text in texts)
        return {text: vector for text, vector in found if vector is not None}

    def save(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep the vectors, by text."""
        rows = {_key(encoder, text): np.asarray(vector, dtype=np.float32) for text, vector in vectors.items()}
        self._known.update(rows)
        with self._database:
            self._database.executemany(
                "insert or ignore into vectors values (?, ?)", [(key, vector.tobytes()) for key, vector in rows.items()]
            )
