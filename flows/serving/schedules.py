"""Schedules outlive a restart: what somebody has set in Prefect's pages stays, the rest is as the settings say.

What was set here the last time is written down; so it can be told which of the two has changed since, and where both
have, the settings win.
"""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx

from flows.serving.admission import basic
from pipeline.atomic_files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from prefect.schedules import Schedule

#: What was set the last time, under the home folder.
FILE = "schedules.json"
#: A schedule by what people see of it: kind and value, zone, whether it is active.
Form = list[object]


def known(deployment: str) -> Mapping[str, Any]:
    """Return a deployment as the server has it; empty where it has none yet.

    Args:
        deployment: flow and deployment, as "watch/watch".
    """
    url = f"{os.environ['PREFECT_API_URL']}/deployments/name/{deployment}"
    headers = {"Authorization": basic(os.environ.get("PREFECT_API_AUTH_STRING", ""))}
    answer = httpx.get(url, headers=headers, timeout=60, trust_env=False)
    if answer.status_code == httpx.codes.NOT_FOUND:
        return {}
    found: Mapping[str, Any] = answer.raise_for_status().json()
    return found


def withdraw(deployment: Mapping[str, Any], ours: Iterable[Schedule], before: Mapping[str, Form]) -> None:
    """Take from the server the schedules that were set here the last time and are no more: it would keep them for ever.

    Args:
        deployment: as the server has it; empty where it has none.
        ours: as the settings say.
        before: what was set here the last time, by slug.
    """
    mine = {each.slug for each in ours}
    headers = {"Authorization": basic(os.environ.get("PREFECT_API_AUTH_STRING", ""))}
    for each in deployment.get("schedules", ()):
        if each["slug"] in before and each["slug"] not in mine:
            url = f"{os.environ['PREFECT_API_URL']}/deployments/{deployment['id']}/schedules/{each['id']}"
            httpx.delete(url, headers=headers, timeout=60, trust_env=False).raise_for_status()


def together(
    ours: Sequence[Schedule], theirs: Iterable[Mapping[str, Any]], before: Mapping[str, Form]
) -> list[Schedule]:
    """Return the schedules that a deployment shall have.

    Args:
        ours: as the settings say, each with a slug.
        theirs: as the server has them.
        before: what was set here the last time, by slug.
    """
    there = {each["slug"]: read(each) for each in theirs if each["slug"]}
    chosen = [_chosen(each, there.get(each.slug), before.get(each.slug or "")) for each in ours]
    mine = {each.slug for each in ours}
    forms = [form(each) for each in ours]
    added = [read(each) for each in theirs if each["slug"] not in mine and each["slug"] not in before]
    return [*chosen, *(each for each in added if each.slug or form(each) not in forms)]  # once ours had no slugs


def _chosen(ours: Schedule, theirs: Schedule | None, before: Form | None) -> Schedule:
    """Return the schedule that holds: theirs where it was changed there, and not here, since the last time."""
    return theirs if theirs is not None and before == form(ours) else ours


def form(schedule: Schedule) -> Form:
    """Return what makes two schedules the same to those who look at them."""
    every = None if schedule.interval is None else schedule.interval.total_seconds()
    return [every, schedule.cron, schedule.rrule, schedule.timezone, schedule.active]


def read(found: Mapping[str, Any]) -> Schedule:
    """Return a schedule of the server's as one that can be served."""
    from prefect.schedules import Schedule  # noqa: PLC0415 - three seconds

    when = found["schedule"]
    values = {name: when[name] for name in ("cron", "rrule", "timezone", "day_or") if when.get(name) is not None}
    if when.get("interval") is not None:
        values["interval"] = timedelta(seconds=when["interval"])
    if when.get("anchor_date"):
        values["anchor_date"] = datetime.fromisoformat(when["anchor_date"])
    return Schedule(active=found["active"], parameters=found.get("parameters") or {}, slug=found["slug"], **values)


def last(home: Path) -> dict[str, dict[str, Form]]:
    """Return what was set the last time, by deployment and slug; empty where nobody knows."""
    try:
        said: dict[str, dict[str, Form]] = json.loads((home / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return said


def remember(home: Path, ours: Mapping[str, Sequence[Schedule]]) -> None:
    """Write down what is set now."""
    _write(home, {name: {each.slug or "": form(each) for each in schedules} for name, schedules in ours.items()})


def note(home: Path, deployment: str, slug: str, when: Mapping[str, object], *, active: bool) -> None:
    """Write down that a command has set one schedule, in a server that runs.

    Args:
        home: the home folder.
        deployment: its name.
        slug: names the schedule.
        when: the schedule as Prefect writes it.
        active: whether it starts runs.
    """
    said = last(home)
    form = [when.get(name) for name in ("interval", "cron", "rrule", "timezone")]
    said.setdefault(deployment, {})[slug] = [*form, active]
    _write(home, said)


def _write(home: Path, said: Mapping[str, Mapping[str, Form]]) -> None:
    write_atomically(home / FILE, json.dumps(said, indent=1) + "\n", mode=0o600)
