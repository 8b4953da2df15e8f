"""Processes for what a hostile page can make last: they are ended where their time is up, whatever they are at.

A thread cannot be given up: the regular-expression engine and numpy hold the interpreter. A worker is a process that
waits on a socket for functions with arguments. What ends it is left to the system, since its own code may not get a
turn: the timer of its processor time (``SIGPROF``), its caller's hanging up (``SIGIO``), or its caller (``SIGKILL``).
"""

from __future__ import annotations

import fcntl
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Self, TypeVar

from locales.messages import message
from pipeline.errors import FETCHING, ZvirkaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.settings.load import Settings

T = TypeVar("T")
log = logging.getLogger(__name__)
#: More workers than this take more memory than they bring.
_MOST = 4
#: What a worker runs, with the modules that its caller sees; never those of the folder in which somebody stands.
_MAIN = "import sys; sys.path[:] = {path!r}; from pipeline.workers import serve; serve()"


class TooLongError(Exception):
    """What a worker was asked for takes more processor time than it may."""


class LateError(Exception):
    """What a worker was asked for was not done when its caller wanted to go on."""


class LostWorkerError(ZvirkaError):
    """A worker ended otherwise: for want of memory, or by a fault of the interpreter. Another time it may not."""

    exit_status = FETCHING


class Workers:
    """At most so many processes, each started when it is needed and kept for what comes next; shared by threads.

    Args:
        count: processes at a time; who wants more waits.
        seconds: of processor time for one call, in all its threads; 0 for no limit.
        first: what each does before anything else, without a limit: loads what later calls need.
    """

    def __init__(self, count: int, seconds: float, first: Callable[[], object] | None = None) -> None:
        self._count, self._seconds, self._first = count, seconds, first
        self._turns = threading.Semaphore(count)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def do(self, function: Callable[..., T], /, *args: object, until: float | None = None) -> T:
        """Return what a function returns, called in a worker; function, arguments and result have to be picklable.

        Args:
            function: stands in a module, or is a ``partial`` of one that does.
            args: its arguments.
            until: when the caller wants to go on, on the monotonic clock; None waits.

        Raises:
            TooLongError: it took more than its processor time.
            LateError: the time came.
            LostWorkerError: the worker is gone.
            Exception: what the function raises.
        """
        if not self._turns.acquire(timeout=None if until is None else max(0.0, until - time.monotonic())):
            raise LateError
        try:
            worker = self._take()
            try:
                done, value = worker.ask(function, args, self._seconds, until)
            except BaseException:
                if worker.asked or not worker.lives():
                    self._end(worker)
                raise
            finally:
                if worker.lives():
                    with self._lock:
                        self._idle.append(worker)
        finally:
            self._turns.release()
        if done:
            return value  # type: ignore[no-any-return] # it comes through a socket
        raise value

    def start(self) -> None:
        """Start all workers, so that whoever comes first does not wait for them."""
        made = [self._take() for _ in range(self._count)]
        with self._lock:
            self._idle += made

    def close(self) -> None:
        """End all workers, also those at work."""
        for worker in list(self._all):
            self._end(worker)

    def _take(self) -> _Worker:
        """Return a worker that waits, or a new one."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.lives():
                    return worker
                self._all.discard(worker)
            worker = _Worker(self._first)
            self._all.add(worker)
            return worker

    def _end(self, worker: _Worker) -> None:
        worker.end()
        with self._lock:
            self._all.discard(worker)
            with suppress(ValueError):
                self._idle.remove(worker)


def workers(settings: Settings, count: int | None = None) -> Workers:
    """Return workers that spend no more on a page or a comparison than the settings say.

    Args:
        settings: everything that is set.
        count: at a time; None takes one for each core that this process may use, and no more than four.
    """
    return Workers(count or min(len(os.sched_getaffinity(0)), _MOST), settings.patience)


class _Worker:
    """One process, seen by its caller."""

    def __init__(self, first: Callable[[], object] | None) -> None:
        own, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-c", _MAIN.format(path=sys.path)], stdin=theirs.fileno(), stdout=subprocess.DEVNULL
            )
        self._talk = Connection(own.detach())
        #: Whether it has been asked for anything: one that still loads what it needs is waited for, and not ended.
        self.asked = False
        with suppress(BrokenPipeError):  # told when it is asked
            self._talk.send(first)

    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(
        self, function: Callable[..., object], args: tuple[object, ...], seconds: float, until: float | None
    ) -> tuple[bool, Any]:
        """Return whether a function returned, and what it returned or raised."""
        try:
            if not self.asked:
                self._wait(until)
            self.asked = True
            self._talk.send((function, args, seconds))
            answer: tuple[bool, Any] = self._wait(until)
        except (EOFError, ConnectionError) as error:
            status = self._process.wait()
            if status == -signal.SIGPROF:
                raise TooLongError from None
            said = message(
                "the process at work ended with status {status}; is there enough memory?", status=str(status)
            )
            raise LostWorkerError(said) from error
        return answer

    def _wait(self, until: float | None) -> Any:  # noqa: ANN401 - whatever comes
        if not self._talk.poll(None if until is None else max(0.0, until - time.monotonic())):
            raise LateError
        return self._talk.recv()

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._talk.close()


def serve() -> None:
    """Do what comes through standard input, a socket, until the caller hangs up; a worker's whole life."""
    talk = Connection(0)
    with suppress(EOFError, ConnectionError):
        first = talk.recv()
        try:
            if first is not None:
                first()
        except Exception:
            log.exception("a worker could not load what it will need; its first answer takes longer")
        talk.send(None)
        while True:
            function, args, seconds = talk.recv()
            talk.send(_answer(function, args, seconds))


def _answer(function: Callable[..., object], args: tuple[object, ...], seconds: float) -> tuple[bool, object]:
    _end_when_left(on=True)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return True, function(*args)
    except Exception as error:  # noqa: BLE001 - raised again where the caller is
        return False, _sendable(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _end_when_left(on=False)


def _end_when_left(*, on: bool) -> None:
    """Have the system end this process when the caller hangs up: then, and only then, something comes meanwhile."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(0, fcntl.F_GETFL)
    fcntl.fcntl(0, fcntl.F_SETFL, flags | os.O_ASYNC if on else flags & ~os.O_ASYNC)


def _sendable(error: Exception) -> Exception:
    """Return an error that survives the way to the caller, with where it was raised."""
    error.add_note(traceback.format_exc(limit=-20))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - errors of libraries
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
