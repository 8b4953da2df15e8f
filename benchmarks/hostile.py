"""What pages made to choke it cost: ``python -m benchmarks.hostile``; fails above either bound.

First the parser alone, by the processor's time for a million bytes. Then a gate of its own compares each page in three
editions, while ``/health`` is asked again and again; the longest wait counts.
"""

from __future__ import annotations

import contextlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from benchmarks.gate import TOKEN, served, story
from parsers.page import parse
from parsers.types import UnreadablePageError
from tests.support.hostile import PAGES

#: Seconds of the processor that a million bytes may take; a shorter page counts as a million.
BOUND = 2.0
#: Seconds that ``/health`` may take meanwhile.
HEALTHY = 0.2


def main() -> int:
    """Print what each page costs; return 1 where one costs too much."""
    taken = {name: _seconds(raw) / max(1, len(raw) / 1e6) for name, raw in PAGES.items()}
    for name, seconds in sorted(taken.items(), key=lambda each: -each[1]):
        print(f"{name:<12} {seconds:6.2f} s/MB")
    waits = _waits()
    for name, (status, wait) in sorted(waits.items(), key=lambda each: -each[1][1]):
        print(f"{name:<12} {1000 * wait:6.0f} ms for /health until the gate answered {status}")
    return int(max(taken.values()) > BOUND or max(wait for _, wait in waits.values()) > HEALTHY)


def _seconds(raw: bytes) -> float:
    start = time.process_time()
    with contextlib.suppress(UnreadablePageError):
        parse(raw, url="page")
    return time.process_time() - start


def _waits() -> dict[str, tuple[int, float]]:
    """Return what a gate answers to each page, and the longest that ``/health`` took meanwhile (seconds)."""
    found = {}
    texts = {code: f"<p>{text}</p>" for code, text in story(1).items()}
    with served() as base, ThreadPoolExecutor(1) as pool, httpx.Client(base_url=base, trust_env=False) as client:
        _ask(base, story(1))  # whoever comes first waits for the encoder
        for name, raw in PAGES.items():
            asked = pool.submit(_ask, base, {code: {"html": raw.decode() + text} for code, text in texts.items()})
            waits = [0.0]
            while not asked.done():
                begun = time.perf_counter()
                client.get("/health").raise_for_status()
                waits.append(time.perf_counter() - begun)
                time.sleep(0.01)
            found[name] = (asked.result(), max(waits))
    return found


def _ask(base: str, editions: object) -> int:
    """Return the status that the gate answers with."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    return httpx.post(
        f"{base}/gate", json={"editions": editions}, headers=headers, timeout=120, trust_env=False
    ).status_code


if __name__ == "__main__":
    sys.exit(main())
