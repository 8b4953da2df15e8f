"""Measures the checks on articles that nobody tuned them to, source by source, the worst one first.

``python -m benchmarks.generalise ARTICLES.jsonl.gz [--seed 1 ...] [--repeat 2] [--cache FILE] [--only SOURCE ...]``
``    [--probe FOLDER] [--texts FOLDER] [--alarms FILE] [--raise-floors]``

``draw.py`` and ``score.py`` stand beside the articles; the source of an article is what its id begins with. What is
drawn lives in a folder that is removed. ``--alarms`` writes what was found in the cases without edits and louder than
information. ``--probe`` and ``--texts`` name folders of stories that must stay silent or not; they are copied first.

Exit status: 0 the worst source held its floors, 1 it did not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignment.encoders.encoder import default_embedder
from alignment.types import Severity
from benchmarks.alignment import compare_all, prediction
from benchmarks.cases import read
from benchmarks.vectors import FileVectors
from locales.interface import Interface
from reports.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.types import Comparison, VectorCache
    from benchmarks.cases import Case

FLOORS = Path(__file__).with_name("floors.toml")
#: What is measured of each source, as it stands in the scorer's answer, and whether less of it is better.
MEASURES = {
    "false alarms per 100 clean rows.content": True,
    "false alarms per 100 clean rows.missing": True,
    "content precision (rows)": False,
    "rows exact.f1": False,
    "links.f1": False,
    **{
        f"content recall.{kind}.{what}": False
        for kind in ("number", "date", "scale", "name", "swap", "negation", "reversal", "omission", "addition")
        for what in ("found", "right edition")
    },
}
#: What a source's place among the others is decided by.
WORST = ("false alarms per 100 clean rows.content", "content precision (rows)")
#: Fewer edits of a kind say too little of a source: they count only in the whole.
ENOUGH = 8


def main() -> int:
    """Draw, compare, score and print; hold the worst source to its floors."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generalise", description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    parser.add_argument("--only", nargs="*", default=[""], help="sources")
    parser.add_argument("--probe", type=Path, help="a folder with make.py and score.py")
    parser.add_argument("--texts", type=Path, help="a folder of stories; those that begin with F must stay silent")
    parser.add_argument("--alarms", type=Path, help="where to write what was found in cases without edits")
    parser.add_argument(
        "--raise-floors", action="store_true", help="print the floors that would hold what was measured"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        by_source = measure(options, Path(folder))
        if options.texts:
            print(texts(options.texts, Path(folder)))
        if options.probe:
            print(probe(options.probe, Path(folder)))
    return report(by_source, raise_floors=options.raise_floors)


def measure(options: argparse.Namespace, folder: Path) -> dict[str, dict[str, float]]:
    """Draw cases with every seed and return the measures of each source, those of all together under ""."""
    cases = folder / "cases.jsonl"
    with cases.open("w", encoding="utf-8") as file:
        for seed in options.seed:
            file.writelines(drawn(options, seed, folder))
    known, cache = read(cases), FileVectors(options.cache)
    compared = compare_in_turn(known, cache)
    predictions = folder / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as file:
        file.writelines(
            json.dumps(prediction(case, each), ensure_ascii=False) + "\n"
            for case, each in zip(known, compared, strict=True)
        )
    if options.alarms:
        options.alarms.write_text("".join(alarms(known, compared)), encoding="utf-8")
    names = sorted({source_of(case.id) for case in known})
    return {name: scored(options.articles, cases, predictions, name) for name in [*names, ""]}


def drawn(options: argparse.Namespace, seed: int, folder: Path) -> Iterator[str]:
    """Yield the lines of the cases of one seed; the seed goes into the ids, behind the source."""
    out = folder / f"seed{seed}.jsonl"
    tool = options.articles.with_name("draw.py")
    command = [sys.executable, str(tool), str(options.articles), str(out), "--seed", str(seed)]
    command += ["--repeat", str(options.repeat), "--only", *(f"{name}/" if name else "" for name in options.only)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for line in out.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        source, _, rest = case["id"].partition("/")
        yield json.dumps({**case, "id": f"{source}/{seed}/{rest}"}, ensure_ascii=False) + "\n"


def compare_in_turn(cases: Sequence[Case], cache: VectorCache) -> list[Comparison]:
    """Compare all cases with the encoder that is installed; print how fast, vectors included."""
    compared, seconds = compare_all(cases, default_embedder(), cache)
    print(f"{len(cases)} cases, {len(cases) / seconds:.1f} a second with what the cache held")
    return compared


def source_of(case: str) -> str:
    """Return the source of a case."""
    return case.partition("/")[0]


def scored(articles: Path, cases: Path, predictions: Path, source: str) -> dict[str, float]:
    """Ask the scorer beside the articles for the measures of one source; "" for all."""
    command = [sys.executable, str(articles.with_name("score.py")), str(cases), str(predictions)]
    answer = subprocess.run([*command, f"{source}/" if source else ""], check=True, capture_output=True).stdout
    return flat(json.loads(answer), few=not source)


def flat(tree: Mapping[str, Any], *, few: bool, prefix: str = "") -> dict[str, float]:
    """Return nested measures by dotted names; kinds of edits that are too few are left out unless ``few``."""
    leaves: dict[str, float] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            if few or value.get("n", ENOUGH) >= ENOUGH:
                leaves |= flat(value, few=few, prefix=f"{prefix}{key}.")
        elif value is not None:
            leaves[prefix + key] = float(value)
    return leaves


def alarms(cases: Sequence[Case], compared: Sequence[Comparison]) -> Iterator[str]:
    """Yield a line for each finding in a case without edits: its source, its check's kind and what it says, in English.

    The same paragraphs stand in the cases of every seed; what they give is told once.
    """
    seen: set[str] = set()
    for case, comparison in zip(cases, compared, strict=True):
        for each in comparison.findings if case.id.endswith("/clean") else ():
            if each.severity is Severity.INFO or each.id in seen:
                continue
            seen.add(each.id)
            row = comparison.rows[each.row] if each.row is not None else None
            texts = {
                edition: " ¶ ".join(comparison.articles[edition].blocks[index].text for index in cell)
                for edition, cell in (row.cells.items() if row else ())
            }
            yield (
                json.dumps(
                    {
                        "id": case.id,
                        "kind": each.kind,
                        "severity": each.severity,
                        "edition": each.edition,
                        "says": sentence(each.message, Interface("en")),
                        "shown": [f"{piece.edition}: {piece.text}" for piece in each.evidence],
                        "texts": texts,
                    },
                    ensure_ascii=False,
                )
                + "\n"
            )


def texts(folder: Path, work: Path) -> str:
    """Return which of the small stories that must stay silent do not, and which of the others do."""
    loud = {
        story.name: {each["severity"] for each in checked(story, work)} - {Severity.INFO}
        for story in sorted(folder.iterdir())
        if story.is_dir()
    }
    spoken = [name for name, severities in loud.items() if name.startswith("F") and severities]
    silent = [name for name, severities in loud.items() if not name.startswith("F") and not severities]
    quiet = sum(name.startswith("F") for name in loud) - len(spoken)
    return f"texts: {quiet} silent, loud against their wish: {spoken or 'none'}; nothing louder than info: {silent}"


def checked(story: Path, work: Path) -> list[dict[str, Any]]:
    """Return the findings of one story as ``zvirka check`` gives them."""
    answer = subprocess.run(
        [zvirka(), "check", str(story), "--format", "json", "--fail-on", "never"],
        env={**os.environ, "ZVIRKA_HOME": str(work / "home")},
        capture_output=True,
        check=True,
    ).stdout
    found: list[dict[str, Any]] = json.loads(answer)["findings"]
    return found


def zvirka() -> str:
    """Return the command of this environment."""
    return str(Path(sys.executable).with_name("zvirka"))


def probe(folder: Path, work: Path) -> str:
    """Return what the probe's own scorer says of it."""
    copy = work / "probe"
    shutil.copytree(folder, copy)
    environment = {**os.environ, "ZVIRKA": zvirka(), "PROBE_HOME": str(work / "home")}
    for step in ([sys.executable, "make.py"], ["sh", "run.sh"]):
        subprocess.run(step, cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)
    return subprocess.run([sys.executable, "score.py"], cwd=copy, check=True, capture_output=True, text=True).stdout


def report(by_source: Mapping[str, Mapping[str, float]], *, raise_floors: bool) -> int:
    """Print every measure of every source, sources worst first, and hold the worst value of each to its floor."""
    alarm, precision = WORST
    order = sorted(
        filter(None, by_source), key=lambda name: (-by_source[name][alarm], by_source[name].get(precision, 1))
    )
    print(f"{'':<44}{'worst':>8}" + "".join(f"{name:>13}" for name in [*order, "all"]))
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get("generalise", {})
    failed = 0
    for name, less in MEASURES.items():
        values = [by_source[source].get(name) for source in order]
        known = [value for value in values if value is not None] or [by_source[""].get(name, 0.0)]
        worst = max(known) if less else min(known)
        shown = "".join("            -" if value is None else f"{value:>13.3f}" for value in values)
        mark, floor = "", floors.get(name)
        if floor is not None and (worst > floor if less else worst < floor):
            failed, mark = 1, f"  BEYOND ITS FLOOR {floor}"
        print(f"{name:<44}{worst:>8.3f}{shown}{by_source[''].get(name, 0.0):>13.3f}{mark}")
        if raise_floors:
            print(f'"{name}" = {worst:.3f}')
    return failed


if __name__ == "__main__":
    sys.exit(main())
