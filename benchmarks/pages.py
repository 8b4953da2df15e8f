"""Parses raw news pages with gold text: ``python -m benchmarks.pages CASES.jsonl.gz PREDICTIONS.jsonl [--compare]``."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parsers.page import parse
from parsers.types import UnreadablePageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parsers.types import Article

#: Pages parsed before the clock starts, so that imports and caches are not measured.
_WARM_UP = 3


def main() -> None:
    """Write predictions for all cases and print the speed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--compare", action="store_true", help="measure trafilatura's speed in the same run too")
    options = parser.parse_args()
    pages = [(case["id"], case["url"], case["html"].encode()) for case in _cases(options.cases)]
    parsed: dict[str, Article | None] = {}
    speed = _speed(pages, lambda name, url, raw: parsed.__setitem__(name, _parsed(url, raw)))
    with options.predictions.open("w", encoding="utf-8") as output:
        for name, article in parsed.items():
            output.write(json.dumps({"id": name, **(_prediction(article) if article else {"blocks": []})}) + "\n")
    if options.compare:
        theirs = _speed(pages, lambda _name, _url, raw: _trafilatura(raw))
        print(f"trafilatura {theirs:.0f} pages/s, ours {speed / theirs:.1f} times that")
    print(f"{speed:.1f} pages/s")


def _cases(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _speed(pages: list[tuple[str, str, bytes]], step: Callable[[str, str, bytes], None]) -> float:
    for page in pages[:_WARM_UP]:
        step(*page)
    start = time.perf_counter()
    for page in pages:
        step(*page)
    return len(pages) / (time.perf_counter() - start)


def _parsed(url: str, raw: bytes) -> Article | None:
    try:
        return parse(raw, url=url)
    except UnreadablePageError:
        return None


def _prediction(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "authors": list(article.authors),
        "date": article.published.isoformat() if article.published else "",
        "blocks": [{"kind": block.kind.value, "text": block.text} for block in article.blocks],
    }


def _trafilatura(raw: bytes) -> None:
    import trafilatura  # noqa: PLC0415 - only where it is measured

    trafilatura.bare_extraction(raw, with_metadata=True)


if __name__ == "__main__":
    main()
