"""Negations that one edition has and the others have not.

A sentence that is broken without its negation tells by itself (``concord``). Of the others, counting words is not
enough: translators turn "not empty" into "full". Where counts differ, the negation is taken out and the encoder is
asked whether the editions come closer to each other. They do where it was a mistake; where it was part of how the
sentence is put, they drift apart. An encoder that knows single words is asked of the words around the negation and
their partners (``polarity``), and two small networks are (``witness``): what both say together decides. Of any other
encoder whole sentences are asked (``difference``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.negation.concord import unmatched
from alignment.checks.negation.parallel import Parallel
from alignment.checks.negation.polarity import Polarity, weights
from alignment.checks.negation.sentence_vectors import Difference, difference
from alignment.checks.negation.witness import Witness
from alignment.checks.passages import Passage, units
from alignment.checks.types import Check
from alignment.texts.negations import Force, read
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alignment.checks.types import RowText, Story
    from alignment.texts.negations import Reading
    from alignment.types import Finding
    from locales.messages import Message

#: Log odds from which two judges together are believed; how much the one that goes by the words counts beside the
#: other, which is not asked below the least.
BELIEVED, COUNTS, LEAST = 5.0, 0.5, 1.5
#: Passages longer than this are several sentences, in which one word changes too little (characters).
LONGEST = 600


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where one edition negates what the others state, or the other way round."""
    if not row.compared:
        return
    for unit in units(row):
        readings = tuple(read(passage.text, passage.cell.language) for passage in unit)
        found = _ungrammatical(unit, readings) or _difference(story, readings)
        if found:
            yield _finding(row, unit, readings, found)


def disagree(readings: Sequence[Reading]) -> bool:
    """Return whether passages have different numbers of negations, which costs nothing to see."""
    firm = {each.count(Force.FIRM) for each in readings}
    certain = {each.count(Force.FIRM) + each.count(Force.HARD) for each in readings}
    return any(firm) and (len(firm) > 1 or len(certain) > 1)


def _ungrammatical(unit: Sequence[Passage], readings: Sequence[Reading]) -> Difference | None:
    """Return a passage that asks for a negation which it has lost; the others have to negate something, too."""
    for fault, (passage, reading) in enumerate(zip(unit, readings, strict=True)):
        if unmatched(reading, passage.cell.language) is not None:
            others = [(other, each.surest()) for other, each in enumerate(readings) if other != fault]
            negations = tuple((other, word) for other, word in others if word is not None)
            return Difference(fault, negations) if len(negations) == len(others) else None
    return None


def _difference(story: Story, readings: Sequence[Reading]) -> Difference | None:
    if not story.vectors or not disagree(readings) or max(len(each.text) for each in readings) > LONGEST:
        return None
    if not story.vectors.knows_words:
        return difference(readings, story.vectors, story.unrelated)
    return _by_words(Parallel(readings, story.vectors, story.unrelated))


def _by_words(passages: Parallel) -> Difference | None:
    models, witness = weights(), Witness(passages)
    hypotheses = Polarity(passages).hypotheses(models.pair)
    odds = {
        each: together
        for each in hypotheses
        if (score := models.score(each)) >= LEAST
        and (together := COUNTS * score + witness.odds(each.fault, added=each.added)) >= BELIEVED
    }
    if not odds:
        return None
    best = max(odds, key=lambda each: odds[each])
    # Of each passage that has the negation, the one that most likely is it.
    having = sorted(
        (each for each in hypotheses if (each.fault, each.added) == (best.fault, best.added)), key=models.score
    )
    return Difference(best.fault, tuple({each.negation.passage: each.negation.word for each in having}.items()))


def _finding(row: RowText, unit: Sequence[Passage], readings: Sequence[Reading], found: Difference) -> Finding:
    words = dict(found.negations)
    evidence = [
        piece
        for number, passage in enumerate(unit)
        for start, end in [readings[number].spans[words[number]] if number in words else (0, len(passage.text))]
        for piece in passage.cell.evidence(passage.start + start, passage.start + end)
    ]
    edition = unit[found.fault].cell.edition
    return CHECK.finding(
        _message(edition, negated=found.fault in words),
        edition=edition if row.decided else None,
        row=row.index,
        evidence=evidence,
    )


def _message(edition: str, *, negated: bool) -> Message:
    if negated:
        return message("{edition} negates what the others state", edition=f"language:{edition}")
    return message("{edition} states what the others negate", edition=f"language:{edition}")


CHECK = Check(
    name="negation",
    kind=FindingKind.NEGATION,
    severity=Severity.CRITICAL,
    summary=message("One edition negates what the others state"),
    example=message("will attend against will not attend"),
    row=check,
)
