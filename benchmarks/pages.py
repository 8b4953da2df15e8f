"""Parses raw news pages with gold text: ``python -m benchmarks.pages CASES.jsonl.gz PREDICTIONS.jsonl [--compare]``."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from parsers.page import parse
from parsers.types import UnreadablePageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parsers.types import Article

T = TypeVar("T")
#: Pages parsed before the clock starts, so that imports and caches are not measured.
_WARM_UP = 3


def main() -> None:
    """Write predictions for all cases and print the speed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--compare", action="store_true", help="measure trafilatura's speed in the same run too")
    options = parser.parse_args()
    pages = [(case["id"], case["url"], case["html"].encode()) for case in read_pages(options.cases)]
    for _, url, raw in pages[:_WARM_UP]:
        parsed(url, raw)
        if options.compare:
            _trafilatura(raw)
    ours, theirs = 0.0, 0.0
    with options.predictions.open("w", encoding="utf-8") as output:
        for name, url, raw in pages:
            article, spent = _timed(partial(parsed, url, raw))
            ours += spent
            output.write(json.dumps({"id": name, **(prediction(article) if article else {"blocks": []})}) + "\n")
            if options.compare:
                theirs += _timed(partial(_trafilatura, raw))[1]
    if theirs:
        print(f"trafilatura {len(pages) / theirs:.1f} pages/s, ours {theirs / ours:.1f} times that")
    print(f"{len(pages) / ours:.1f} pages/s")


def read_pages(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the pages of a packed file, each with ``id``, ``url``, ``html`` and its gold text."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _timed(step: Callable[[], T]) -> tuple[T, float]:
    """Return what a step returns and the processor time that it took (seconds): other processes do not count."""
    start = time.process_time()
    return step(), time.process_time() - start


def parsed(url: str, raw: bytes) -> Article | None:
    """Return the article of a page; None where there is none."""
    try:
        return parse(raw, url=url)
    except UnreadablePageError:
        return None


def prediction(article: Article) -> dict[str, Any]:
    """Return an article as scorers take it."""
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
