"""Errors that end a run, each with the exit status that tells why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locales.interface import Interface

if TYPE_CHECKING:
    from locales.messages import Message

#: Bad usage, or fewer than two usable editions because of local input.
LOCAL_INPUT = 2
#: Fewer than two usable editions because fetching failed.
FETCHING = 3


class ZvirkaError(Exception):
    """A run cannot go on.

    Attributes:
        message: one line: what, why, what to do.
        exit_status: what the process ends with.
    """

    exit_status = LOCAL_INPUT

    def __init__(self, message: Message) -> None:
        super().__init__(message)  # all arguments, so that the error survives pickling
        self.message = message

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Return the line in an interface language."""
        return Interface(language).sentence(self.message)


class SettingsError(ZvirkaError):
    """A setting has a value that cannot be used."""


class UsageError(ZvirkaError):
    """What was asked for makes no sense."""


class DatabaseError(ZvirkaError):
    """The database cannot be used."""


class TooFewEditionsError(ZvirkaError):
    """Fewer than two editions can be used, so there is nothing to compare.

    Attributes:
        exit_status: 2 where local input is the reason, 3 where fetching is.
        details: what is wrong with each edition.
    """

    def __init__(self, message: Message, exit_status: int, details: tuple[Message, ...] = ()) -> None:
        super().__init__(message)
        self.args = (message, exit_status, details)
        self.exit_status, self.details = exit_status, details

    def in_language(self, language: str) -> str:
        """Return the line in an interface language."""
        line, details = super().in_language(language), dict.fromkeys(map(Interface(language).sentence, self.details))
        return f"{line}: {'; '.join(details)}" if self.details else line
