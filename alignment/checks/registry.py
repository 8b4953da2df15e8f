"""All checks by name, with what they find and an example each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alignment.checks import negation
from alignment.checks.claims import counts, date, divergent, exchange, headline, name, number, source, speaker, stance
from alignment.checks.form import label, language, media, quote, spelling
from alignment.checks.gaps import addition, missing, moved, omission, stale
from alignment.types import FindingKind, Severity
from locales.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alignment.checks.story import RowText, Story
    from alignment.types import Finding
    from locales.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check as people see it, and its function: over each row, or over the whole story."""

    name: str
    kind: FindingKind
    #: The most serious that it gives.
    severity: Severity
    summary: Message
    example: Message
    row: Callable[[Story, RowText], Iterator[Finding]] | None = None
    story: Callable[[Story], Iterator[Finding]] | None = None


#: In order: where two checks point at the same words, the earlier one speaks.
CHECKS = (
    Check(
        name="missing",
        kind=FindingKind.MISSING,
        severity=Severity.MAJOR,
        summary=message("A paragraph that an edition lacks, with the cause where it can be told"),
        example=message("Russian has no paragraph about the meeting in Brussels"),
        row=missing.check,
    ),
    Check(
        name="moved",
        kind=FindingKind.MOVED,
        severity=Severity.MINOR,
        summary=message("A paragraph that stands at another place in one edition"),
        example=message("The background comes first in English and last in the others"),
        row=moved.check,
    ),
    Check(
        name="omission",
        kind=FindingKind.OMISSION,
        severity=Severity.MAJOR,
        summary=message("A sentence left out of a paragraph"),
        example=message("The paragraph is there, but its last sentence is not"),
        row=omission.check,
    ),
    Check(
        name="addition",
        kind=FindingKind.ADDITION,
        severity=Severity.MAJOR,
        summary=message("A sentence put into a paragraph that the others have without it"),
        example=message("Only Ukrainian adds who was wounded"),
        row=addition.check,
    ),
    Check(
        name="number",
        kind=FindingKind.NUMBER,
        severity=Severity.CRITICAL,
        summary=message("A number or a unit that differs in one edition, however it is written"),
        example=message("880 thousand against 800 thousand"),
        row=number.check,
    ),
    Check(
        name="exchange",
        kind=FindingKind.NUMBER,
        severity=Severity.CRITICAL,
        summary=message("Numbers of one edition that have changed places"),
        example=message("19 died and 26 are missing against 26 died and 19 are missing"),
        row=exchange.check,
    ),
    Check(
        name="date",
        kind=FindingKind.DATE,
        severity=Severity.CRITICAL,
        summary=message("Another month, weekday or day in one edition"),
        example=message("19 February against 19 March"),
        row=date.check,
    ),
    Check(
        name="stance",
        kind=FindingKind.NEGATION,
        severity=Severity.CRITICAL,
        summary=message("What is to come against what has happened, confirmed against denied"),
        example=message("An upcoming meeting against one that took place"),
        row=stance.check,
    ),
    Check(
        name="negation",
        kind=FindingKind.NEGATION,
        severity=Severity.CRITICAL,
        summary=message("One edition negates what the others state"),
        example=message("will attend against will not attend"),
        row=negation.check,
    ),
    Check(
        name="speaker",
        kind=FindingKind.QUOTE,
        severity=Severity.MAJOR,
        summary=message("A quotation that one edition attributes to another person"),
        example=message("“We are ready,” Rutte said, against “We are ready,” Erdoğan said"),
        row=speaker.check,
    ),
    Check(
        name="name",
        kind=FindingKind.NAME,
        severity=Severity.MAJOR,
        summary=message("Another person, place or institution than in the other editions"),
        example=message("Rutte against Stoltenberg"),
        row=name.check,
    ),
    Check(
        name="source",
        kind=FindingKind.SOURCE,
        severity=Severity.MAJOR,
        summary=message("An external source that one edition does not name, or for which it names another"),
        example=message("Two editions cite Reuters, the third nobody"),
        story=source.check,
    ),
    Check(
        name="heading",
        kind=FindingKind.NUMBER,
        severity=Severity.CRITICAL,
        summary=message("A number that a headline gives for one thing and the text below for another"),
        example=message("26 dead in the headline; 19 died and 26 are missing in the text"),
        story=counts.check_inside,
    ),
    Check(
        name="headline",
        kind=FindingKind.HEADLINE,
        severity=Severity.CRITICAL,
        summary=message("A number in a headline against the other headlines or against its own text"),
        example=message("26 in the headline, 19 in the text"),
        story=headline.check,
    ),
    Check(
        name="language",
        kind=FindingKind.LANGUAGE,
        severity=Severity.MINOR,
        summary=message("Text in another language, words run together, letters of two alphabets in one word"),
        example=message("A Russian sentence left in the Ukrainian text"),
        row=language.check,
    ),
    Check(
        name="stale",
        kind=FindingKind.STALE,
        severity=Severity.MINOR,
        summary=message("An edition that was not updated when another was"),
        example=message("Updated at 17:26, in one edition only"),
        story=stale.check,
    ),
    Check(
        name="quote",
        kind=FindingKind.QUOTE,
        severity=Severity.INFO,
        summary=message("A quotation that one edition tells in its own words"),
        example=message("Quotation marks in two editions, none in the third"),
        row=quote.check,
    ),
    Check(
        name="label",
        kind=FindingKind.LABEL,
        severity=Severity.INFO,
        summary=message("A term that the glossary of the house does not want"),
        example=message("special operation in an edition that must not use it"),
        row=label.check,
    ),
    Check(
        name="spelling",
        kind=FindingKind.NAME,
        severity=Severity.INFO,
        summary=message("One person spelled in two ways inside one edition"),
        example=message("Zelenskyy in one paragraph, Zelensky in another"),
        story=spelling.check,
    ),
    Check(
        name="media",
        kind=FindingKind.MEDIA,
        severity=Severity.INFO,
        summary=message("Fewer embeds in one edition, or no links"),
        example=message("A video in two editions, none in the third"),
        story=media.check,
    ),
    Check(
        name="divergent",
        kind=FindingKind.DIVERGENT,
        severity=Severity.MINOR,
        summary=message("A paragraph far in meaning from the others, with no better reason found"),
        example=message("The same place in the story, another subject"),
        row=divergent.check,
    ),
)
