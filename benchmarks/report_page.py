"""What a report of sixty rows costs: ``python -m benchmarks.report_page``.

Needs no data: renders a made-up comparison of sixty rows in three languages with twenty findings, and prints the size
of the page (ceiling 200 kB), how long rendering takes (50 ms), and, where Chromium is, how long the browser takes to
show the file from disk (300 ms). Ends with 1 where something lies above its ceiling.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.types import Comparison, Evidence, Finding, FindingKind, Relation, Row, Severity
from locales.messages import message
from parsers.types import Article, Block, BlockKind
from reports.formats.html import page

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS, EVERY = 60, 3
#: How often each is done; the median counts.
TIMES = 15
SENTENCE = "Кабінет міністрів виділив на відбудову шкіл ще 120 мільйонів гривень, повідомила речниця відомства. "
LANGUAGES = ("uk", "en", "ru")
#: kB, milliseconds, milliseconds.
SIZE, RENDERING, PAINT = 200, 50, 300
FIRST_PAINT = """new Promise((resolve) => new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""


def comparison() -> Comparison:
    """Return sixty rows in three languages, with a finding in every third one."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=f"{place}. {SENTENCE * 2}") for place in range(ROWS))
    return Comparison(
        story="sixty-rows",
        articles={
            code: Article(url=f"https://{code}.visnyk.example/1", language=code, title=SENTENCE, blocks=blocks)
            for code in LANGUAGES
        },
        rows=tuple(
            Row(cells=dict.fromkeys(LANGUAGES, (place,)), relation=Relation.ALIGNED, score=0.9) for place in range(ROWS)
        ),
        findings=tuple(_finding(place, blocks[place].text) for place in range(0, ROWS, EVERY)),
        created=datetime(2026, 3, 1, 12, tzinfo=UTC),
        engine="0",
    )


def _finding(row: int, text: str) -> Finding:
    start = text.index("120")
    said = message("{edition} says {value}, the others say {other}", edition="language:en", value="120", other="130")
    return Finding(
        id=f"number-{row}",
        kind=FindingKind.NUMBER,
        severity=Severity.CRITICAL,
        message=said,
        edition="en",
        row=row,
        evidence=tuple(
            Evidence(edition=code, block=row, start=start, end=start + 13, text=text[start : start + 13])
            for code in LANGUAGES
        ),
    )


def rendering(compared: Comparison) -> float:
    """Return how long the page takes to render, milliseconds; the first time, which loads templates, does not count."""
    page(compared, "uk")
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        page(compared, "uk")
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def painting(text: str, chromium: str) -> float:
    """Return how long after its start the browser shows something of the page from disk, milliseconds."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "report.html")
        file.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        times: list[float] = []
        for _ in range(TIMES):
            with browser.new_page() as shown:
                shown.goto(file.as_uri())
                times.append(shown.evaluate(FIRST_PAINT))
        browser.close()
    return statistics.median(times)


def main() -> int:
    """Measure and print."""
    compared = comparison()
    text = page(compared, "uk")
    measured: list[tuple[str, float, float]] = [
        ("kB of HTML", len(text.encode()) / 1000, SIZE),
        ("ms to render", rendering(compared), RENDERING),
    ]
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium here: first paint is not measured")
    else:
        measured.append(("ms to first paint from disk", painting(text, chromium), PAINT))
    return _tell(measured)


def _tell(measured: Sequence[tuple[str, float, float]]) -> int:
    for name, value, ceiling in measured:
        print(f"{value:.1f} {name}, {'ceiling' if value < ceiling else 'ABOVE THE CEILING OF'} {ceiling:g}")
    return int(any(value >= ceiling for _, value, ceiling in measured))


if __name__ == "__main__":
    sys.exit(main())
