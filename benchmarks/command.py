"""What the command takes where nothing has changed: ``python -m benchmarks.command FOLDER [--rounds 5]``.

A folder of editions is compared with vectors that are known, and asked for again unchanged, in turns, each time in a
process of its own. Prints the processor time of both; fails where asking again takes too large a share of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

#: The share of a comparison's processor time that the same files again may take; 0.5 was measured.
CEILING = 0.7


def main() -> int:
    """Print what both take; return 1 where asking again takes more than ``CEILING`` of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(shutil.copytree(options.folder, Path(work, "story")))
        _check(folder)  # makes the database and the vectors
        compared, again = [], []
        for _ in range(options.rounds):
            for page in folder.glob("*.*"):
                page.write_bytes(page.read_bytes() + b"\n")  # says the same in other bytes
            compared.append(_check(folder))
            again.append(_check(folder))
    share = median(again) / median(compared)
    print(f"compared {median(compared):.2f} s, unchanged {median(again):.2f} s: {share:.2f}, no more than {CEILING}")
    return int(share > CEILING)


def _check(folder: Path) -> float:
    """Check a story and return the seconds of processor time that the process took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "flows.cli", "check", str(folder), "--fail-on", "never"],
        env={**os.environ, "ZVIRKA_HOME": str(folder.with_name("home"))},
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
