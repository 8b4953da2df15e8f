"""How flows end that cannot go on: red, with one line that says what to do, and no traceback."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from prefect.states import Failed

from pipeline.errors import ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")


def in_one_line(function: Callable[P, Any]) -> Callable[P, Any]:
    """Let the errors that people can do something about be the state of a run or task, in their own words."""

    @wraps(function)
    def guarded(*arguments: P.args, **named: P.kwargs) -> Any:  # noqa: ANN401 - a flow's
        try:
            return function(*arguments, **named)
        except ZvirkaError as error:
            return Failed(message=str(error))

    return guarded
