"""A service that is asked politely: one request after the other, never in a rush, and again where that may help."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.drafts.faults import PASSING, Fault, TranslationError
from sources import retries
from sources.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import DraftTerm
    from pipeline.drafts.make import Translator
    from pipeline.settings.load import DraftSettings


@cache
def _pace(_service: str) -> Pace:
    """Return the pace that all of this process keep towards a service."""
    return Pace(1)


@dataclass(frozen=True, slots=True)
class Patient:
    """Asks another translator; see `pipeline.drafts.make.Translator`."""

    inner: Translator
    settings: DraftSettings

    @property
    def name(self) -> str:
        """What the service is called."""
        return self.inner.name

    @property
    def takes_terms(self) -> bool:
        """Whether the service can be told the house's words."""
        return bool(getattr(self.inner, "takes_terms", False))

    def translate(self, text: str, *, source: str, target: str, timeout: float, terms: Sequence[DraftTerm] = ()) -> str:
        """Return a text in another language, after as many tries as the settings and the time allow."""
        end = time.monotonic() + timeout
        for attempt in range(self.settings.retries + 1):
            try:
                with _pace(self.name).turn(self.name, self.settings.delay, lambda: end - time.monotonic()):
                    left = end - time.monotonic()
                    return self.inner.translate(text, source=source, target=target, timeout=left, terms=terms)
            except TimeoutError as error:
                message = f"there was no time left for {self.name}"
                raise TranslationError(Fault.NO_TIME, message) from error
            except TranslationError as error:
                wait = retries.wait(attempt, backoff=self.settings.backoff, retry_after=error.retry_after)
                last = attempt == self.settings.retries or error.fault not in PASSING
                if last or time.monotonic() + wait >= end:
                    raise
                time.sleep(wait)
        raise AssertionError  # the last attempt has returned or raised
