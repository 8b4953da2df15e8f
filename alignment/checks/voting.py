"""Two against one: which edition says something of its own, and which lacks what the others share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


#: What a claim may mean: a reading of a number, the number of a month.
Key: TypeAlias = "tuple[str, float]"


#: So many editions cannot outvote each other.
_TWO = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that one edition says: a number, a name.

    Attributes:
        edition: who says it.
        start: where it begins in the edition's text of the row (characters).
        end: where it ends, exclusive.
        keys: what it may mean; two claims agree when they share a key.
        firm: False for what can support others but is no difference by itself (number words, idioms).
        counts: True for number words that say how many: a difference where the others agree on something else.
    """

    edition: str
    start: int
    end: int
    keys: frozenset[Key]
    firm: bool = True
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """Claims of several editions sorted by who shares them."""

    #: Firm claims that no other edition makes.
    alone: tuple[Claim, ...]
    #: Claims that an edition makes once more than the others; of two that agree the firm one stands here.
    again: tuple[Claim, ...]
    #: Claims shared by all editions but one, with that edition.
    lacking: tuple[tuple[str, tuple[Claim, ...]], ...]
    #: Claims in number words that no other edition makes.
    spoken: tuple[Claim, ...] = ()
    #: Whether there are editions enough for two to outvote one.
    decided: bool = True


@dataclass(slots=True)
class _Group:
    claims: list[Claim] = field(default_factory=list)

    def takes(self, claim: Claim, agree: Callable[[Claim, Claim], bool]) -> bool:
        return all(each.edition != claim.edition for each in self.claims) and any(
            agree(each, claim) for each in self.claims
        )


def share_a_key(one: Claim, other: Claim) -> bool:
    """Return whether two claims agree: the plainest rule."""
    return not one.keys.isdisjoint(other.keys)


def count(
    claims: Iterable[Claim], editions: Sequence[str], agree: Callable[[Claim, Claim], bool] = share_a_key
) -> Ballot:
    """Sort the claims of all editions by who shares them.

    A claim made twice in one edition and once in the others is no difference, unless another claim takes its place.

    Args:
        claims: of all editions.
        editions: those that have the row.
        agree: says whether two claims mean the same.
    """
    claims = sorted(
        claims, key=lambda claim: (not claim.firm, not claim.counts, len(claim.keys), claim.edition, claim.start)
    )
    groups: list[_Group] = []
    for claim in claims:
        group = next((group for group in groups if group.takes(claim, agree)), None)
        if group is None:
            groups.append(group := _Group())
        group.claims.append(claim)
    firm = [group.claims for group in groups if any(claim.firm for claim in group.claims)]
    sure = [group.claims for group in groups if all(claim.firm or claim.counts for claim in group.claims)]
    single = [group[0] for group in firm if len(group) == 1]
    spoken = [group[0] for group in sure if len(group) == 1 and not group[0].firm]
    return Ballot(
        alone=tuple(claim for claim in single if not _made_elsewhere(claim, claims, agree)),
        again=tuple(
            next((each for each in claims if each.firm and each.edition == claim.edition and agree(each, claim)), claim)
            if not claim.firm
            else claim
            for claim in (*single, *spoken)
            if _made_elsewhere(claim, claims, agree)
        ),
        lacking=tuple(_lacking(firm, sure, editions)),
        spoken=tuple(claim for claim in spoken if not _made_elsewhere(claim, claims, agree)),
        decided=len(editions) > _TWO,
    )


def conflicts(
    ballot: Ballot, comparable: Callable[[Claim, Claim], bool] = lambda _one, _other: True
) -> Iterator[tuple[Claim, Sequence[Claim], bool]]:
    """Yield the claims that stand against others, those, and whether they outvote it.

    Args:
        ballot: the claims by who shares them.
        comparable: says whether two claims that do not agree can be meant for the same.
    """
    lacking = list(ballot.lacking)
    strangers = list(ballot.alone)
    for claim in (*ballot.alone, *ballot.again, *ballot.spoken):
        rival = next(
            (
                each
                for each in lacking
                if each[0] == claim.edition and all(comparable(claim, other) for other in each[1])
            ),
            None,
        )
        if rival is not None:
            lacking.remove(rival)
            if claim in strangers:
                strangers.remove(claim)
            yield claim, rival[1], True
    if not ballot.decided and len(ballot.alone) == len(ballot.again) == 1:
        strangers += ballot.again  # as many claims here as there, and one of them twice
    elif not ballot.decided and len(ballot.alone) + len(ballot.spoken) == _TWO:
        strangers += ballot.spoken
    while strangers:
        claim = strangers.pop(0)
        other = next((each for each in strangers if each.edition != claim.edition and comparable(claim, each)), None)
        if other is not None:
            strangers.remove(other)
            yield claim, (other,), False


def _made_elsewhere(claim: Claim, claims: Sequence[Claim], agree: Callable[[Claim, Claim], bool]) -> bool:
    return any(each.edition != claim.edition and agree(claim, each) for each in claims)


def _lacking(
    firm: Sequence[list[Claim]], sure: Sequence[list[Claim]], editions: Sequence[str]
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield what all editions but one share, and that edition; what some write in digits first."""
    for group in (*firm, *(each for each in sure if not any(claim.firm for claim in each))):
        if 1 < len(group) == len(editions) - 1:
            have = {claim.edition for claim in group}
            yield next(edition for edition in editions if edition not in have), tuple(group)
