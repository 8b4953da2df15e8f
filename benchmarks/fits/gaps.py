"""Fits what tells a sentence that another edition lacks, and writes ``alignment/checks/gaps/gaps.toml``.

``python -m benchmarks.fits.gaps CASES.jsonl WEIGHTS.toml [--cache FILE] [--texts even|odd]``

The cases' own edits are not looked at: sentences are left out of, and others put into, the paragraphs of those texts
that carry no edits (ids that end in ``/clean``), at random, each time in one edition. Every sentence of such a row is
an example for each of the other editions. ``--texts`` fits on half of the texts; the other half is then measured: gaps
found, in the right edition, and false alarms in rows without edits, with three editions and with two.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.gaps import odds
from alignment.checks.gaps.candidates import SHORTEST, Edition, encoded
from alignment.checks.gaps.find import gaps
from alignment.checks.glossary import Glossary
from alignment.checks.story import story_of
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import embed
from alignment.texts.sentences import split
from alignment.types import Relation, Row
from benchmarks.cases import read
from benchmarks.fits.records import record, with_record
from benchmarks.fits.similarity import Examples, arguments, fit, half_of
from benchmarks.vectors import FileVectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from alignment.checks.types import Cell, Gap, RowText, Story
    from alignment.types import Embedder, VectorCache
    from benchmarks.cases import Case

#: Of what is put in and left out where.
SEED = 1
#: How often a sentence is put into a paragraph, and how many characters it has.
OFTEN = 0.5
PUT_IN = range(40, 201)
#: A sentence is another edition's counterpart of one left out where it is so like it and of such a length.
COUNTERPART = 0.45
RATIO = (0.6, 1.6)
#: Editions of a row that is edited.
ALL = 3


@dataclass(frozen=True, slots=True)
class Edited:
    """A row of a story, with a sentence more or less in one edition."""

    case: str
    story: Story
    row: RowText
    #: The row as it was.
    whole: RowText
    #: "addition" or "omission", and the edition; empty for a row as it was.
    kind: str = ""
    edition: str = ""
    #: The sentence.
    text: str = ""


def stories(cases: Iterable[Case], embedder: Embedder, cache: VectorCache) -> Mapping[str, Story]:
    """Return the texts without edits, by their cases' ids."""
    found = {}
    for case in cases:
        if case.id.endswith("/clean"):
            rows = (
                Row(cells={key: tuple(cell) for key, cell in row.items()}, relation=Relation.ALIGNED, score=1)
                for row in case.rows
            )
            found[case.id] = story_of(case.articles, tuple(rows), embed(case.articles, embedder, cache), Glossary())
    return found


def edits(found: Mapping[str, Story]) -> list[Edited]:
    """Return every row of the stories, as it is and with edits; the same ones each time."""
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    pool = _sentences(found)
    made = []
    for case, story in found.items():
        for row in story.rows:
            made.append(Edited(case, story, row, row))
            for cell in row.cells if len(row.cells) == ALL else ():
                made += [
                    Edited(case, story, _changed(row, cell, text), row, kind, cell.edition, sentence)
                    for kind, text, sentence in _variants(cell, pool[cell.language], case, chance)
                ]
    return made


def _sentences(found: Mapping[str, Story]) -> Mapping[str, list[tuple[str, str]]]:
    """Return sentences with their cases by language."""
    pool: dict[str, list[tuple[str, str]]] = {}
    for case, story in found.items():
        for cell in itertools.chain.from_iterable(row.cells for row in story.rows):
            for start, end in split(cell.text, cell.language):
                if end - start in PUT_IN and cell.text[end - 1] in ".!?":
                    pool.setdefault(cell.language, []).append((case, cell.text[start:end]))
    return pool


def _variants(
    cell: Cell, pool: Sequence[tuple[str, str]], case: str, chance: random.Random
) -> Iterator[tuple[str, str, str]]:
    """Yield kinds of edits with the cell's new text and the sentence."""
    spans = split(cell.text, cell.language)
    long = [span for span in spans if span[1] - span[0] >= SHORTEST]
    if len(spans) > 1 and len(cell.blocks) == 1 and long:
        start, end = chance.choice(long)
        yield "omission", (cell.text[:start] + cell.text[end:].lstrip()).strip(), cell.text[start:end]
    if chance.random() < OFTEN:
        strange = chance.choice([text for other, text in pool if other != case])
        place = chance.choice([spans[-1], spans[-1], *spans])[1]  # at the end more often than elsewhere
        yield "addition", f"{cell.text[:place]} {strange}{cell.text[place:]}", strange


def _changed(row: RowText, cell: Cell, text: str) -> RowText:
    return replace(row, cells=tuple(replace(each, text=text) if each is cell else each for each in row.cells))


def collect(edited: Iterable[Edited]) -> Examples:
    """Return the sentences of rows against each other edition, and whether that one lacks them."""
    inputs, same = [], []
    for each in edited:
        compared = encoded(each.row, [cell.sentences for cell in each.row.cells], each.story.vectors)
        for one, other in itertools.combinations(compared, 2):
            measured = odds.features(one.side, other.side, each.story.unrelated)
            for having, without, values in ((one, other, measured[0]), (other, one, measured[1])):
                for index, lacks in _answers(each, having, without):
                    inputs.append(values[index])
                    same.append(lacks)
    return Examples(np.array(inputs), np.array(same, dtype=np.float64))


def _answers(each: Edited, having: Edition, without: Edition) -> Iterator[tuple[int, bool]]:
    """Yield sentences that are long enough, and whether the other edition lacks them; none where nobody knows."""
    texts = [having.cell.text[start:end] for start, end in having.spans]
    lacks: int | None = None
    if each.kind == "addition" and having.cell.edition == each.edition:
        lacks = texts.index(each.text) if each.text in texts else -1
    elif each.kind == "omission" and without.cell.edition == each.edition:
        lacks = _counterpart(each, texts, having.side.vectors)
    if lacks is None or lacks >= 0:
        yield from ((index, index == lacks) for index, text in enumerate(texts) if len(text) >= SHORTEST)


def _counterpart(each: Edited, texts: Sequence[str], vectors: NDArray[np.float32]) -> int:
    """Return which sentence says what was left out of another edition; -1 where that is not sure."""
    before = each.whole.cell(each.edition)
    sentences = [before.text[start:end] for start, end in split(before.text, before.language)]
    gone = each.story.vectors.get(each.text)
    assert gone is not None
    like = (vectors @ gone - each.story.unrelated) / (1 - each.story.unrelated)
    best = int(like.argmax())
    in_turn = len(sentences) == len(texts) and sentences.index(each.text) == best
    alike = like[best] > COUNTERPART and RATIO[0] < len(each.text) / len(texts[best]) < RATIO[1]
    return best if in_turn or alike else -1


def measure(edited: Iterable[Edited]) -> dict[str, float]:
    """Print and return how many edits are found, in the right edition, and how many other rows are suspected."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in edited:
        named = {_told(gap, each.row) for gap in gaps(each.story, each.row)}
        counts.update({(each.kind, "all"): 1, (each.kind, "found"): bool(named)})
        counts[each.kind, "right"] += named == {each.edition}
        for left_out in each.row.cells if not each.kind and len(each.row.cells) == ALL else ():
            row = replace(each.row, cells=tuple(cell for cell in each.row.cells if cell is not left_out))
            counts.update({("two", "all"): 1, ("two", "found"): bool(gaps(each.story, row))})
    scores: dict[str, float] = {}
    for kind in ("omission", "addition"):
        found, right = (counts[kind, what] / counts[kind, "all"] for what in ("found", "right"))
        scores |= {f"{kind}, found": found, f"{kind}, right edition": right}
        print(f"{kind}: {found:.3f} found, {right:.3f} in the right edition, of {counts[kind, 'all']}")
    for kind, name in (("", "three editions"), ("two", "two editions")):
        scores[f"false alarms per 100 rows of {name}"] = 100 * counts[kind, "found"] / counts[kind, "all"]
        print(f"false alarms per 100 rows of {name}: {100 * counts[kind, 'found'] / counts[kind, 'all']:.2f}")
    return scores


def _told(gap: Gap, row: RowText) -> str | None:
    """Return the edition that the checks would name."""
    having = {span.edition for span in gap.having}
    if len(having) < len(gap.lacking):
        return gap.having[0].edition
    return gap.lacking[0] if row.decided else None


def write(path: Path, weights: NDArray[np.float64], made: str) -> None:
    """Write the weights, and how they were made, into a copy of the file that explains the features."""
    known = dict(zip(odds.NAMES, weights, strict=True))
    lines, name = [], ""
    for line in odds.WEIGHTS.read_text(encoding="utf-8").splitlines():
        name = line.removeprefix("[features.").removesuffix("]") if line.startswith("[features.") else name
        lines.append(f"weight = {known[name]:.3f}" if line.startswith("weight = ") else line)
    path.write_text(with_record("\n".join(lines) + "\n", made), encoding="utf-8")


def main() -> None:
    """Fit, write, and measure the other half with the weights that are installed then."""
    parser = arguments(__doc__)
    options = parser.parse_args()
    embedder = default_embedder()
    if embedder is None:
        parser.error("there is no encoder for this platform")
    edited = edits(stories(read(options.cases), embedder, FileVectors(options.cache)))
    chosen = [each for each in edited if options.texts in {None, half_of(each.case)}]
    examples = collect(chosen)
    weights = fit(examples)
    print(f"{len(examples.same)} sentences, {int(examples.same.sum())} of them lacking")
    write(options.weights, weights, record([options.cases], seed=SEED))  # what is installed is measured
    scores = measure(each for each in edited if options.texts is None or options.texts != half_of(each.case))
    if options.texts:
        write(options.weights, weights, record([options.cases], seed=SEED, held_out=scores))


if __name__ == "__main__":
    main()
