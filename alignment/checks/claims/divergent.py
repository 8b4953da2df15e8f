"""Rows whose editions are far apart in meaning, with no better reason found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks.types import Check, Contrast
from alignment.types import FindingKind, Severity
from locales.messages import message, translatable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from alignment.checks.types import RowText, Story
    from alignment.types import Finding

#: Likeness (share of the way from unrelated texts to equal ones) below which texts do not say the same.
FAR = 0.03
#: Shorter texts give vectors that tell little (characters).
SHORTEST = 60
_DIFFERS = Contrast(
    others=translatable("{edition} differs in meaning from the others here"),
    second=translatable("{edition} and {second} differ in meaning here"),
)


def _cosine(one: NDArray[np.float32] | None, other: NDArray[np.float32] | None) -> float:
    return 1.0 if one is None or other is None else float(one @ other)


def check(story: Story, row: RowText) -> Iterator[Finding]:
    """Yield a finding where an edition is far from all others."""
    if len(row.cells) < 2 or not story.vectors or min(len(cell.text) for cell in row.cells) < SHORTEST:  # noqa: PLR2004
        return
    vectors = [story.vectors.get(cell.text) for cell in row.cells]
    far = story.unrelated + FAR * (1 - story.unrelated)
    for index, cell in enumerate(row.cells):
        if all(_cosine(vectors[index], other) < far for place, other in enumerate(vectors) if place != index):
            yield CHECK.finding(
                _DIFFERS.message(cell.edition, row.cells[1].edition, decided=row.decided),
                edition=cell.edition if row.decided else None,
                row=row.index,
                evidence=[piece for each in row.cells for piece in each.whole()],
            )
            return


CHECK = Check(
    name="divergent",
    kind=FindingKind.DIVERGENT,
    severity=Severity.MINOR,
    summary=message("A paragraph far in meaning from the others, with no better reason found"),
    example=message("The same place in the story, another subject"),
    row=check,
)
