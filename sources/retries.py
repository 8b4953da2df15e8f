"""When to try again."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from parsers.times import mail_date

#: Answers that may be different a little later.
STATUSES = frozenset({429, 500, 502, 503, 504})
#: Seconds that a server can ask for; more is as good as never.
LONGEST = 366 * 24 * 3600.0
#: Answers whose Retry-After counts (RFC 9110, 10.2.3, and RFC 6585, 4).
ASKING = frozenset({429, 503})


def wait(attempt: int, *, backoff: float, retry_after: float | None = None) -> float:
    """Return the seconds to wait before trying again.

    Args:
        attempt: 0 after the first try.
        backoff: seconds after the first try; they double with each, give or take half.
        retry_after: seconds that the server asked for.
    """
    own = backoff * 2.0**attempt * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
    return own if retry_after is None else max(own, retry_after)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where it cannot be read.

    Args:
        header: seconds, or a date.
        now: with its zone.
    """
    if not header:
        return None
    asked = header.strip()
    if asked.isdecimal():
        return min(float(asked), LONGEST)
    at = mail_date(asked)
    if at is None:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(0.0, (at - now).total_seconds()), LONGEST)
