"""Memory is bounded where paragraphs look alike: measured as the peak of a process of its own."""

import os
import subprocess
import sys

import pytest

MEGABYTES = 300
SCRIPT = """
import resource, sys
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from parsers.types import Article, Block, BlockKind

line = Block(kind=BlockKind.PARAGRAPH, text="One and the same line of a page that says nothing new.")
count, *languages = int(sys.argv[1]), *sys.argv[2:]
articles = {each: Article(url=each, language=each, title="T", blocks=(line,) * count) for each in languages}
rows = align(articles, embed(articles, None, None))
for each in languages:
    assert sorted(block for row in rows for block in row.cells[each]) == list(range(count))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.parametrize(("count", "languages"), [(1600, ("en", "uk")), (800, ("en", "ru", "uk"))])
def test_equal_paragraphs_take_little_memory(count, languages):
    untraced = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(count), *languages], capture_output=True, text=True, check=True, env=untraced
    )

    assert int(done.stdout) <= MEGABYTES
