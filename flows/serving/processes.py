"""Child processes that never outlive their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Seconds that children get to end by themselves.
GRACE = 15.0
#: Seconds between two looks whether they have.
PULSE = 0.05


@dataclass(frozen=True, slots=True)
class Descendant:
    """A process that a child started, by itself or through others."""

    pid: int
    parent: int
    #: When it was started, in the system's ticks: the number alone can be given again.
    started: str


@dataclass(frozen=True, slots=True)
class Child:
    """A process in a group of its own, and the file with what it says."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        """Return the last line that it said."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else f"it ended with status {self.process.poll()}"


def start(name: str, arguments: Sequence[str], environment: Mapping[str, str], logs: Path) -> Child:
    """Start a module of zvirka as a child that calls ``leave_with_parent``.

    Args:
        name: names its log.
        arguments: the module and what follows it.
        environment: added to our own.
        logs: the folder for its log; the one before is kept beside it.
    """
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name}.log"
    with suppress(FileNotFoundError):
        log.replace(logs / f"{name}.before.log")
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,  # closed by the system when we are gone, however we went
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone; children are stopped in order
        )
    return Child(name, process, log)


def leave_with_parent() -> None:
    """End this process and its group when the parent is gone, even if that was killed. Called by a child."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    with suppress(OSError):
        while os.read(0, 1024):
            pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE)
    os.killpg(0, signal.SIGKILL)


def stop(children: Iterable[Child]) -> None:
    """Stop children, the last started first, with everything that they started themselves."""
    for child in reversed(list(children)):
        family = descendants(child.process.pid)
        _signal_group(child.process.pid, signal.SIGTERM)
        _wait(child, family)
        _signal_group(child.process.pid, signal.SIGKILL)
        for process in family:  # those that made groups of their own
            _kill(process)
        child.process.wait()


def _wait(child: Child, family: Iterable[Descendant]) -> None:
    """Wait until a child has ended and what it started, too: runs give back what they have in hand before they end."""
    end = time.monotonic() + GRACE
    with suppress(subprocess.TimeoutExpired):
        child.process.wait(GRACE)
    while any(is_running(each) for each in family) and time.monotonic() < end:
        time.sleep(PULSE)


def is_running(process: Descendant) -> bool:
    """Return whether a process is still there; its number may have passed on to another one."""
    now = _read(Path(f"/proc/{process.pid}/stat"))
    return now is not None and now.started == process.started


def _signal_group(group: int, sent: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, sent)


def descendants(ancestor: int) -> list[Descendant]:
    """Return the processes below a process, on systems with ``/proc``; elsewhere none."""
    running = list(filter(None, map(_read, Path("/proc").glob("[0-9]*/stat"))))
    found: list[Descendant] = []
    level = {ancestor}
    while level:
        children = [each for each in running if each.parent in level]
        found += children
        level = {each.pid for each in children}
    return found


def _read(stat: Path) -> Descendant | None:
    """Return a process from its line under ``/proc`` (see proc(5)); None if it is gone, or only not buried yet."""
    try:
        fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return Descendant(int(stat.parent.name), int(fields[1]), fields[19]) if fields[0] != "Z" else None


def _kill(process: Descendant) -> None:
    """Kill a process if it is still there."""
    if is_running(process):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process.pid, signal.SIGKILL)
