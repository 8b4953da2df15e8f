"""What runs leave in Prefect: names, log lines, and artifacts with a short table and a link, never a report itself."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from prefect.artifacts import acreate_link_artifact, acreate_markdown_artifact
from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from pydantic import BaseModel

from flows.runs.form import given
from pipeline.many.batch_summary import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.many.outcome import Outcome


def log(text: str) -> None:
    """Write a line into the log of the run, where there is one."""
    try:
        get_run_logger().info(text)
    except MissingContextError:
        return


def named_after_story() -> str:
    """Return a name for the run that people recognise in a list."""
    asked: Mapping[str, Any] = flow_run.parameters
    editions = asked.get("editions") or {}
    return story_name(asked.get("story") or "", given(editions) if isinstance(editions, BaseModel) else editions)


def story_name(story: str, editions: Mapping[str, str]) -> str:
    """Return what a story is called before anything is known about it: the end of its address or path."""
    source = story or next(filter(None, editions.values()), "")
    return PurePath(source).name or source or "nothing"


async def leave_report(outcome: Outcome) -> None:
    """Leave a link to a story's report, with its findings counted beside it."""
    key = f"report-{outcome.story}"
    if outcome.link:
        await acreate_link_artifact(outcome.link, link_text=outcome.title, key=key, description=table([outcome]))
    else:
        await acreate_markdown_artifact(table([outcome]), key=key)
