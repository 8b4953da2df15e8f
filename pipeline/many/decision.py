"""What becomes of a story of a batch that could not be compared: pure, so that every case can be tried at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from locales.messages import message
from pipeline.errors import FETCHING, LOCAL_INPUT, TooFewEditionsError, ZvirkaError
from storage.work_items import TRIES

#: How long a story that could not be compared is left alone, times the number of tries.
REST = timedelta(minutes=2)
#: Characters of an error that nobody foresaw.
LONGEST = 500


class Became(StrEnum):
    """What became of a story, as the log names it."""

    COMPARED = "compared"
    KNOWN = "known"  # compared since its page changed
    ALONE = "alone"  # a watched page whose other editions may come later
    WITHOUT_COMPARISON = "without-comparison"  # wrong for good
    FAILED = "failed"  # to be tried again
    SET_ASIDE = "set-aside"  # failed for the last time


@dataclass(frozen=True, slots=True)
class Decision:
    """What is written into the books about a story without a comparison.

    Attributes:
        became: for the log.
        error: why.
        rest: how long it is left alone before it is tried again; None where it is done with.
    """

    became: Became
    error: ZvirkaError
    rest: timedelta | None


def decide(error: Exception, tries: int, *, watched: bool, pending_for: timedelta) -> Decision:
    """Return what becomes of a story that could not be compared.

    Args:
        error: what went wrong; one that nobody foresaw is tried again, too.
        tries: how many there were, this one included.
        watched: whether the story belongs to a watched publisher.
        pending_for: how long editions may take to appear.
    """
    if not isinstance(error, ZvirkaError):
        return _again(ZvirkaError(message("{why}", why=_line(error))), tries)
    if error.exit_status == FETCHING:
        return _again(error, tries)
    if watched and is_alone(error) and tries < TRIES:
        return Decision(Became.ALONE, error, pending_for / (TRIES - 1))
    return Decision(Became.WITHOUT_COMPARISON, error, None)


def is_alone(error: ZvirkaError) -> bool:
    """Return whether a page could be read but has no other editions, which a watched page may get later."""
    return isinstance(error, TooFewEditionsError) and error.exit_status == LOCAL_INPUT and not error.details


def _again(error: ZvirkaError, tries: int) -> Decision:
    return Decision(Became.FAILED if tries < TRIES else Became.SET_ASIDE, error, tries * REST)


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST]
