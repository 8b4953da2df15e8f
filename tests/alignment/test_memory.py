"""Memory is bounded where paragraphs look alike: measured as the peak of a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTES = 300
SCRIPT = """
import sys
from pathlib import Path
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from parsers.types import Article, Block, BlockKind

line = Block(kind=BlockKind.PARAGRAPH, text="One and the same line of a page that says nothing new.")
count, *languages = int(sys.argv[1]), *sys.argv[2:]
articles = {each: Article(url=each, language=each, title="T", blocks=(line,) * count) for each in languages}
rows = align(articles, embed(articles, None, None))
for each in languages:
    assert sorted(block for row in rows for block in row.cells[each]) == list(range(count))
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
print(int(status["VmHWM"].split()[0]) // 1024)  # what getrusage gives begins with the size of the process before exec
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read as Linux gives it")
@pytest.mark.parametrize(("count", "languages"), [(1600, ("en", "uk")), (800, ("en", "ru", "uk"))])
def test_equal_paragraphs_take_little_memory(count, languages):
    untraced = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(count), *languages], capture_output=True, text=True, check=True, env=untraced
    )

    assert int(done.stdout) <= MEGABYTES
