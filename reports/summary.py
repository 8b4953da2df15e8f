"""A comparison in a line: verdict, counts, coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.types import FindingKind, Severity
from locales.messages import translatable_plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alignment.types import Comparison, Finding
    from locales.interface import Interface

#: A verdict names so many things; the rest is counted.
NAMED = 4

#: What is said of findings that are at one edition's fault.
OF_EDITION = {
    FindingKind.MISSING: translatable_plural("{edition} lacks {count} paragraph", "{edition} lacks {count} paragraphs"),
    FindingKind.OMISSION: translatable_plural(
        "{edition} leaves out {count} detail", "{edition} leaves out {count} details"
    ),
    FindingKind.ADDITION: translatable_plural("{edition} adds {count} detail", "{edition} adds {count} details"),
    FindingKind.STALE: translatable_plural("{edition} is out of date", "{edition} is out of date"),
    FindingKind.PENDING: translatable_plural("{edition} is not published yet", "{edition} is not published yet"),
    FindingKind.EDITION_UNAVAILABLE: translatable_plural("{edition} could not be read", "{edition} could not be read"),
    FindingKind.EXTRACTION_DOUBTFUL: translatable_plural(
        "{edition} may not have been read in full", "{edition} may not have been read in full"
    ),
}

#: What is said of an edition that is missing as a whole.
NO_EDITION = translatable_plural("there is no {edition} edition", "there is no {edition} edition")

#: What is said of findings otherwise.
CLAUSES = {
    FindingKind.MISSING: translatable_plural(
        "{count} paragraph is not in every edition", "{count} paragraphs are not in every edition"
    ),
    FindingKind.MOVED: translatable_plural("{count} paragraph has moved", "{count} paragraphs have moved"),
    FindingKind.NUMBER: translatable_plural("{count} figure differs", "{count} figures differ"),
    FindingKind.DATE: translatable_plural("{count} date differs", "{count} dates differ"),
    FindingKind.NAME: translatable_plural("{count} name differs", "{count} names differ"),
    FindingKind.OMISSION: translatable_plural("{count} detail is left out", "{count} details are left out"),
    FindingKind.ADDITION: translatable_plural("{count} detail is added", "{count} details are added"),
    FindingKind.NEGATION: translatable_plural(
        "{count} statement contradicts the others", "{count} statements contradict the others"
    ),
    FindingKind.QUOTE: translatable_plural("{count} quote differs", "{count} quotes differ"),
    FindingKind.SOURCE: translatable_plural("{count} source differs", "{count} sources differ"),
    FindingKind.LANGUAGE: translatable_plural(
        "{count} passage is in the wrong language", "{count} passages are in the wrong language"
    ),
    FindingKind.LABEL: translatable_plural("{count} charged word differs", "{count} charged words differ"),
    FindingKind.MEDIA: translatable_plural("{count} picture or embed differs", "{count} pictures or embeds differ"),
    FindingKind.HEADLINE: translatable_plural("{count} headline differs", "{count} headlines differ"),
    FindingKind.STALE: translatable_plural("{count} edition is out of date", "{count} editions are out of date"),
    FindingKind.PENDING: translatable_plural(
        "{count} edition is not published yet", "{count} editions are not published yet"
    ),
    FindingKind.EDITION_UNAVAILABLE: translatable_plural(
        "{count} edition could not be read", "{count} editions could not be read"
    ),
    FindingKind.EXTRACTION_DOUBTFUL: translatable_plural(
        "{count} page may not have been read in full", "{count} pages may not have been read in full"
    ),
    FindingKind.PROFILE_STALE: translatable_plural(
        "{count} publisher profile is out of date", "{count} publisher profiles are out of date"
    ),
    FindingKind.DIVERGENT: translatable_plural(
        "{count} paragraph differs in meaning", "{count} paragraphs differ in meaning"
    ),
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the story's rows an edition has."""

    edition: str
    present: int
    total: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 for a story without rows."""
        return self.present / self.total if self.total else 1.0


def counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of every severity, most serious first, noughts included."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in Severity}


def worst(findings: Sequence[Finding]) -> Severity | None:
    """Return the most serious severity; None where nothing was found."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)


def coverage(comparison: Comparison) -> tuple[Coverage, ...]:
    """Return the coverage of every edition."""
    total = len(comparison.rows)
    return tuple(
        Coverage(edition, sum(bool(row.cells.get(edition)) for row in comparison.rows), total)
        for edition in comparison.articles
    )


def complete(comparison: Comparison) -> bool:
    """Whether every edition is there and has every row; nothing incomplete is ever called in agreement."""
    return not comparison.absent and all(edition.present == edition.total for edition in coverage(comparison))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Findings of one kind, edition and severity."""

    kind: FindingKind
    edition: str | None
    #: See `Finding.of_edition`.
    of_edition: bool
    severity: Severity
    count: int = 1


def _counted(finding: Finding) -> Counted:
    return Counted(kind=finding.kind, edition=finding.edition, of_edition=finding.of_edition, severity=finding.severity)


def brief(counted: Iterable[Counted], interface: Interface) -> str:
    """Return what is wrong in one line; "" where there are notes at most.

    Args:
        counted: the findings that count.
        interface: the reader's language.
    """
    clauses = _clauses((each for each in counted if each.severity is not Severity.INFO), interface)
    rest = len(clauses) - NAMED
    more = [interface.ngettext("{count} more thing", "{count} more things", rest)] if rest > 0 else []
    line = "; ".join(clauses[:NAMED] + more)
    return line[:1].upper() + line[1:]


def verdict(comparison: Comparison, findings: Sequence[Finding], interface: Interface) -> str:
    """Return the verdict in one line: "EN lacks 2 paragraphs; 1 figure differs".

    Args:
        comparison: what was compared.
        findings: the findings that count; dismissed ones do not.
        interface: the reader's language.
    """
    line = brief([_counted(finding) for finding in findings], interface)
    if line:
        return line
    if comparison.findings and not findings:
        count = len(comparison.findings)
        return interface.ngettext("{count} finding, settled", "{count} findings, all settled", count)
    if findings:
        return interface.ngettext("Nothing serious; {count} note", "Nothing serious; {count} notes", len(findings))
    if not complete(comparison):
        return interface.gettext("No contradiction found, but not every edition has every paragraph")
    return interface.gettext("No difference found")


def _clauses(counted: Iterable[Counted], interface: Interface) -> list[str]:
    """Return one clause for each kind and edition, most serious first."""
    groups: dict[tuple[tuple[str, str], str | None], int] = {}
    for each in sorted(counted, key=lambda each: each.severity.rank):
        edition = each.edition if each.kind in OF_EDITION else None
        said = OF_EDITION[each.kind] if edition else CLAUSES[each.kind]
        if each.kind is FindingKind.MISSING and each.of_edition:
            said = NO_EDITION
        groups[said, edition] = groups.get((said, edition), 0) + each.count
    return [_clause(said, edition, count, interface) for (said, edition), count in groups.items()]


def _clause(said: tuple[str, str], edition: str | None, count: int, interface: Interface) -> str:
    values = {} if edition is None else {"edition": f"language:{edition}"}
    return interface.ngettext(*said, count, **values)


def absences(comparison: Comparison, interface: Interface) -> dict[str, str]:
    """Return the editions that are not there, each with what there is to say of it.

    Args:
        comparison: what was compared.
        interface: the reader's language.
    """
    found = {each.edition: each for each in comparison.findings if each.of_edition and each.edition}
    codes = [*comparison.absent, *(code for code in found if code not in comparison.absent)]
    return {code: _absence(found.get(code), interface) for code in codes if code not in comparison.articles}


def _absence(finding: Finding | None, interface: Interface) -> str:
    if finding is not None and finding.kind is FindingKind.PENDING:
        return interface.gettext("Not published yet")
    if finding is not None and finding.kind is FindingKind.EDITION_UNAVAILABLE:
        return interface.gettext("Edition unavailable")
    return interface.gettext("No edition")
