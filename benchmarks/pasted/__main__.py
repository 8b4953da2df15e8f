"""Compares stories as people paste them: ``python -m benchmarks.pasted FOLDER ... [--dress PAGES.jsonl.gz ...]``.

A folder holds the editions of a story, named by language. Without ``--dress`` its files are compared as they are. With
it each edition becomes plain text between lines of real pages that are no part of their stories, another page for each
edition, and what counts is the findings louder than "info" that the plain text alone does not have.
"""

from __future__ import annotations

import argparse
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from alignment.types import Severity
from benchmarks.pasted.page_text import FURNITURE, STORY, dumps
from benchmarks.vectors import FileVectors
from parsers.page import parse
from parsers.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.types import Comparison
    from benchmarks.pasted.page_text import Dump
    from parsers.types import Article

#: Lines of furniture before, behind and inside a story, at most.
_BEFORE, _BEHIND, _INSIDE = 8, 15, 2
_TEXT = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM))


def editions(folder: Path) -> dict[str, Article]:
    """Return the editions of a folder by the names of its files."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html"))
    return {path.stem: parse(path.read_bytes(), url=path.name) for path in files}


def pasted(article: Article, furniture: Sequence[Sequence[str]]) -> str:
    """Return an edition as plain text between lines of furniture: those before, behind and inside the story."""
    before, behind, inside = furniture
    body = [block.text for block in article.blocks if block.kind in _TEXT and block.text]
    for place, line in enumerate(inside):
        body.insert((place + 1) * len(body) // (len(inside) + 1), line)
    return "\n\n".join([*before, article.title, *body, *behind])


def around(page: Dump, rng: random.Random) -> tuple[list[str], list[str], list[str]]:
    """Return lines of a page that are not its story's: right before it, right behind it, and inside it."""
    story = [place for place, label in enumerate(page.labels) if label == STORY]
    first, last = story[0], story[-1] + 1
    lines = [
        [page.lines[place] for place in places if page.labels[place] == FURNITURE]
        for places in (range(first), range(last, len(page.lines)), range(first, last))
    ]
    before, behind, inside = (rng.randint(0, most) for most in (_BEFORE, _BEHIND, _INSIDE))
    return lines[0][len(lines[0]) - min(before, len(lines[0])) :], lines[1][:behind], lines[2][:inside]


class Comparer:
    """Compares texts with the encoder that is installed, and keeps its vectors."""

    def __init__(self, cache: Path | None) -> None:
        self._embedder, self._cache = default_embedder(), FileVectors(cache)

    def compare(self, articles: Mapping[str, Article]) -> Comparison:
        """Return the comparison of some editions."""
        return compare(
            articles, story="", created=datetime.now(UTC), version="0", embedder=self._embedder, cache=self._cache
        )


def alarms(found: Comparison) -> list[tuple[str, str, str, str]]:
    """Return the findings louder than "info": kind, severity, edition and the first words."""
    return [
        (each.kind, each.severity, each.edition or "", each.evidence[0].text[:60] if each.evidence else "")
        for each in found.findings
        if each.severity is not Severity.INFO
    ]


def main() -> None:
    """Compare and print what is said of each story."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pasted", description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--dress", type=Path, nargs="+", default=())
    parser.add_argument("--source", default="", help="only pages of this source")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    options = parser.parse_args()
    comparer, rng = Comparer(options.cache), random.Random(options.seed)  # noqa: S311 - which pages are taken
    pages = [page for page in dumps(options.dress) if page.source in (options.source or page.source)]
    rows = false = headlines = texts = 0
    for folder in options.folders:
        articles = editions(folder)
        if not pages:
            found = alarms(comparer.compare(articles))
            print(folder.name, found or "silent", {each: article.title for each, article in articles.items()})
            continue
        plain = {each: _parsed(each, pasted(article, ([], [], []))) for each, article in articles.items()}
        base = alarms(comparer.compare(plain))
        for _ in range(options.repeat):
            dressed = {
                each: _parsed(each, pasted(article, around(rng.choice(pages), rng)))
                for each, article in articles.items()
            }
            comparison = comparer.compare(dressed)
            new = [each for each in alarms(comparison) if each not in base]
            rows, false = rows + len(comparison.rows), false + len(new)
            headlines += sum(each.title == plain[language].title for language, each in dressed.items())
            texts += len(dressed)
            print(folder.name, new)
    if pages:
        print(
            f"false alarms {false} on {rows} rows, {100 * false / rows:.1f} per 100; headlines {headlines} of {texts}"
        )


def _parsed(language: str, text: str) -> Article:
    return parse(text.encode(), url=language)


if __name__ == "__main__":
    main()
