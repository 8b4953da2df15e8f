"""Fits a network that judges whether a negation has its counterpart: ``alignment/checks/negation/counterpart.npz``.

``python -m benchmarks.fits.counterpart NETWORKS.npz PARALLEL.jsonl ... [--add] [--seed 0] [--texts N] [--rounds 6]``

Needs torch, which is not among the project's dependencies. The texts come from ``parallel`` and ``verses`` beside it;
``--add`` puts the network beside those that the file holds already. Each text gives examples:
a negation as it stands, towards each translation (it has a counterpart there); one put in at a word that is negated
elsewhere, in English behind an auxiliary verb (it has none); one taken out of a translation (the other's has lost its
counterpart); and negations beside one that was put in (they still have theirs). An eighth of the texts is held out:
after each round it prints how many edits score higher than all but so many per thousand of what was left as it is.
A record of all networks of the file stands beside it. The network is one of
``alignment.checks.negation.counterpart``, with the same names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from alignment.checks.negation.counterpart import FAR, HEADS, LAYERS, STEPS, Question, question
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import Vectors
from alignment.texts.negations import read
from benchmarks.fits.negation import negated_words, places
from benchmarks.fits.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from torch import Tensor

    from alignment.texts.negations import Reading

WIDTH, INNER = 64, 128
#: States and their changes have length 1, which is little for each of their numbers.
SCALES = {"states": 4.0, "changes": 8.0}
FORGET = 0.1
BATCH, FASTEST, DECAY = 64, 2e-3, 0.01
HELD_OUT = 8
PER_THOUSAND = (2, 10, 30)
#: Share of the texts that negate something.
NEGATING = 0.58
#: A word has to be negated so often to be negated once more.
OFTEN = 2
#: Texts for the encoder in one go.
AT_ONCE = 600


@dataclass(frozen=True, slots=True)
class Example:
    """A negation and another text."""

    here: Reading
    word: int
    there: Reading
    #: Whether the other text has nothing like it.
    alone: bool
    #: Which text of the collection it was made from.
    group: int


def chosen(texts: Sequence[Mapping[str, str]], count: int, chance: random.Random) -> list[Mapping[str, str]]:
    """Return some of the texts, of which a share negates."""
    mixed = chance.sample(texts, len(texts))
    negating = [text for text in mixed if any(_read(part, version).firm() for version, part in text.items())]
    taken = {id(text) for text in negating}
    wanted = int(count * NEGATING)
    return negating[:wanted] + [text for text in mixed if id(text) not in taken][: count - wanted]


def often_negated(texts: Iterable[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """Return the words that are negated often enough to be negated once more, by language."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for version, part in text.items():
            found.setdefault(_language(version), Counter()).update(negated_words(_read(part, version)))
    return {
        language: frozenset(word for word, count in words.items() if count >= OFTEN)
        for language, words in found.items()
    }


def examples(
    texts: Iterable[Mapping[str, str]], negated: Mapping[str, frozenset[str]], chance: random.Random
) -> Iterator[Example]:
    """Yield what the network learns from."""
    for group, text in enumerate(texts):
        readings = {version: _read(part, version) for version, part in text.items()}
        for version, reading in readings.items():
            others = [each for name, each in readings.items() if name != version]
            yield from (
                Example(reading, word, other, alone=False, group=group) for word in reading.firm() for other in others
            )
        single = [version for version, reading in readings.items() if len(reading.firm()) == 1]
        if len(single) > 1:
            changed = chance.choice(single)
            rest = readings[changed].without(readings[changed].firm()[0])
            without = _read(rest, changed)
            for version in single:
                if version != changed:
                    yield Example(readings[version], readings[version].firm()[0], without, alone=True, group=group)
        if len(single) <= 1 or chance.random() < 0.5:  # noqa: PLR2004 - every other one
            yield from _put_in(readings, negated, chance, group)


def _put_in(
    readings: Mapping[str, Reading], negated: Mapping[str, frozenset[str]], chance: random.Random, group: int
) -> Iterator[Example]:
    version = chance.choice(list(readings))
    language = _language(version)
    there = list(places(readings[version], language, negated.get(language, frozenset())))
    if not there:
        return
    start, word, negation = chance.choice(there)
    changed = _with(readings[version].text, start, negation)
    new = read(changed, language)
    if word not in new.firm():
        return
    for name, other in readings.items():
        if name != version:
            yield Example(new, word, other, alone=True, group=group)
            yield from (Example(other, each, new, alone=False, group=group) for each in other.firm())
            yield from (Example(new, each, other, alone=False, group=group) for each in new.firm() if each != word)


def _language(version: str) -> str:
    """Return the language of a version: "en" of "en-2"."""
    return version.partition("-")[0]


def _read(text: str, version: str) -> Reading:
    return read(text, _language(version))


def _with(text: str, start: int, negation: str) -> str:
    """Return a text with a negation; where that comes first, it takes over the capital."""
    if start == 0:
        return negation.capitalize() + text[0].lower() + text[1:]
    return text[:start] + negation + text[start:]


def questions(found: Sequence[Example]) -> list[tuple[Question, float, int]]:
    """Return what the network reads of each example, whether it is alone, and its group."""
    made = []
    embedder = default_embedder()
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        vectors = Vectors(embedder)
        vectors.ensure_states(
            text for each in part for text in (each.here.text, each.there.text, each.here.without(each.word))
        )
        for each in part:
            here, there = vectors.states(each.here.text), vectors.states(each.there.text)
            without = vectors.states(each.here.without(each.word))
            if there.shape[1] and without.shape[1]:
                asked = question(each.here, each.word, each.there, (here, there, without))
                made.append((asked, float(each.alone), each.group))
    return made


def fresh(states: int) -> dict[str, Tensor]:
    """Return a network that has learnt nothing, for states of so many numbers."""
    import torch  # noqa: PLC0415 - needed nowhere else

    def matrix(rows: int, columns: int) -> Tensor:
        return torch.empty(rows, columns).uniform_(-1, 1) * (6 / (rows + columns)) ** 0.5

    table = {
        "states": matrix(states, WIDTH), "changes": matrix(states, WIDTH), "force": torch.randn(8, WIDTH),
        "place": torch.randn(4 * FAR + 2, WIDTH), "likeness": matrix(len(STEPS) + 3, WIDTH),
        "end": matrix(WIDTH, 1)[:, 0], "end_bias": torch.zeros(1),
    }  # fmt: skip
    for layer in map(str, range(LAYERS)):
        table |= {
            f"{layer}.attend": matrix(WIDTH, 3 * WIDTH), f"{layer}.attend_bias": torch.zeros(3 * WIDTH),
            f"{layer}.gather": matrix(WIDTH, WIDTH), f"{layer}.gather_bias": torch.zeros(WIDTH),
            f"{layer}.widen": matrix(WIDTH, INNER), f"{layer}.widen_bias": torch.zeros(INNER),
            f"{layer}.narrow": matrix(INNER, WIDTH), f"{layer}.narrow_bias": torch.zeros(WIDTH),
        }  # fmt: skip
    for name in ("begin", *(f"{layer}.{part}" for layer in range(LAYERS) for part in ("attended", "done"))):
        table |= {f"{name}_scale": torch.ones(WIDTH), f"{name}_shift": torch.zeros(WIDTH)}
    return {name: each.requires_grad_() for name, each in table.items()}


def judged(table: Mapping[str, Tensor], asked: Sequence[Question], *, learning: bool) -> Tensor:
    """Return the log odds of many questions, as ``alignment.checks.negation.counterpart.log_odds`` does of one."""
    import torch  # noqa: PLC0415
    from torch.nn import functional  # noqa: PLC0415

    longest = max(len(each.force) for each in asked)
    states = np.zeros((len(asked), longest, asked[0].states.shape[1]), dtype=np.float32)
    changes, likeness = np.zeros_like(states), np.zeros((*states.shape[:2], len(STEPS) + 3), dtype=np.float32)
    force, place = np.zeros(states.shape[:2], dtype=np.int64), np.zeros(states.shape[:2], dtype=np.int64)
    nothing = np.full(states.shape[:2], -1e9, dtype=np.float32)
    for row, each in enumerate(asked):
        size = len(each.force)
        states[row, :size], likeness[row, :size] = each.states, each.likeness
        changes[row, : len(each.changes)] = each.changes
        force[row, :size], place[row, :size], nothing[row, :size] = each.force, each.place, 0

    def drop(values: Tensor) -> Tensor:
        return functional.dropout(values, FORGET, learning)

    def normal(values: Tensor, name: str) -> Tensor:
        return functional.layer_norm(values, (WIDTH,), table[f"{name}_scale"], table[f"{name}_shift"])

    hidden = (
        drop(torch.from_numpy(states)) @ table["states"] * SCALES["states"]
        + drop(torch.from_numpy(changes)) @ table["changes"] * SCALES["changes"]
        + table["force"][torch.from_numpy(force)]
        + table["place"][torch.from_numpy(place)]
        + torch.from_numpy(likeness) @ table["likeness"]
    )
    hidden = normal(hidden, "begin")
    for layer in map(str, range(LAYERS)):
        mixed = hidden @ table[f"{layer}.attend"] + table[f"{layer}.attend_bias"]
        query, key, value = mixed.reshape(len(asked), longest, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        share = query @ key.transpose(2, 3) / query.shape[3] ** 0.5 + torch.from_numpy(nothing)[:, None, None]
        gathered = (drop(share.softmax(3)) @ value).transpose(1, 2).reshape(len(asked), longest, WIDTH)
        gathered = gathered @ table[f"{layer}.gather"] + table[f"{layer}.gather_bias"]
        hidden = normal(hidden + drop(gathered), f"{layer}.attended")
        wide = drop((hidden @ table[f"{layer}.widen"] + table[f"{layer}.widen_bias"]).relu())
        hidden = normal(hidden + drop(wide @ table[f"{layer}.narrow"] + table[f"{layer}.narrow_bias"]), f"{layer}.done")
    rows = hidden[torch.arange(len(asked)), torch.tensor([each.negation for each in asked])]
    return rows @ table["end"] + table["end_bias"]


def fit(
    found: Sequence[tuple[Question, float, int]], rounds: int, seed: int, chance: random.Random
) -> tuple[dict[str, Tensor], dict[str, float]]:
    """Fit the network; print after each round, and return, what it does with the texts that were held out."""
    import torch  # noqa: PLC0415

    torch.manual_seed(seed)
    scores: dict[str, float] = {}
    table = fresh(found[0][0].states.shape[1])
    train = [each for each in found if each[2] % HELD_OUT]
    held = sorted((each for each in found if each[2] % HELD_OUT == 0), key=lambda each: len(each[0].force))
    optimiser = torch.optim.AdamW(table.values(), weight_decay=DECAY)
    steps = rounds * (len(train) // BATCH + 1)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, FASTEST, total_steps=steps)
    for number in range(rounds):
        for batch in _batches(train, chance):
            odds = judged(table, [each[0] for each in batch], learning=True)
            same = torch.tensor([each[1] for each in batch])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, same)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(table.values(), 1.0)
            optimiser.step()
            pace.step()
        with torch.no_grad():
            odds = [float(each) for part in _parts(held) for each in judged(table, part, learning=False)]
        scores = _tell(number, held, odds)
    return table, scores


def _batches(
    found: Sequence[tuple[Question, float, int]], chance: random.Random
) -> list[list[tuple[Question, float, int]]]:
    """Return all examples in another order each time; those of like length together, so that little is padding."""
    mixed = chance.sample(found, len(found))
    batches = []
    for start in range(0, len(mixed), 20 * BATCH):
        near = sorted(mixed[start : start + 20 * BATCH], key=lambda each: len(each[0].force))
        batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    return batches[: len(found) // BATCH]


def _parts(found: Sequence[tuple[Question, float, int]]) -> Iterator[list[Question]]:
    for start in range(0, len(found), 2 * BATCH):
        yield [each[0] for each in found[start : start + 2 * BATCH]]


def _tell(number: int, held: Sequence[tuple[Question, float, int]], odds: Sequence[float]) -> dict[str, float]:
    quiet = sorted((each for each, one in zip(odds, held, strict=True) if not one[1]), reverse=True)
    alone = [each for each, one in zip(odds, held, strict=True) if one[1]]
    shares = [sum(each > quiet[len(quiet) * few // 1000] for each in alone) / len(alone) for few in PER_THOUSAND]
    scores = {f"found at {few} false per thousand": share for few, share in zip(PER_THOUSAND, shares, strict=True)}
    print(f"round {number + 1}: {scores}", flush=True)
    return scores


def write(path: Path, table: Mapping[str, Tensor], *, add: bool) -> None:
    """Write the network, alone or beside those that are there, in 16 bits; scales go into the weights."""
    weights = {
        name: (each.detach().numpy() * SCALES.get(name, 1.0)).astype(np.float16)[None] for name, each in table.items()
    }
    if add:
        with np.load(path, allow_pickle=False) as before:
            weights = {name: np.concatenate([before[name], each]) for name, each in weights.items()}
    np.savez_compressed(path, **weights)


def main() -> None:
    """Make the examples, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", type=Path)
    parser.add_argument("parallel", type=Path, nargs="+")
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--texts", type=int, default=22_000)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args()
    chance = random.Random(7)  # noqa: S311 - nothing secret
    texts = [json.loads(line) for path in options.parallel for line in path.read_text(encoding="utf-8").splitlines()]
    found = list(examples(chosen(texts, options.texts, chance), often_negated(texts), chance))
    print(f"{len(found)} examples, {sum(each.alone for each in found)} of them alone", flush=True)
    table, scores = fit(questions(found), options.rounds, options.seed, chance)
    write(options.networks, table, add=options.add)
    beside = options.networks.with_suffix(".toml")
    before = beside.read_text(encoding="utf-8").partition("\n\n")[2] if options.add else ""
    made = record(options.parallel, seed=options.seed, held_out=scores, section="[[network]]")
    digest = hashlib.sha256(options.networks.read_bytes()).hexdigest()
    head = f'# How the networks of {options.networks.name} were made, in their order there.\nsha256 = "{digest}"'
    beside.write_text("\n\n".join(part.strip("\n") for part in (head, before, made) if part) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
