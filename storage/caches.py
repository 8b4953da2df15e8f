"""What is costly to make twice: sentence vectors and machine translations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.dialect import upsert
from storage.models import StoredDraft, Vector
from storage.serial import text_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Engine

#: Keys in one query; SQLite allows 999 in its older versions.
_AT_ONCE = 500
#: Vectors come back exactly as they were, or the second run would score differently from the first.
_DTYPE = "<f4"


class Vectors:
    """Sentence vectors by encoder and text; implements `alignment.types.VectorCache`."""

    def __init__(self, reading: Engine, writing: Engine) -> None:
        self._reading, self._writing = reading, writing

    def load(self, encoder: str, texts: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors that are known, by text; what is damaged is not."""
        import numpy as np  # noqa: PLC0415 - lists of stories need no vectors

        keys = {text_key(text): text for text in texts}
        found: dict[str, NDArray[np.float32]] = {}
        with self._reading.begin() as connection:
            for piece in _pieces(list(keys)):
                query = sa.select(Vector.sha256, Vector.packed).where(
                    Vector.encoder == encoder, Vector.sha256.in_(piece)
                )
                for key, packed in connection.execute(query):
                    if len(packed) % np.dtype(_DTYPE).itemsize == 0:
                        found[keys[bytes(key)]] = np.frombuffer(packed, dtype=_DTYPE).astype(np.float32)
        return {text: vector for text, vector in found.items() if vector.size and np.isfinite(vector).all()}

    def save(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep the vectors, by text."""
        rows = [
            {"encoder": encoder, "sha256": text_key(text), "packed": vector.astype(_DTYPE).tobytes()}
            for text, vector in vectors.items()
        ]
        if rows:
            with self._writing.begin() as connection:
                upsert(connection, Vector, rows)


class DraftCache:
    """Machine translations by provider, pair of languages and text."""

    def __init__(self, reading: Engine, writing: Engine) -> None:
        self._reading, self._writing = reading, writing

    def load(self, provider: str, source: str, target: str, text: str) -> tuple[str, datetime] | None:
        """Return a translation that was made before, and when."""
        query = sa.select(StoredDraft.text, StoredDraft.created).where(
            StoredDraft.provider == provider,
            StoredDraft.source == source,
            StoredDraft.target == target,
            StoredDraft.sha256 == text_key(text),
        )
        with self._reading.begin() as connection:
            found = connection.execute(query).one_or_none()
        return None if found is None else (found.text, found.created)

    def save(self, provider: str, source: str, target: str, text: str, translation: str) -> None:
        """Keep a translation."""
        row = {
            "provider": provider,
            "source": source,
            "target": target,
            "sha256": text_key(text),
            "text": translation,
            "created": datetime.now(UTC),
        }
        with self._writing.begin() as connection:
            upsert(connection, StoredDraft, [row])


def _pieces(keys: Sequence[bytes]) -> list[Sequence[bytes]]:
    return [keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE)]
