"""How flows end that cannot go on: red, with one line that says what to do, and no traceback."""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from prefect.exceptions import FailedRun
from prefect.states import Failed

from pipeline.errors import ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")


class _Brief(logging.Filter):
    """Takes the traceback from what Prefect's engine logs of a run whose state says all there is to say."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        if record.exc_info and isinstance(record.exc_info[1], FailedRun):
            record.exc_info = None
        return True


_BRIEF = _Brief()


def in_one_line(function: Callable[P, Any]) -> Callable[P, Any]:
    """Let the errors that people can do something about be the state of a run or task, in their own words."""

    @wraps(function)
    def guarded(*arguments: P.args, **named: P.kwargs) -> Any:  # noqa: ANN401 - a flow's
        try:
            return function(*arguments, **named)
        except ZvirkaError as error:
            logging.getLogger("prefect.flow_runs").addFilter(_BRIEF)  # added again, it is there once
            return Failed(message=str(error))

    return guarded
