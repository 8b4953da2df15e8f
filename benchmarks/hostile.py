"""How long the parser takes for pages made to choke it: ``python -m benchmarks.hostile``; fails above the bound."""

from __future__ import annotations

import contextlib
import sys
import time

from parsers.page import parse
from parsers.types import UnreadablePageError
from tests.support.hostile import PAGES

#: Seconds of the processor that a million bytes may take; a shorter page counts as a million.
BOUND = 2.0


def main() -> int:
    """Print the seconds for a million bytes of each page; return 1 where one takes too long."""
    taken = {name: _seconds(raw) / max(1, len(raw) / 1e6) for name, raw in PAGES.items()}
    for name, seconds in sorted(taken.items(), key=lambda each: -each[1]):
        print(f"{name:<12} {seconds:6.2f} s/MB")
    return int(max(taken.values()) > BOUND)


def _seconds(raw: bytes) -> float:
    start = time.process_time()
    with contextlib.suppress(UnreadablePageError):
        parse(raw, url="page")
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
