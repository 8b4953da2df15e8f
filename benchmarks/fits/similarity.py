"""Fits the weights of the similarity model on cases with known rows and writes ``alignment/rows/weights.toml``.

``python -m benchmarks.fits.similarity CASES.jsonl WEIGHTS.toml [--cache FILE] [--texts even|odd] [--centres FILE]``

Every pair of groups of two editions is an example: those that share a gold row, and are all of it, are the same. A
logistic regression with a small quadratic penalty gives each feature its weight; four of them are fitted, for related
and other languages, with and without vectors. ``--texts`` fits on half of the texts (all variants of a text are in
the same half) and prints the loss on both halves. ``--centres`` writes the mean vectors of the languages, which stand
in for the centre of editions that are too short to have one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors, embed
from alignment.rows.align import units
from alignment.rows.groups import group
from alignment.rows.pair_features import NAMES, features
from alignment.rows.similarity import WEIGHTS, are_related
from benchmarks.cases import Case, read
from benchmarks.fits.records import record, with_record
from benchmarks.vectors import FileVectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.rows.groups import Groups
    from alignment.types import Embedder, VectorCache

    Array = NDArray[np.float64]

#: Quadratic penalty on standardised weights.
PENALTY = 3.0
ROUNDS = 30
#: An article has far more pairs of groups than ever compete for a place in the lattice, and a grouped row pays for its
#: grouping once (``lattice.GROUP_COST``), not in each of its pairs. Both were set on half of the texts, by rows F1.
COMPETITION = {"constant": 3.5, "extra": 6.0}


@dataclass(frozen=True, slots=True)
class Examples:
    """Features of pairs of groups, and whether they are the same."""

    inputs: Array
    same: Array


def half_of(case: str) -> str:
    """Return which half of the texts a case belongs to: "even" or "odd"."""
    text = case.rsplit("/", 1)[0]
    return "odd" if zlib.crc32(text.encode()) % 2 else "even"


def fit(examples: Examples) -> Array:
    """Return the weights of a logistic regression (Newton's method); 0 for features that never vary."""
    spread = examples.inputs.std(axis=0)
    used = np.flatnonzero((spread > 0) | (np.arange(len(spread)) == 0))
    centre, scale = examples.inputs[:, used].mean(axis=0), np.maximum(spread[used], 1e-9)
    centre[0], scale[0] = 0, 1  # the constant
    inputs = (examples.inputs[:, used] - centre) / scale
    penalty = np.diag([1e-6, *[PENALTY] * (len(used) - 1)])
    found = np.zeros(len(used))
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(inputs @ found, -40, 40)))
        slope = inputs.T @ (likely - examples.same) + penalty @ found
        curve = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + penalty
        found -= np.linalg.solve(curve, slope)
    weights = np.zeros(len(spread))
    weights[used] = found / scale
    weights[0] -= float(found[1:] @ (centre[1:] / scale[1:]))
    return weights


def loss(examples: Examples, weights: Array) -> float:
    """Return the log loss for each pair that is the same."""
    odds = np.clip(examples.inputs @ weights, -40, 40)
    return float(np.log1p(np.exp(np.where(examples.same > 0, -odds, odds))).sum() / examples.same.sum())


def collect(cases: Iterable[Case], vectors: Mapping[str, Vectors], *, related: bool) -> Examples:
    """Return the pairs of groups of all editions whose languages are related, or are not."""
    inputs, same = [], []
    for case in cases:
        languages = sorted(case.articles)
        grouped = group(units(case.articles, languages, vectors[case.id]))
        for a, b in itertools.combinations(grouped, 2):
            if are_related(a.language, b.language) == related:
                measured = features(a, b)
                # Several against several only ever counts as its single units.
                counted = (a.sizes[:, None] == 1) | (b.sizes[None, :] == 1)
                inputs.append(measured[:, counted].T.astype(np.float64))
                same.append(_same(case, a, b)[counted])
    return Examples(np.concatenate(inputs), np.concatenate(same))


def _same(case: Case, a: Groups, b: Groups) -> Array:
    found = np.zeros((len(a.starts), len(b.starts)))
    for row in case.rows:
        first, second = _place(a, row[a.language]), _place(b, row[b.language])
        if first is not None and second is not None:
            found[first, second] = 1
    return found


def _place(groups: Groups, cell: Sequence[int]) -> int | None:
    """Return which group a gold cell is; None for an empty one, a very long one, or one with a gap."""
    size = len(cell)
    span = groups.of_size(size) if size else slice(0, 0)
    inside = bool(size) and cell[-1] - cell[0] + 1 == size and span.start + cell[0] < span.stop
    return span.start + cell[0] if inside else None


def centres(cases: Sequence[Case], embedder: Embedder, cache: VectorCache) -> str:
    """Return the mean vector of each language as a table."""
    texts: dict[str, set[str]] = {}
    for case in cases:
        for language, article in case.articles.items():
            texts.setdefault(language, set()).update(block.text for block in article.blocks)
    lines = ["# The mean vectors of news texts, by encoder (the part of its name before the dash) and language."]
    for language, found in sorted(texts.items()):
        matrix = Vectors(embedder, cache).matrix(sorted(found))
        assert matrix is not None
        numbers = ", ".join(f"{value:.3f}" for value in matrix.mean(axis=0))
        lines += ["", f"[{embedder.name.partition('-')[0]}]" if len(lines) == 1 else "", f"{language} = [{numbers}]"]
    return "\n".join(line for line in lines if line) + "\n"


def write(path: Path, columns: Mapping[str, Array], made: str) -> None:
    """Write the weights, and how they were made, into a copy of the file that explains the features."""
    lines = []
    name = ""
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
        name = line.removeprefix("[features.").removesuffix("]") if line.startswith("[features.") else name
        column = line.partition(" = ")[0]
        known = column in columns and name
        value = columns[column][NAMES.index(name)] + COMPETITION.get(name, 0) if known else 0
        lines.append(f"{column} = {value:.3f}" if known else line)
    path.write_text(with_record("\n".join(lines) + "\n", made), encoding="utf-8")


def arguments(about: str | None) -> argparse.ArgumentParser:
    """Return the arguments of a fit on half of the cases' texts, or on all; ``about`` is what its help says."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    parser.add_argument("--texts", choices=("even", "odd"), help="fit on half of the texts")
    return parser


def main() -> None:
    """Fit the four columns, write them, print the losses."""
    parser = arguments(__doc__)
    parser.add_argument("--centres", type=Path, help="where the languages' mean vectors are written")
    options = parser.parse_args()
    cases = read(options.cases)
    cache, embedder = FileVectors(options.cache), default_embedder()
    chosen = [case for case in cases if options.texts in {None, half_of(case.id)}]
    others = [case for case in cases if options.texts not in {None, half_of(case.id)}]
    if options.centres and embedder:
        options.centres.write_text(centres(chosen, embedder, cache), encoding="utf-8")
    columns, losses = {}, {}
    for suffix, encoder in (("", embedder), ("_lexical", None)):
        vectors = {case.id: embed(case.articles, encoder, cache) for case in cases}
        for related in (True, False):
            column = ("related" if related else "other") + suffix
            examples = collect(chosen, vectors, related=related)
            columns[column] = fit(examples)
            report = {"pairs": int(examples.same.sum()), "loss": round(loss(examples, columns[column]), 4)}
            if others:
                losses[f"loss, {column}"] = loss(collect(others, vectors, related=related), columns[column])
                report["held out"] = round(losses[f"loss, {column}"], 4)
            print(json.dumps({column: report}))
    write(options.weights, columns, record([options.cases], held_out=losses))


if __name__ == "__main__":
    main()
