"""A process that calls flows, one after the other, as runs of a server: loading Prefect for each costs seconds.

Reads a line of JSON for each call, ``["watch", {"publisher": "visnyk"}]``, and answers "done" or what went wrong.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
from importlib import import_module


def call(name: str, parameters: dict[str, object]) -> str:
    """Call a flow and return what became of it."""
    try:
        result = getattr(import_module(f"flows.{name}"), name)(**parameters)
        if inspect.isawaitable(result):
            asyncio.run(_awaited(result))
    except Exception as error:  # noqa: BLE001 - whatever it is, the test shall see it
        return " ".join(f"{type(error).__name__}: {error}".split())
    return "done"


async def _awaited(result: object) -> None:
    await result  # type: ignore[misc] # asked above


if __name__ == "__main__":
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        answers.write(call(*json.loads(line)) + "\n")
        answers.flush()
