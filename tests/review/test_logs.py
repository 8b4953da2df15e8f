"""A log line is one line, whatever somebody sends, and a traceback ends."""

import logging
import sys

from review.guards.bounded_log import MESSAGE, TRACEBACK, Bounded


def written(message, error=None):
    record = logging.LogRecord("review", logging.ERROR, __file__, 1, "%s failed", (message,), None)
    if error is not None:
        try:
            raise error
        except type(error):
            record.exc_info = sys.exc_info()
    return Bounded("%(levelname)s: %(message)s").format(record)


def test_a_path_with_a_line_end_makes_no_line():
    assert written("GET /a\nERROR: b\x1b[2J") == "ERROR: GET /a\\nERROR: b\\x1b[2J failed"
    assert len(written("x" * 100_000)) <= MESSAGE + 3


def test_a_traceback_is_indented_and_cut_at_its_beginning():
    told = written("GET /", ValueError("one\nERROR: two\x1b[2J\n" + "novel " * 10_000 + "\nend"))
    first, *others = told.split("\n")
    assert first == "ERROR: GET / failed"
    assert all(line.startswith("  ") for line in others)
    assert others[-1] == "  end"
    assert len(told) < TRACEBACK + 200
    short = written("GET /", ValueError("one\nERROR: two\x1b[2J"))
    assert "\n  ERROR: two\\x1b[2J" in short
    assert "in written" in short
