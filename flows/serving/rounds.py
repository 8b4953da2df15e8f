"""The rounds at watched publishers, asked for and planned in the server of a home, where one runs."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from flows.deployment_list import KYIV, WATCH
from flows.serving import address, schedules
from flows.serving.prefect_api import PrefectApi
from pipeline.watching.watched_publishers import get, load
from review.administration.rounds import Round, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: The deployment of ``watch``.
DEPLOYMENT = f"{WATCH}/{WATCH}"
#: Runs among which a publisher's own are looked for.
LOOKED_AT = 1000
#: Seconds that whoever looks at a page waits for a server that is away.
GLANCE = 2.0
_OVER = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
_AT_WORK = ("PENDING", "RUNNING", "CANCELLING")


class PrefectRounds:
    """Rounds as the server of a home goes them; see `review.administration.rounds.Rounds`.

    Args:
        home: the home folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home

    def standing(self, publisher: str) -> Standing | None:
        """Return how a publisher's rounds stand; None where no server runs.

        Raises:
            NoServerError: it does not answer.
        """
        place = address.read(self._home)
        if place is None:
            return None
        with PrefectApi(place, away=GLANCE) as api:
            begun = _first(api, publisher, (*_OVER, *_AT_WORK), "START_TIME_DESC")
            planned = _first(api, publisher, ("SCHEDULED",), "EXPECTED_START_TIME_ASC")
        return Standing(
            last=None if begun is None else _round(begun),
            next=None if planned is None else _time(planned.get("expected_start_time")),
        )

    def begin(self, publisher: str) -> bool:
        """Ask for a round now; False where no server runs."""
        get(self._home, publisher)
        place = address.read(self._home)
        if place is None:
            return False
        with PrefectApi(place) as api:
            api.start(DEPLOYMENT, {"publisher": publisher})
        return True

    def reschedule(self, publisher: str) -> bool:
        """Tell a running server what the file says now; one that is started later reads the file."""
        watched = load(self._home)
        found = get(self._home, publisher)
        place = address.read(self._home)
        if place is None:
            return False
        when = {"timezone": KYIV} | ({"cron": found.schedule} if found.every is None else {"interval": found.every})
        with PrefectApi(place) as api:
            api.schedule(DEPLOYMENT, publisher, when, active=not found.paused)
            api.offer(DEPLOYMENT, "publisher", list(watched))
            for gone in schedules.last(self._home).get(WATCH, {}).keys() - watched.keys():
                api.unschedule(DEPLOYMENT, gone)  # its section has another name, or is gone
        schedules.note(self._home, WATCH, publisher, when, active=not found.paused)
        return True

    def withdraw(self, publisher: str) -> bool:
        """Take a publisher's schedule from a running server."""
        place = address.read(self._home)
        if place is None:
            return False
        with PrefectApi(place) as api:
            api.unschedule(DEPLOYMENT, publisher)
            api.offer(DEPLOYMENT, "publisher", [each for each in load(self._home) if each != publisher])
        return True

    def secret(self, name: str) -> str:
        """Return the secret of a Prefect block; "" where there is none."""
        from flows.runs.secrets import secret  # noqa: PLC0415 - three seconds

        try:
            return secret(name)
        except ValueError:  # there is no such block
            return ""


def _first(api: PrefectApi, publisher: str, states: tuple[str, ...], sort: str) -> Mapping[str, Any] | None:
    """Return the first of the runs in some states that is a publisher's."""
    runs = islice(api.runs(WATCH, states, sort), LOOKED_AT)
    return next((run for run in runs if run["parameters"].get("publisher") == publisher), None)


def _round(run: Mapping[str, Any]) -> Round:
    return Round(
        running=run["state_type"] in _AT_WORK,
        good=run["state_type"] == "COMPLETED",
        began=_time(run.get("start_time")),
        ended=_time(run.get("end_time")),
        said=(run.get("state") or {}).get("message") or "",
    )


def _time(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)
