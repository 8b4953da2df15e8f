"""What is refused, and why, in words that are translated for whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import HTTPException

from locales.messages import message, plural_message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

    from alignment.types import Comparison
    from locales.messages import Message
    from pipeline.errors import ZvirkaError
    from storage.store import Store


class Refused(HTTPException):
    """A request that is not answered as it was meant.

    Args:
        status: of the HTTP answer.
        said: why, and what to do, in one sentence.
        headers: of the answer.
    """

    def __init__(self, status: int, said: Message, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, said.text, dict(headers or {}))
        self.said = said


def no_story(story: str) -> Refused:
    """Return the answer to whoever asks for a story that is not there."""
    return Refused(404, message("There is no story {story}", story=story))


def read_story(request: Request, story: str) -> Comparison:
    """Return the newest comparison of a story.

    Raises:
        Refused: 404, there is none; 409, what the database holds of it cannot be read.
    """
    store: Store = request.app.state.store
    comparison = store.comparison(story)
    if comparison is not None:
        return comparison
    if store.summary(story) is None:
        raise no_story(story)
    raise Refused(409, message("What is kept of {story} is damaged; check it again", story=story))


def too_many_tries(wait: float) -> Refused:
    """Return the answer to whoever has to wait so many seconds before the next try."""
    said = plural_message(
        "Too many tries; try again in {count} minute", "Too many tries; try again in {count} minutes", minutes(wait)
    )
    return Refused(429, said, {"retry-after": str(int(wait) + 1)})


def told(error: Refused | ZvirkaError, otherwise: int) -> tuple[Message, int]:
    """Return what a page says of an error, and with which status: a refusal's own, else the other one."""
    return (error.said, error.status_code) if isinstance(error, Refused) else (error.message, otherwise)


def minutes(seconds: float) -> int:
    """Return in how many whole minutes so many seconds are over."""
    return int(seconds // 60) + 1
