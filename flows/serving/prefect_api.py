"""Prefect's REST API, as far as the command line needs it: importing Prefect's own client takes three seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Self

import httpx

from flows.serving.admission import basic
from locales.messages import message
from pipeline.errors import ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flows.serving.address import Address

#: Seconds for one answer: a busy server on SQLite makes its clients wait.
PATIENCE = 60.0
#: Seconds that a server may be away or too busy to say more than that.
AWAY = 30.0
#: Runs that one question is answered with; the server gives no more.
PAGE = 200
#: Seconds between two tries.
PAUSE = 0.5


class NoServerError(ZvirkaError):
    """The server does not answer, or does not do what it is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A flow run."""

    id: str
    name: str
    #: "SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED", ...
    state: str
    #: What the state is called: "Completed", or a name of ours.
    called: str
    #: What the state says about itself.
    said: str

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


class PrefectApi:
    """A connection to a server; use it as a context manager.

    Args:
        place: where the server is, and what it wants to be sent.
        away: seconds that it may be away.
    """

    def __init__(self, place: Address, *, away: float = AWAY) -> None:
        self._url, self._away = place.api, away
        headers = {"Authorization": basic(place.auth)}
        self._client = httpx.Client(base_url=f"{place.api}/", headers=headers, timeout=PATIENCE, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def start(self, deployment: str, parameters: Mapping[str, object]) -> Run:
        """Ask for a run of a deployment.

        Args:
            deployment: flow and deployment, as "check/check".
            parameters: of the flow.
        """
        body = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        return _run(self._ask("POST", f"deployments/{self.deployment(deployment)}/create_flow_run", body))

    def deployment(self, name: str) -> str:
        """Return the id of a deployment, given as "check/check"."""
        return str(self._ask("GET", f"deployments/name/{name}")["id"])

    def run(self, run: str) -> Run:
        """Return a run as it stands."""
        return _run(self._ask("GET", f"flow_runs/{run}"))

    def cancel(self, run: str) -> None:
        """Ask for the end of a run."""
        self._ask("POST", f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}, "force": False})

    def logs(self, run: str, after: int) -> list[str]:
        """Return what a run has said, without the first lines.

        Args:
            run: its id.
            after: how many lines are known.
        """
        body = {"logs": {"flow_run_id": {"any_": [run]}}, "sort": "TIMESTAMP_ASC", "offset": after, "limit": 200}
        return [str(line["message"]) for line in self._ask("POST", "logs/filter", body)]

    def runs(self, deployment: str, states: Sequence[str], sort: str) -> Iterator[Mapping[str, Any]]:
        """Yield the runs of a deployment as Prefect describes them.

        Args:
            deployment: its name, without its flow's.
            states: the types of states that they may be in.
            sort: as Prefect calls it.
        """
        body = {"deployments": {"name": {"any_": [deployment]}}, "sort": sort, "limit": PAGE}
        body["flow_runs"] = {"state": {"type": {"any_": list(states)}}}
        for offset in count(0, PAGE):
            found = self._ask("POST", "flow_runs/filter", body | {"offset": offset})
            yield from found
            if len(found) < PAGE:
                return

    def schedules(self, deployment: str) -> dict[str, tuple[str, bool]]:
        """Return the schedules of a deployment: what each says, and whether it starts runs, by what names it.

        Args:
            deployment: flow and deployment, as "watch/watch".
        """
        found = self._ask("GET", f"deployments/name/{deployment}")
        return {
            each["slug"] or (each.get("parameters") or {}).get("publisher") or "-": (
                _when(each["schedule"]),
                each["active"] and not found.get("paused"),
            )
            for each in found["schedules"]
        }

    def schedule(self, deployment: str, slug: str, when: Mapping[str, object], *, active: bool) -> None:
        """Make or change one schedule of a deployment.

        Args:
            deployment: flow and deployment, as "watch/watch".
            slug: names the schedule; its runs get it as the parameter ``publisher``.
            when: the schedule as Prefect writes it.
            active: whether it starts runs.
        """
        found = self._ask("GET", f"deployments/name/{deployment}")
        path = f"deployments/{found['id']}/schedules"
        known = next((each for each in found["schedules"] if each["slug"] == slug), None)
        body = {"active": active, "schedule": when, "slug": slug, "parameters": {"publisher": slug}}
        if known is None:
            self._ask("POST", path, [body])
        else:
            self._ask("PATCH", f"{path}/{known['id']}", body)

    def unschedule(self, deployment: str, slug: str) -> None:
        """Remove the schedule of a deployment that has the name; one that is not there is none to remove."""
        found = self._ask("GET", f"deployments/name/{deployment}")
        for each in found["schedules"]:
            if each["slug"] == slug:
                self._ask("DELETE", f"deployments/{found['id']}/schedules/{each['id']}")

    def offer(self, deployment: str, parameter: str, names: Sequence[str]) -> None:
        """Let the form of a deployment offer names for a parameter."""
        found = self._ask("GET", f"deployments/name/{deployment}")
        schema = found["parameter_openapi_schema"]
        schema["properties"][parameter].pop("enum", None)
        schema["properties"][parameter] |= {"enum": list(names)} if names else {}
        self._ask("PATCH", f"deployments/{found['id']}", {"parameter_openapi_schema": schema})

    def _ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON is anything
        answer = self._answer(method, path, body)
        if answer.is_success:
            return answer.json() if answer.content else None
        why = answer.text[:200]
        said = message(
            "Prefect refuses {path} with status {status} ({why}); see the logs of zvirka serve",
            path=path,
            status=answer.status_code,
            why=why,
        )
        raise NoServerError(said)

    def _answer(self, method: str, path: str, body: object) -> httpx.Response:
        """Ask until there is an answer: a busy server says 503, and one that is started again is away for seconds."""
        end = time.monotonic() + self._away
        while True:
            try:
                answer = self._client.request(method, path, json=body)
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > end:
                    return answer
            except httpx.HTTPError as error:
                if time.monotonic() > end or not isinstance(error, httpx.ConnectError):
                    raise self._unreachable(error) from error
            time.sleep(PAUSE)

    def _unreachable(self, error: httpx.HTTPError) -> NoServerError:
        why = str(error) or type(error).__name__
        said = message(
            "Prefect does not answer at {url} ({why}); see whether zvirka serve still runs", url=self._url, why=why
        )
        return NoServerError(said)


def _when(schedule: Mapping[str, Any]) -> str:
    """Return a schedule as the settings would have it."""
    seconds = schedule.get("interval")
    if seconds is None:
        return str(schedule.get("cron") or schedule.get("rrule"))
    for unit, letter in ((3600, "h"), (60, "m")):
        if seconds % unit == 0:
            return f"{seconds / unit:.0f}{letter}"
    return f"{seconds:.0f}s"


def _run(found: Mapping[str, Any]) -> Run:
    state = found.get("state") or {}
    return Run(
        id=found["id"],
        name=found["name"],
        state=found.get("state_type") or "",
        called=state.get("name") or "",
        said=state.get("message") or "",
    )
