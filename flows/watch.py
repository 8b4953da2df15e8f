"""The flow ``watch``: what a publisher has put out or changed since the last look, compared and told."""

import os
from typing import Annotated

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.deployment_list import SOURCES_FAILED
from flows.runs.artifacts import log
from flows.runs.ends import in_one_line
from flows.runs.form import PUBLISHERS
from flows.runs.private import keep_home_private
from flows.runs.round import go_round
from flows.runs.story_tasks import THREADS
from pipeline.settings.load import load_settings


@flow(task_runner=THREADS, flow_run_name="watch {publisher}")
@in_one_line
def watch(publisher: Annotated[str, PUBLISHERS]) -> State[None] | None:
    """Compare what a publisher has put out or changed since the last look, and tell who wants to know.

    Args:
        publisher: The name of its section in publishers.toml.
    """
    keep_home_private()
    dead, deaf = go_round(publisher, str(flow_run.id), load_settings(os.environ), log)
    if not dead:
        return None
    return (Failed if deaf else Completed)(name=SOURCES_FAILED, message="; ".join(dead))
