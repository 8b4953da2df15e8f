"""Parses mutated pages for as long as is asked: ``python tests/endurance/fuzz_parsers.py [COUNT] [SEED]``.

Every page must end in an article or an UnreadablePageError within the time that its size allows; each kept text stands
on the page in one piece, and each text of the page is kept or dropped with a reason. Failing pages are
written to the current directory's ``fuzz-failures`` folder. Not collected by the default test run.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from parsers import charset
from parsers.html.scripts import PATH
from parsers.page import parse
from parsers.types import UnreadablePageError
from tests.support.visible import cut_blocks, lost_texts

PAGES = Path(__file__).parents[1] / "parsers" / "pages"
#: Seconds for a page of up to a megabyte.
LIMIT = 2.0
INSERTS = (
    *(
        b"<",
        b">",
        b"<div>",
        b"</div>",
        b"<p>",
        b"</article>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"\x00",
        b"\xff",
        b"\xd0",
        b'"',
    ),
    *(
        b"'",
        b"&",
        b"&#x110000;",
        b"<script>",
        b"</script>",
        b"<table><tr>",
        b"<br><br>",
        b"<h1>",
        b"<a href=",
        b"{",
        b"]",
        b"\\u",
    ),
)


def mutate(page: bytes, chance: random.Random) -> bytes:
    """Return a page with a few pieces cut, doubled, swapped or put in."""
    for _ in range(chance.randint(1, 8)):
        place, length = chance.randrange(len(page) + 1), chance.randint(1, 200)
        piece = page[place : place + length]
        change = chance.randrange(5)
        if change == 0:
            page = page[:place] + page[place + length :]
        elif change == 1:
            page = page[:place] + piece * chance.randint(1, 20) + page[place:]
        elif change == 2:
            page = page[:place] + chance.choice(INSERTS) * chance.randint(1, 30) + page[place:]
        elif change == 3:
            page = page[:place] + bytes(chance.randrange(256) for _ in range(chance.randint(1, 12))) + page[place:]
        else:
            other = chance.randrange(len(page) + 1)
            page = page[:other] + piece + page[other:]
    return page


def failure(page: bytes) -> str | None:
    """Return what went wrong with a page, or None."""
    start = time.process_time()
    try:
        article = parse(page, url="fuzz")
    except UnreadablePageError:
        article = None
    except Exception as error:  # noqa: BLE001 - any other error is what is looked for
        return repr(error)
    spent = time.process_time() - start
    if spent > LIMIT * max(1.0, len(page) / 1e6):
        return f"{spent:.1f} s"
    if article is None or any(block.path.startswith(("line:", PATH)) for block in article.blocks):
        return None  # text without markup, or out of scripts
    text = charset.decode(page).text
    return next((f"cut: {one!r}" for one in cut_blocks(article, text)), None) or next(
        (f"lost: {one!r}" for one in lost_texts(article, text)), None
    )


def main() -> int:
    """Run and say how many pages were parsed and how many failed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    pages = [path.read_bytes() for path in sorted(PAGES.rglob("page.*"))]
    failures = 0
    for number in range(count):
        page = mutate(chance.choice(pages), chance)
        found = failure(page)
        if found:
            failures += 1
            folder = Path("fuzz-failures")
            folder.mkdir(exist_ok=True)
            Path(folder, f"{number}.html").write_bytes(page)
            print(f"{number}: {found}")  # noqa: T201 - the result
    print(f"{count} mutated pages, {failures} failures")  # noqa: T201 - the same
    return min(1, failures)


if __name__ == "__main__":
    sys.exit(main())
