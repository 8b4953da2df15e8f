"""The deployments: what ``zvirka serve`` runs, and what ``prefect.yaml`` describes for a work pool."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The zone of all schedules.
KYIV = "Europe/Kyiv"


@dataclass(frozen=True, slots=True)
class Deployment:
    """A flow that can be run by its name.

    Attributes:
        name: of the deployment and of its flow.
        description: what Prefect shows.
        cron: when it runs by itself, in Kyiv's time; "" for whenever somebody asks.
        parameters: what it runs with unless somebody says otherwise.
    """

    name: str
    description: str
    cron: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def module(self) -> str:
        """Where its flow stands, under its name."""
        return f"flows.{self.name}"


DEPLOYMENTS = (
    Deployment("check", "One story, when somebody asks for it."),
    Deployment("batch", "Many stories, when somebody asks for them."),
    Deployment("work", "Helps with a batch."),
    Deployment("watch", "What a publisher has put out since the last look; `zvirka watch add` gives it schedules."),
    Deployment(
        "recheck",
        "The stories of the last day once more, for editions that came late or were corrected alone.",
        cron="5 */3 * * *",
        parameters={"hours": 24},
    ),
    Deployment(
        "maintain",
        "Takes up what was interrupted, closes what will never end, forgets what is old.",
        cron="*/10 * * * *",
    ),
)
#: The deployment whose schedule stands in the settings.
RECHECK = "recheck"
#: The deployment that publishers give their schedules.
WATCH = "watch"
#: The state of a round with sources that gave nothing: red where all of them did.
SOURCES_FAILED = "SourcesFailed"
