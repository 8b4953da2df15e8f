"""Runs the benchmarks on the data given, scores them with the scorer beside the data, and holds them to their floors.

usage: python -m benchmarks [--cases ALIGNMENT.jsonl] [--pages PAGES.jsonl.gz] [--raise-floors]

Exit status: 0 every floor held, 1 one did not, 2 no data was given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
#: Measures of which less is better; their floor is a ceiling.
LESS_IS_BETTER = ("false alarms", "extra")


def main() -> int:
    """Run what data was given for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, help="alignment cases; score.py stands beside them")
    parser.add_argument("--pages", type=Path, help="raw pages with gold text; score.py stands beside them")
    parser.add_argument("--raise-floors", action="store_true", help="print the table with floors that are now exceeded")
    options = parser.parse_args()
    given = {name: path for name, path in (("alignment", options.cases), ("pages", options.pages)) if path}
    if not given:
        print("no data given: name --cases, --pages or both", file=sys.stderr)
        return 2
    return max(hold(name, path.resolve(), raise_floors=options.raise_floors) for name, path in given.items())


def hold(benchmark: str, cases: Path, *, raise_floors: bool) -> int:
    """Run one benchmark, print each measure beside its floor, and return 1 if one lies on the wrong side."""
    floors: dict[str, Any] = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get(benchmark, {})
    measured = dict(flatten(score(benchmark, cases)))
    if hashlib.sha256(cases.read_bytes()).hexdigest() != floors.get("sha256"):
        print(f"{benchmark}: other cases than those the floors were taken on; measured only")
        floors = {}
    failed = 0
    for name, value in measured.items():
        floor = floors.get(name)
        held = floor is None or (
            value <= floor if name.startswith(LESS_IS_BETTER) or ".extra" in name else value >= floor
        )
        failed |= not held
        mark = "" if floor is None else f"floor {floor}" if held else f"BELOW ITS FLOOR {floor}"
        print(f"{benchmark}  {name:<44} {value:<8} {mark}".rstrip())
    if raise_floors:
        print("\n".join(f'"{name}" = {measured[name]}' for name in floors if name in measured))
    return failed


def score(benchmark: str, cases: Path) -> dict[str, Any]:
    """Write predictions, show the speed, and return what the scorer beside the cases says of them."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = str(Path(folder, "predictions.jsonl"))
        subprocess.run([sys.executable, "-m", f"benchmarks.{benchmark}", str(cases), predictions], check=True)
        scorer = [sys.executable, str(cases.with_name("score.py")), str(cases), predictions]
        result: dict[str, Any] = json.loads(subprocess.run(scorer, check=True, capture_output=True).stdout)
        return result


def flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, float]]:
    """Return the leaves of nested measures with dotted names: ``("missing.f1", 0.95)``."""
    leaves: list[tuple[str, float]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            leaves += flatten(value, f"{prefix}{key}.")
        elif isinstance(value, int | float):
            leaves.append((prefix + key, value))
    return leaves


if __name__ == "__main__":
    sys.exit(main())
