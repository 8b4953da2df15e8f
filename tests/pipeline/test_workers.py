"""Processes that are ended where their time is up."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parsers.types import UnreadablePageError
from pipeline.workers import LateError, LostWorkerError, TooLongError, Workers

#: Takes the regular-expression engine, which holds the interpreter, for ever.
ENDLESS = (re.match, "(a|a)*b", "a" * 60)


def test_what_takes_too_much_processor_time_is_given_up_and_the_next_is_done():
    with Workers(1, 0.5) as workers:
        with pytest.raises(TooLongError):
            workers.do(*ENDLESS)
        assert workers.do(abs, -3) == 3


def test_waiting_costs_no_processor_time():
    with Workers(1, 0.2) as workers:
        assert workers.do(time.sleep, 1) is None


def test_whoever_wants_to_go_on_does():
    with Workers(1, 0) as workers:
        assert workers.do(abs, -3) == 3
        with pytest.raises(LateError):
            workers.do(*ENDLESS, until=time.monotonic() + 0.5)
        assert workers.do(abs, -3) == 3


def test_a_worker_that_still_loads_is_not_ended_by_who_cannot_wait():
    with Workers(1, 0, os.getpid) as workers:
        with pytest.raises(LateError):
            workers.do(os.getpid, until=time.monotonic())
        (first,) = workers._all
        assert workers.do(os.getpid) == first._process.pid


def test_errors_come_back_as_they_were():
    with Workers(1, 0) as workers:
        with pytest.raises(ValueError, match="invalid literal"):
            workers.do(int, "x")
        with pytest.raises(UnreadablePageError) as raised:
            workers.do(fails)
        assert (raised.value.url, raised.value.reason) == ("https://visnyk.example/", "no-article")


def fails():
    raise UnreadablePageError("https://visnyk.example/", "no-article", "it holds none")  # noqa: EM101 - no sentence


def test_a_worker_that_dies_is_told_and_replaced():
    with Workers(1, 0) as workers:
        with pytest.raises(LostWorkerError):
            workers.do(os.abort)
        assert workers.do(abs, -3) == 3


def test_a_worker_that_dies_while_it_loads_leaves_nothing_behind():
    with Workers(1, 0, os.abort) as workers:
        for _ in range(2):
            with pytest.raises(LostWorkerError):
                workers.do(abs, -3)
        assert not workers._all


CALLER = (
    "import os, re, threading, time; from pipeline.workers import Workers; workers = Workers(1, 0);"
    "print(workers.do(os.getpid), flush=True); workers.do(re.match, '(a|a)*b', 'a' * 60)"
)


def test_a_worker_ends_with_its_caller_whatever_it_is_at():
    caller = subprocess.Popen([sys.executable, "-c", CALLER], stdout=subprocess.PIPE, text=True)
    worker = int(caller.stdout.readline())
    time.sleep(1)
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    caller.stdout.close()
    for _ in range(200):
        if not lives(worker):
            return
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("it goes on")


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
