"""Moves every threshold that was set by hand, and shows what that costs.

``python -m benchmarks.thresholds CASES.jsonl [--cache FILE] [--every N] [--only PREFIX ...] > docs/thresholds.md``
``python -m benchmarks.thresholds PAGES.jsonl.gz --room parsers > page-thresholds.md``

A threshold is a constant of a module that holds a number, with the comment beside it: of ``alignment`` the public
ones, of ``parsers`` all. The shape of a network, the encoder's own constants and limits of what is read are none. Each
is moved by a fifth (whole numbers by one at least) in a process of its own, everything that is derived from it anew,
and the cases are compared again with the vectors of the cache, or the pages parsed. ``score.py`` beside them says what
changes.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import multiprocessing
import pkgutil
import runpy
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from alignment.encoders.encoder import default_embedder
from benchmarks.__main__ import flatten
from benchmarks.alignment import compare_all, prediction
from benchmarks.cases import read
from benchmarks.pages import parsed, read_pages
from benchmarks.pages import prediction as page_prediction
from benchmarks.vectors import FileVectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    import numpy as np
    from numpy.typing import NDArray

    from benchmarks.cases import Case

#: How far a threshold is moved, as a share of it.
STEP = 0.2
#: Where constants are no thresholds: the encoder's, limits of what is compared or read, the shape of a fitted network.
ELSEWHERE = ("alignment.encoders", "alignment.text_limits", "alignment.checks.negation.counterpart", "parsers.limits")
#: What is shown of each room, by the scorer's names; the last two of alignment are shares of all kinds.
MEASURES = {
    "alignment": {
        "rows": "rows exact.f1",
        "missing": "missing.f1",
        "moved": "moved.f1",
        "precision": "content precision (rows)",
        "alarms": "false alarms per 100 clean rows.content",
        "found": "found",
        "edition": "right edition",
    },
    "parsers": {
        "aeb": "aeb.body.f1",
        "body": "fundus.body.f1",
        "paragraphs": "fundus.paragraphs",
        "headings": "fundus.headings",
        "title": "fundus.title",
        "authors": "fundus.authors",
        "date": "fundus.date",
        "extra": "fundus.extra",
    },
}
#: Measures of which less is better, with what one of them counts as a share; alarms are told in a hundred rows.
LESS = {"alarms": 0.01, "extra": 1.0}
MADE = {
    "alignment": "`python -m benchmarks.thresholds CASES.jsonl --every N > docs/thresholds.md`. Each public number",
    "parsers": "`python -m benchmarks.thresholds PAGES.jsonl.gz --room parsers > page-thresholds.md`. Each number",
}
SHOWN = {
    "alignment": """the cases are compared again: what rows, missing
and moved paragraphs lose (F1), what the checks find, in the right edition, how many of the rows that they flag were
edited (precision), and how many of a hundred rows without edits they flag (alarms). "nothing" is no proof that a number
could be left out: it may be about what these cases do not have.""",
    "parsers": """the pages are parsed again: what the text of two
sets of pages loses (F1 of words in their order), which share of paragraphs, headings, titles, authors and dates is
right, and how many blocks are none of the story's (extra). "nothing" is no proof that a number could be left out: pages
that made it necessary need not be among these. Regression cases in `tests/parsers` hold many of them.""",
}
HEAD = """# Thresholds of `{room}`

Made by {made} of `{room}` that
was set by hand is moved by a fifth, whole numbers by one at least, and {shown}
"does not run": the number is the shape of something, not a threshold. Weights that were fitted are no thresholds; their
records stand beside them.
"""
#: Changes below this are not shown; all measures but the alarms are shares.
LEAST = 0.0005


@dataclass(frozen=True, slots=True)
class Threshold:
    """A constant, as it stands in its module."""

    module: str
    name: str
    value: float
    comment: str

    def moved(self, step: float) -> float:
        """Return its value with a share of it added; whole numbers stay whole and change by one at least."""
        if isinstance(self.value, int):
            by = max(1, round(abs(self.value * step)))
            return self.value + (by if step > 0 else -by)
        return self.value * (1 + step)


class Remembered:
    """The vectors of a file; what a moved threshold asks for besides is not kept."""

    def __init__(self, known: FileVectors) -> None:
        self._known = known

    def load(self, encoder: str, texts: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors that are known, by text."""
        return self._known.load(encoder, texts)

    def save(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep nothing."""


class House:
    """The modules of a room with their sources, in which one constant can be moved."""

    def __init__(self, room: str = "alignment") -> None:
        self.room = room
        names = [each.name for each in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}.")]
        self.modules: dict[str, ModuleType] = {name: importlib.import_module(name) for name in names}
        self.sources = {name: Path(str(module.__file__)).read_text("utf-8") for name, module in self.modules.items()}
        self.trees = {name: ast.parse(source) for name, source in self.sources.items()}
        self.imports = {name: list(_imported(tree)) for name, tree in self.trees.items()}

    def thresholds(self) -> Iterator[Threshold]:
        """Yield all thresholds, module by module."""
        for module, tree in self.trees.items():
            if module.startswith(ELSEWHERE):
                continue
            lines = self.sources[module].splitlines()
            for each in tree.body:
                for name, value in _numbers(each):
                    if name.startswith("_") and self.room == "alignment":
                        continue
                    yield Threshold(module, name, value, _comment(lines, each.lineno - 1))

    def move(self, module: str, name: str, value: object) -> None:
        """Give a constant another value wherever it stands, and forget whatever rested on the old one."""
        self._put(module, name, value)
        for each in self._resting_on(module):
            for kept in list(vars(self.modules[each]).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()

    def _put(self, module: str, name: str, value: object) -> None:
        names = vars(self.modules[module])
        names[name] = value
        for each in self.trees[module].body:
            if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None and name in _names(each.value):
                exec(compile(ast.Module([each], []), module, "exec"), names)  # noqa: S102 - our own source, once more
                for derived in _targets(each):
                    self._put(module, derived, names[derived])
        for other, imported in self.imports.items():
            if (module, name) in imported:
                self._put(other, name, value)

    def _resting_on(self, module: str) -> set[str]:
        """Return a module and all that import it, directly or not."""
        found = {module}
        while more := {
            name
            for name, imported in self.imports.items()
            if name not in found and any(each in found or f"{each}.{what}" in found for each, what in imported)
        }:
            found |= more
        return found


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, each.name) for each in node.names)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]


def _numbers(node: ast.stmt) -> Iterator[tuple[str, float]]:
    """Yield the constants of an assignment that are numbers, with these."""
    if not isinstance(node, ast.Assign) or len(node.targets) > 1:
        return
    target, value = node.targets[0], node.value
    pairs = (
        zip(target.elts, value.elts, strict=False)
        if (isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple))
        else [(target, value)]
    )
    for name, number in pairs:
        if isinstance(name, ast.Name) and name.id.isupper():
            try:
                known = ast.literal_eval(number)
            except ValueError:
                continue
            if type(known) in (int, float):
                yield name.id, known


def _comment(lines: Sequence[str], at: int) -> str:
    """Return the comment above a constant, or above those that it stands together with."""
    while at > 0 and lines[at - 1].strip() and not lines[at - 1].startswith("#"):
        at -= 1
    found: list[str] = []
    while at > 0 and lines[at - 1].startswith("#:"):
        at -= 1
        found.insert(0, lines[at].removeprefix("#:").strip())
    return " ".join(found)


class Bench(Protocol):
    """What can be measured again."""

    def measure(self) -> dict[str, float]:
        """Return the measures of the room, by the names in ``MEASURES``."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The cases with their scorer and all that is known of them."""

    cases: Sequence[Case]
    gold: Mapping[str, object]
    scorer: Mapping[str, Any]
    vectors: Remembered

    def measure(self) -> dict[str, float]:
        """Compare all cases and return the measures."""
        found, _ = compare_all(self.cases, default_embedder(), self.vectors)
        predictions = {case.id: prediction(case, each) for case, each in zip(self.cases, found, strict=True)}
        scores = self.scorer["score"](self.gold, predictions)
        kinds = scores["content recall"].values()
        total = sum(each["n"] for each in kinds)
        pooled = {name: sum(each["n"] * each[name] for each in kinds) / total for name in ("found", "right edition")}
        return _named("alignment", dict(flatten(scores)) | pooled)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages with their gold text and their scorer."""

    pages: Sequence[dict[str, Any]]
    scorer: Mapping[str, Any]

    def measure(self) -> dict[str, float]:
        """Parse all pages and return the measures."""
        found = {each["id"]: parsed(each["url"], each["html"].encode()) for each in self.pages}
        predictions = {name: page_prediction(article) for name, article in found.items() if article is not None}
        return _named("parsers", dict(flatten(self.scorer["score"](self.pages, predictions))))


def _named(room: str, scores: Mapping[str, float]) -> dict[str, float]:
    return {short: scores[name] for short, name in MEASURES[room].items()}


def moved_apart(house: House, bench: Bench, threshold: Threshold, step: float) -> dict[str, float] | None:
    """Return the measures with a threshold moved, from a process of its own; None where it cannot be moved so far."""
    context = multiprocessing.get_context("fork")  # what this process has read and remembered is there at once
    here, there = context.Pipe(duplex=False)

    def child() -> None:
        house.move(threshold.module, threshold.name, threshold.moved(step))
        there.send(bench.measure())

    process = context.Process(target=child)
    process.start()
    there.close()
    try:
        measures: dict[str, float] | None = here.recv()
    except EOFError:
        measures = None
    process.join()
    return measures


def sample(cases: Sequence[Case], every: int) -> list[Case]:
    """Return the cases of every so many texts; a case is called after its text and what was done to it."""
    texts = list(dict.fromkeys(case.id.rpartition("/")[0] for case in cases))[::every]
    return [case for case in cases if case.id.rpartition("/")[0] in texts]


def shown(before: Mapping[str, float], after: Mapping[str, float] | None) -> str:
    """Return how measures changed, in a cell of a table."""
    if after is None:
        return "does not run"
    changes = [(name, after[name] - value) for name, value in before.items()]
    return ", ".join(f"{name} {change:+.3f}" for name, change in changes if abs(change) >= LEAST) or "nothing"


def lost(before: Mapping[str, float], after: Mapping[str, float] | None) -> float:
    """Return the most that a measure lost, to put the costliest first."""
    if after is None:
        return 1.0
    return max((value - after[name]) * -LESS.get(name, -1.0) for name, value in before.items())


def rows(options: argparse.Namespace) -> Rows:
    """Return the cases that were given, with all vectors that it takes to compare them."""
    cases = sample(read(options.cases), options.every)
    scorer, vectors = _scorer(options.cases), FileVectors(options.cache)
    gold = {name: each for name, each in scorer["load"](options.cases).items() if name in {case.id for case in cases}}
    compare_all(cases, default_embedder(), vectors)  # what it takes is known from now on
    return Rows(cases, gold, scorer, Remembered(vectors))


def pages(options: argparse.Namespace) -> Pages:
    """Return the pages that were given."""
    return Pages(list(read_pages(options.cases))[:: options.every], _scorer(options.cases))


def _scorer(cases: Path) -> dict[str, Any]:
    return runpy.run_path(str(cases.with_name("score.py")))


def main() -> None:
    """Print the table as Markdown, the costliest threshold first; progress goes to standard error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.thresholds", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--room", choices=MEASURES, default="alignment", help="whose thresholds; parsers takes pages")
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    parser.add_argument(
        "--every", type=int, default=1, help="take one text, or page, in so many, each with all its cases"
    )
    parser.add_argument("--only", nargs="*", default=[""], help="thresholds whose module and name begin so")
    options = parser.parse_args()
    house = House(options.room)
    bench: Bench = pages(options) if options.room == "parsers" else rows(options)
    before = bench.measure()
    only = tuple(options.only)
    wanted = [each for each in house.thresholds() if f"{each.module}.{each.name}".startswith(only)]
    found = []
    for number, each in enumerate(wanted, 1):
        after = [moved_apart(house, bench, each, step) for step in (-STEP, STEP)]
        print(f"{number}/{len(wanted)} {each.module}.{each.name}: {[shown(before, a) for a in after]}", file=sys.stderr)
        found.append((max(lost(before, one) for one in after), each, [shown(before, one) for one in after]))
    digest = hashlib.sha256(options.cases.read_bytes()).hexdigest()
    print(HEAD.format(room=options.room, made=MADE[options.room], shown=SHOWN[options.room]))
    print(f"Measured on {datetime.now(UTC):%d %B %Y} with one text in {options.every} of `{digest[:12]}`:")
    print(", ".join(f"{name} {value:.3f}" for name, value in before.items()) + ".\n")
    print("| threshold | is | what it is | a fifth less | a fifth more |\n|---|---|---|---|---|")
    for _, each, (less, more) in sorted(found, key=lambda row: -row[0]):
        name = f"{each.module.removeprefix(f'{options.room}.')}.{each.name}"
        print(f"| `{name}` | {each.value:g} | {each.comment.replace('|', '/')} | {less} | {more} |")


if __name__ == "__main__":
    main()
