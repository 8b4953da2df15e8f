"""Fits what tells a story's paragraphs from other text: ``python -m benchmarks.fits.region CASES.jsonl.gz ...``.

Reads pages with gold lines (sources ``aeb``, ``fundus``, ``expected``) or with pieces that must and must not be kept
(``segments``). Fits a logistic model over ``parsers.html.block_features.Features``, each page with the same weight, and
prints for every source how well the stretch with the largest sum of log-odds covers its gold when that source was left
out of the fit. Writes the weights of a fit on all sources with ``--write FILE``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree

from benchmarks.fits.records import model, record
from parsers.html import region
from parsers.html.anonymous_blocks import part_lines
from parsers.html.article import SILENT
from parsers.html.block_features import Features, features, stretch
from parsers.html.text_blocks import KEY, squeeze
from parsers.html.tree import bounded, build
from parsers.metadata import collect, jsonld

#: Strength of the penalty on weights (a page counts as one).
_PENALTY = 1.0
_STEPS = 30


@dataclass(frozen=True)
class Sample:
    """The blocks of a page: source, features, 1 for the story's, 0 for others, -1 where the gold does not tell."""

    source: str
    rows: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


def sample(case: dict[str, Any]) -> Sample | None:
    """Return a page's blocks with their labels; None where nothing is known of it."""
    gold = case["gold"]
    root = build(bounded(case["html"]))
    if root is None or not (gold.get("lines") or gold.get("with")):
        return None
    meta = collect.read(root, nodes=jsonld.nodes(root), zone="UTC")
    etree.strip_elements(root, *SILENT, with_tail=False)
    part_lines(root)
    page = region.read(root, title=meta.title, description=meta.description, guide=meta.body)
    if not page.weights:
        return None
    texts = [squeeze("".join(map(str, block.itertext()))) for block in page.weights]
    if case["set"] == "segments":
        yes, no = map(_squeezed, (gold["with"], gold["without"] + gold["comments"]))
        labels = [1 if any(x in t for x in yes) else 0 if any(x in t for x in no) else -1 for t in texts]
    else:
        known = squeeze("".join(gold["lines"]))
        labels = [int(text[:KEY] in known) for text in texts]
    if 1 not in labels:
        return None
    return Sample(case["set"], np.array(features(page)), np.array(labels), np.array(list(page.weights.values())))


def _squeezed(texts: list[str]) -> list[str]:
    return [squeezed for text in texts if (squeezed := squeeze(text))]


def fit(samples: list[Sample]) -> np.ndarray:
    """Return the weights of a logistic model (Newton's method), each page with the same weight."""
    labelled = [one.labels >= 0 for one in samples]
    x = np.concatenate([one.rows[keep] for one, keep in zip(samples, labelled, strict=True)])
    y = np.concatenate([one.labels[keep] for one, keep in zip(samples, labelled, strict=True)]).astype(float)
    w = np.concatenate([np.full(keep.sum(), 1 / keep.sum()) for keep in labelled]) * len(samples)
    w *= 1 / w.mean()
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], _PENALTY)
    penalty[0] = 1e-6
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (w * (p - y)) + penalty * weights
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def agreement(one: Sample, weights: np.ndarray) -> float:
    """Return the F1 of the chosen stretch against the labels that are known, by characters."""
    first, last = stretch(list(one.rows @ weights))
    inside = np.zeros(len(one.labels), dtype=bool)
    inside[first : last + 1] = True
    labelled = one.labels >= 0
    both = one.weights[inside & (one.labels == 1)].sum()
    return float(2 * both / max(1, one.weights[inside & labelled].sum() + one.weights[one.labels == 1].sum()))


#: A page of which less is right was read wrongly.
BAD = 0.5


def main() -> None:
    """Fit with each source left out, print, and write the weights of all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fits.region", description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    cases = []
    for path in options.cases:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            cases += [json.loads(line) for line in lines]
    samples = [found for case in cases if (found := sample(case))]
    sources = sorted({one.source for one in samples})
    scores = {}
    for source in sources:
        weights = fit([one for one in samples if one.source != source])
        reached = [agreement(one, weights) for one in samples if one.source == source]
        scores[source] = float(np.mean(reached))
        print(f"{source}: {len(reached)} pages, F1 {scores[source]:.4f}, under .5: {sum(f < BAD for f in reached)}")
    weights = fit(samples)
    for name, weight in zip(Features._fields, weights, strict=True):
        print(f"{name:14} {weight:+.2f}")
    if options.write:
        head = "# Log odds that a block of running text is the story's; held out: F1 by characters of each source."
        made = record(options.cases, held_out=scores)
        table = model("weights", Features(*weights))
        options.write.write_text(f"{head}\n\n{made}\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
