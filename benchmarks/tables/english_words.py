"""Makes the list of English words that are no names from Debian's word lists.

``python -m benchmarks.tables.english_words american-english-large british-english-large locales/en/words.txt.gz``

The lists come from SCOWL (packages wamerican-large and wbritish-large, ``/usr/share/dict``); its notice stands in
``locales/en/words.license``. Kept is what stands there in lower case; a * marks words that stand there with a capital,
too ("baker" and "Baker"): they may be names. Plurals in -s whose singular is kept are left out.
"""

from __future__ import annotations

import argparse
import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Words of the list; possessives say nothing new, letters with marks are no English words.
WORD = re.compile(r"[A-Za-z]{2,}")
#: In capitals so short a word is a symbol: "he" and "He" (letters).
SHORT = 2


def kept(entries: Iterable[str]) -> list[str]:
    """Return the lines of the table, sorted."""
    found = {entry for entry in entries if WORD.fullmatch(entry)}
    low = {entry for entry in found if entry.islower()}
    single = {word for word in low if not (word.endswith("s") and word[:-1] in low and word.capitalize() not in found)}
    return sorted(f"{word}*" if len(word) > SHORT and word.capitalize() in found else word for word in single)


def main() -> None:
    """Read the lists and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", type=Path, nargs="+")
    parser.add_argument("table", type=Path)
    options = parser.parse_args()
    lines = kept(entry for path in options.lists for entry in path.read_text(encoding="utf-8").split())
    options.table.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines)} words, {sum(line.endswith('*') for line in lines)} of them names, too")


if __name__ == "__main__":
    main()
