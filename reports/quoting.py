"""Whose words a finding's sentence quotes: the reader's, where the edition in that language says it too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reports.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alignment.types import Comparison, Finding
    from locales.interface import Interface
    from locales.messages import Message

#: What a sentence has that sets two editions side by side, neither of which is outvoted: both ways round it is true.
SIDES = frozenset({"edition", "value", "second", "other"})


def told(finding: Finding, comparison: Comparison, interface: Interface) -> str:
    """Return the sentence of a finding for its reader."""
    return sentence(quoted(finding, comparison.articles, interface.language), interface)


def in_readers_order(editions: Iterable[str], language: str) -> list[str]:
    """Return editions with that of the reader's language first, the rest as they are."""
    return sorted(editions, key=lambda code: code != language)


def quoted(finding: Finding, editions: Iterable[str], language: str) -> Message:
    """Return what a finding says, in the words of the edition that its reader knows best.

    Checks know no reader: where several editions agree, they name the words of any of them.

    Args:
        finding: what differs.
        editions: of the comparison, in their order.
        language: the reader's, BCP 47.
    """
    order = in_readers_order(editions, language)
    if finding.edition is None and finding.message.values.keys() == SIDES:
        return _turned(finding.message, order)
    return _of_the_others(finding, order)


def _turned(said: Message, order: list[str]) -> Message:
    """Return a sentence about two sides with the one first that is first in an order."""
    codes = [str(said.values[name]).removeprefix("language:") for name in ("edition", "second")]
    if not set(codes) <= set(order) or order.index(codes[0]) < order.index(codes[1]):
        return said
    first, value, second, other = (said.values[name] for name in ("second", "other", "edition", "value"))
    return replace(said, values={"edition": first, "value": value, "second": second, "other": other})


def _of_the_others(finding: Finding, order: list[str]) -> Message:
    """Return a sentence on what the other editions say in the words of the first of them that says it once."""
    said, shown = finding.message, [span for span in finding.evidence if span.edition != finding.edition]
    if "second" in said.values or said.values.get("other") not in {span.text for span in shown}:
        return said  # no words of a page, or those of one edition alone
    once = {span.edition: span.text for span in shown if sum(each.edition == span.edition for each in shown) == 1}
    other = next((once[code] for code in order if code in once), said.values["other"])
    return replace(said, values={**said.values, "other": other})
