"""Which sentence encoder compares editions: the one that works offline, or the endpoint that is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locales.messages import message
from pipeline.errors import FETCHING, ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from alignment.encoders.encoder import HttpEmbedder
    from alignment.types import Embedder
    from pipeline.settings.load import Settings


class EndpointError(ZvirkaError):
    """The endpoint that is set gives no vectors; a story of a batch is tried again later."""

    exit_status = FETCHING


class Endpoint:
    """An endpoint whose failures are lines for people.

    Args:
        embedder: asks it.
    """

    def __init__(self, embedder: HttpEmbedder) -> None:
        self._embedder = embedder

    @property
    def name(self) -> str:
        """What vectors are kept under."""
        return self._embedder.name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector for each text (see ``Embedder``).

        Raises:
            EndpointError: it cannot be reached, refuses, or answers something else.
        """
        from alignment.encoders.encoder import EncoderError  # noqa: PLC0415 - numpy

        try:
            return self._embedder.encode(texts)
        except EncoderError as error:
            raise EndpointError(
                message(
                    "the encoder at {address} gives no vectors ({why}); see that it runs, or remove encoder.url",
                    address=error.address,
                    why=error.detail,
                )
            ) from error


def chosen_encoder(settings: Settings) -> Embedder | None:
    """Return the encoder that compares; None where none is set and none is installed: words are compared then."""
    from alignment.encoders.encoder import HttpEmbedder, default_embedder  # noqa: PLC0415 - numpy

    wanted = settings.encoder
    return Endpoint(HttpEmbedder(wanted.url, wanted.model, wanted.key)) if wanted.url else default_embedder()
