"""Whose words a report, a list and a digest quote."""

from dataclasses import replace

import pytest

import reports
from alignment.types import Evidence, Finding, FindingKind, Severity
from locales.interface import Interface
from locales.messages import message
from reports.quoting import told
from reports.texts import texts

AGAINST = "{edition} says {value}, the others say {other}"
BESIDE = "{edition} says {value}, {second} says {other}"
WORDS = {"uk": "18 млн євро", "en": "18 million dollars", "ru": "18 млн евро"}


def differing(comparison, at_fault, said):
    """A finding on the first paragraph, in which each edition says something of its own."""
    evidence = tuple(Evidence(edition=code, block=0, start=0, end=5, text=WORDS[code]) for code in sorted(WORDS))
    finding = Finding(
        id="n-1",
        kind=FindingKind.NUMBER,
        severity=Severity.CRITICAL,
        message=said,
        edition=at_fault,
        row=0,
        evidence=evidence,
    )
    return replace(comparison, findings=(finding,))


@pytest.mark.parametrize(
    ("reader", "at_fault", "other"),
    [("uk", "en", "uk"), ("ru", "en", "ru"), ("en", "en", "uk"), ("en", "ru", "en"), ("de", "ru", "uk")],
)
def test_of_the_others_the_readers_edition_is_quoted_else_the_first(same, reader, at_fault, other):
    said = message(AGAINST, edition=f"language:{at_fault}", value=WORDS[at_fault], other=WORDS["ru"])
    if at_fault == "ru":
        said = message(AGAINST, edition="language:ru", value=WORDS["ru"], other=WORDS["en"])
    comparison = differing(same, at_fault, said)
    sentence = told(comparison.findings[0], comparison, Interface(reader))
    assert WORDS[other] in sentence
    assert WORDS[at_fault] in sentence


@pytest.mark.parametrize(("reader", "order"), [("uk", ["uk", "en"]), ("en", ["en", "uk"]), ("ru", ["uk", "en"])])
def test_of_two_sides_the_readers_comes_first_else_the_first_of_the_story(same, reader, order):
    said = message(
        BESIDE, edition="language:en", value=WORDS["en"], second="language:uk", other=WORDS["uk"]
    )  # as the alphabet has it
    comparison = differing(same, None, said)
    sentence = told(comparison.findings[0], comparison, Interface(reader))
    assert [sentence.index(WORDS[code]) for code in order] == sorted(sentence.index(WORDS[code]) for code in order)
    assert sentence.index("UA") < sentence.index(WORDS["uk"])


def test_what_stands_in_one_edition_alone_is_quoted_from_there(same):
    said = message(
        "{edition} spells one name in two ways: {value} and {other}", edition="language:en", value="a", other="b"
    )
    comparison = differing(same, "en", said)
    assert told(comparison.findings[0], comparison, Interface("uk")).endswith("«a» і «b»")


@pytest.mark.parametrize(("reader", "editions"), [("uk", ["uk", "en", "ru"]), ("ru", ["ru", "uk", "en"])])
def test_the_readers_edition_stands_first_below_a_finding(comparison, reader, editions):
    shown = texts(comparison, comparison.findings[0], reader)
    assert [text.edition for text in shown] == editions
    page = reports.render(comparison, "rich", reader)
    labels = [line.split()[0] for line in page.splitlines() if line.startswith(("  UA ", "  EN ", "  RU "))]
    assert labels[:3] == [{"uk": "UA", "en": "EN", "ru": "RU"}[code] for code in editions]
