"""The parts of ``zvirka serve``: how each is started, where it is, and how one sees that it is up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx

from flows.serving.address import Address
from flows.serving.admission import basic
from flows.serving.credentials import auth_string, fresh
from flows.serving.environment import HOST, PREFECT_PORT, REVIEW_PORT, prefect_environment, usable_port
from locales.messages import translatable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

#: The deployment by which one sees that runs are waited for.
FIRST_DEPLOYMENT = "check/check"
#: The variable that tells Prefect's part the ticket.
TICKET = "ZVIRKA_PREFECT_TICKET"
#: Seconds for one look.
GLANCE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What runs where."""

    home: Path
    prefect_port: int
    review_port: int
    #: What Prefect's server wants to be sent.
    auth: str = field(repr=False)
    #: What lets browsers in as long as the server runs: an address that is printed is worth nothing afterwards.
    ticket: str = field(repr=False)
    #: Whether runs are done here; otherwise workers of a work pool do them.
    runs: bool = True
    #: Days that Prefect keeps runs that have ended; 0 keeps them for ever.
    keep_runs: int = 0
    #: The address that people reach the review app by, where that is another than its own.
    public: str = ""

    @property
    def prefect(self) -> str:
        """Prefect's pages."""
        return f"http://{HOST}:{self.prefect_port}"

    @property
    def enter(self) -> str:
        """The address that lets a browser into Prefect's pages."""
        return f"{self.prefect}/enter#{self.ticket}"

    @property
    def review(self) -> str:
        """The review app."""
        return f"http://{HOST}:{self.review_port}"

    def address(self, pid: int) -> Address:
        """Return what others need to know."""
        api = f"{self.prefect}/api"
        return Address(pid=pid, prefect=self.prefect, enter=self.enter, api=api, auth=self.auth, review=self.review)

    def environment(self) -> Mapping[str, str]:
        """Return what the parts find in their environment."""
        return {
            **prefect_environment(self.home, self.prefect_port, self.keep_runs, self.auth),
            TICKET: self.ticket,
            "ZVIRKA_HOME": str(self.home),
            "ZVIRKA_REVIEW_URL": self.public or self.review,
        }


def plan(
    home: Path,
    prefect_port: int | None = None,
    review_port: int | None = None,
    *,
    runs: bool = True,
    keep_runs: int = 0,
    public: str = "",
) -> Plan:
    """Choose the ports.

    Args:
        home: the folder in which everything is kept.
        prefect_port: of Prefect's server; None takes the usual one or, where that is taken, a free one; 0 any free one.
        review_port: of the review app, the same way.
        runs: whether runs are done here.
        keep_runs: days that Prefect keeps runs that have ended; 0 keeps them for ever.
        public: the address in links to the review app, such as a proxy's; without it the app's own is taken.

    Raises:
        ServingError: a port that was asked for is taken, or others can read the auth string.
    """
    prefect = usable_port(prefect_port, PREFECT_PORT)
    review = usable_port(review_port, REVIEW_PORT)
    return Plan(
        home=home,
        prefect_port=prefect,
        review_port=review,
        auth=auth_string(home),
        ticket=fresh(),
        runs=runs,
        keep_runs=keep_runs,
        public=public,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One process."""

    #: What ``flows.serving.part`` knows it by; its log is called so.
    name: str
    #: What people see.
    title: str
    has_pages: bool
    where: Callable[[Plan], str]
    #: Whether it is up, given since when we wait for it.
    answers: Callable[[Plan, datetime], bool]

    def command(self, plan: Plan) -> Sequence[str]:
        """Return the module that runs it and what follows it."""
        port = plan.prefect_port if self.name == "prefect" else plan.review_port
        return ["flows.serving.part", self.name, str(port)]


@cache
def _client() -> httpx.Client:
    """Return who looks: certificates, which nothing here has, are loaded once and not for every look."""
    return httpx.Client(timeout=GLANCE, trust_env=False)


def _get(url: str, auth: str = "") -> Any:  # noqa: ANN401 - JSON is anything
    """Return what an address of ours answers; None where it does not, or says no."""
    headers = {"Authorization": basic(auth)} if auth else {}
    try:
        answer = _client().get(url, headers=headers)
    except httpx.HTTPError:
        return None
    return answer if answer.status_code == httpx.codes.OK else None


def _prefect_answers(plan: Plan, _since: datetime) -> bool:
    return _get(f"{plan.prefect}/api/health") is not None


def _review_answers(plan: Plan, _since: datetime) -> bool:
    return _get(f"{plan.review}/health") is not None


def _deployments_answer(plan: Plan, since: datetime) -> bool:
    """Return whether somebody has asked for runs since; a deployment alone may be left from the last time."""
    answer = _get(f"{plan.prefect}/api/deployments/name/{FIRST_DEPLOYMENT}", plan.auth)
    polled = answer.json().get("last_polled") if answer is not None else None
    return polled is not None and datetime.fromisoformat(polled) >= since


#: In the order in which they are started.
PARTS = (
    Part(name="prefect", title="Prefect", has_pages=True, where=lambda plan: plan.prefect, answers=_prefect_answers),
    Part(
        name="review",
        title=translatable("Review"),
        has_pages=True,
        where=lambda plan: plan.review,
        answers=_review_answers,
    ),
    Part(
        name="deployments",
        title=translatable("Deployments"),
        has_pages=False,
        where=lambda plan: f"{plan.prefect}/deployments",
        answers=_deployments_answer,
    ),
)
