"""What can be wrong with a translation, each kind with its name, and how it is told from a good one."""

from __future__ import annotations

from enum import StrEnum

#: A translation that has this share of its source's words, in their places, is none.
SAME = 0.9
#: In so many letters a statistical model knows no language, and one word of many is a few.
SHORT = 25
#: So many words are more than a name.
FEW = 3
#: A translation is at most so many times as long as its source, plus some letters for short ones.
LONGER, SOME = 6, 200


class Fault(StrEnum):
    """Why there is no draft."""

    NO_ANSWER = "no-answer"  # nothing within the time limit
    NO_TIME = "no-time"  # the run's own time was over
    CONNECTION = "connection"  # refused, reset, broken off, not trusted or not known
    PRIVATE_ADDRESS = "private-address"  # its address is private and not allowed
    RATE_LIMITED = "rate-limited"  # it asks to come back later
    KEY = "key"  # it refuses the key
    STATUS = "status"  # it answers with an error of its own
    UNREADABLE = "unreadable"  # it answers with something else than a translation: a web page, other JSON
    TOO_LARGE = "too-large"  # the answer is above the size limit, or far longer than the text
    EMPTY = "empty"  # the translation is empty
    UNCHANGED = "unchanged"  # the translation is the text itself
    LANGUAGE = "language"  # the translation is in another language
    UNSUPPORTED = "unsupported"  # it does not know one of the languages


#: What may be over a little later.
PASSING = frozenset({Fault.NO_ANSWER, Fault.CONNECTION, Fault.RATE_LIMITED, Fault.STATUS})


class TranslationError(Exception):
    """A service did not translate; the text says why in one line.

    Attributes:
        fault: its kind.
        detail: one line, without keys.
        retry_after: seconds that the service asks to wait; None where it does not.
    """

    def __init__(self, fault: Fault, detail: str, retry_after: float | None = None) -> None:
        super().__init__(fault, detail, retry_after)
        self.fault, self.detail, self.retry_after = fault, " ".join(detail.split())[:300], retry_after

    def __str__(self) -> str:
        return self.detail


def checked(translation: str, text: str, *, name: str, target: str, languages: tuple[str, ...]) -> str:
    """Return a translation without blanks around it, if it can be one.

    Args:
        translation: as a service gave it.
        text: what was to be translated.
        name: of the service.
        target: BCP 47.
        languages: those that can be told apart; a translation into another of them is none.

    Raises:
        TranslationError: it is empty, the text itself, far too long, or in another language.
    """
    made = translation.strip()
    if not any(map(str.isalnum, made)):
        raise TranslationError(Fault.EMPTY, f"{name} returned an empty translation")
    if len(made) > LONGER * len(text) + SOME:
        raise TranslationError(Fault.TOO_LARGE, f"{name} returned {len(made)} letters for {len(text)}")
    if _same(made, text):
        raise TranslationError(Fault.UNCHANGED, f"{name} returned the text itself")
    from parsers.language_detection import by_letters, detect  # noqa: PLC0415 - not for runs without drafts

    found = (detect if len(made) > SHORT else by_letters)(made, languages) if _is_speech(made) else None
    if found is not None and found != target:
        raise TranslationError(Fault.LANGUAGE, f"{name} returned a text in {found} instead of {target}")
    return made


def _is_speech(text: str) -> bool:
    """Whether a text is more than a name or a number, which may well be the same in two languages."""
    return sum(any(map(str.isalpha, word)) for word in text.split()) >= FEW


def _same(made: str, text: str) -> bool:
    """Whether a translation is its source, give or take a word."""
    if not _is_speech(text):
        return False
    ours, theirs = text.casefold().split(), made.casefold().split()
    if ours == theirs:
        return True
    shared = sum(one == other for one, other in zip(ours, theirs, strict=False))
    return len(text) > SHORT and shared >= SAME * max(len(ours), len(theirs))
