"""What a digest says: the worst first, story by story, with what the editions say and where it is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from locales.interface import Interface, edition_label
from pipeline.settings.review_address import link
from pipeline.watching.markup import harmless
from reports import quoting
from reports.marks import excerpt
from reports.texts import texts
from reports.wording import counted, severity_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import Comparison, Finding
    from reports.texts import Text
    from storage.teamwork import Comment

#: Characters of what an edition says, and how many editions are quoted.
QUOTED, EDITIONS = 160, 2


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told of one story.

    Attributes:
        comparison: the story.
        findings: those to tell, the most serious first.
        comments: what people said about them, oldest first.
    """

    comparison: Comparison
    findings: tuple[Finding, ...]
    comments: tuple[Comment, ...] = ()


def in_order(stories: Sequence[Told]) -> list[Told]:
    """Return the stories, the worst first."""
    return sorted(stories, key=lambda each: [finding.severity.rank for finding in each.findings])


def subject(stories: Sequence[Told], interface: Interface) -> str:
    """Return what there is in one line: "4 critical, 1 major, EN absent in 2"."""
    found = [finding for each in stories for finding in each.findings]
    counts = counted(Counter(finding.severity for finding in found), interface)
    said = [counts] if counts else []
    absent = Counter(finding.edition for finding in found if finding.of_edition and finding.edition)
    for edition, count in sorted(absent.items()):
        said.append(interface.gettext("{edition} absent in {count}", edition=f"language:{edition}", count=count))
    return ", ".join(said)


def story_text(told: Told, language: str) -> str:
    """Return a story as plain text: its headline, then each finding with what two editions say, and its address."""
    interface = Interface(language)
    title, _ = told.comparison.title(language)
    return "\n\n".join([harmless(title), *(_finding(told, finding, interface) for finding in told.findings)])


def _finding(told: Told, finding: Finding, interface: Interface) -> str:
    said = harmless(quoting.told(finding, told.comparison, interface))
    lines = [f"{severity_name(finding.severity, interface)}: {said}"]
    for text in quoted_texts(told, finding, interface):
        quoted = "".join(piece.text for piece in excerpt(text.pieces, QUOTED))
        lines.append(f"{edition_label(text.edition)} — {harmless(quoted)}")
    lines += last_comment(told, finding)
    address = finding_address(told, finding)
    return "\n".join([*lines, address] if address else lines)


def quoted_texts(told: Told, finding: Finding, interface: Interface) -> list[Text]:
    """Return what the editions say that are quoted, the one at fault first."""
    found = texts(told.comparison, finding, interface.language)
    order = sorted(found, key=lambda text: text.edition != finding.edition)
    return [each for each in order if each.pieces][:EDITIONS]


def last_comment(told: Told, finding: Finding) -> list[str]:
    """Return what was said last about a finding, with who said it; nothing where nobody did."""
    last = [each for each in told.comments if each.finding == finding.id][-1:]
    return [f"{harmless(each.who)}: {harmless(each.text)}" for each in last]


def finding_address(told: Told, finding: Finding) -> str:
    """Return where a finding is read; "" where no review app is known."""
    address = link(told.comparison.story)
    return f"{address}#f-{finding.id}" if address else ""
