"""The fix to copy: the others' figure in the edition's own form, a name as the edition spells it; else none."""

from dataclasses import replace

import pytest

from alignment.types import Evidence, FindingKind
from review.findings.fixes import fixes
from tests.support.stories import article, comparison, finding


def fix(*said, kind=FindingKind.NUMBER, articles=None):
    """Return what is to be copied; the first of the texts is at fault."""
    evidence = tuple(Evidence(edition=code, block=0, start=0, end=len(text), text=text) for code, text in said)
    found = replace(finding("a", kind=kind), edition=said[0][0], evidence=evidence)
    made = comparison("one", findings=(found,), articles=articles or {code: article(code) for code, _ in said})
    return next(iter(fixes(made).values()), None)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ([("uk", "800 тисяч"), ("en", "880,000"), ("ru", "880 тысяч")], "880 тисяч"),
        ([("en", "1,300,000"), ("uk", "1,2 млн"), ("ru", "1,2 миллиона")], "1,200,000"),
        ([("en", "13 million"), ("uk", "12,5 мільйона")], "12.5 million"),
        ([("uk", "12,4%"), ("en", "12.8 percent")], "12,8%"),
        ([("uk", "45 000 гривень"), ("ru", "54 000 гривен")], "54 000 гривень"),
        ([("ru", "45000 человек"), ("en", "54,000 people")], "54000 человек"),
        ([("en", "$2.5 billion"), ("uk", "2,7 млрд доларів")], "$2.7 billion"),
        ([("uk", "21 особа"), ("en", "31 people")], "31 особа"),
    ],
)
def test_a_figure_is_written_in_the_editions_own_form(said, right):
    assert fix(*said).right == right


@pytest.mark.parametrize(
    "said",
    [
        [("uk", "21 особа"), ("en", "25 people")],  # "25 осіб"
        [("en", "1 house"), ("uk", "5 будинків")],
        [("uk", "сорок"), ("en", "50")],
        [("en", "15 km"), ("uk", "20 миль")],
        [("en", "$40 million"), ("uk", "40 млн гривень")],  # another unit, the same number
        [("en", "40"), ("uk", "50"), ("ru", "60")],
        [("en", "from 40 to 50"), ("uk", "від 40 до 60")],
        [("en", "3 million"), ("uk", "1 234 567")],  # more decimals than anybody writes
        [("en", "40")],
    ],
)
def test_what_would_change_the_words_around_it_is_left_to_people(said):
    assert fix(*said) is None


def test_a_name_is_offered_as_the_edition_spells_it():
    text = "Rutte spoke in Brussels. The allies agreed with Rutte."
    own = article("en")
    own = replace(own, blocks=(replace(own.blocks[0], text=text), *own.blocks[1:]))
    articles = {"en": own, "uk": article("uk")}
    found = fix(("en", "Stoltenberg"), ("uk", "Рютте"), kind=FindingKind.NAME, articles=articles)
    assert (found.right, found.elsewhere) == ("Rutte", True)
    assert fix(("en", "Stoltenberg"), ("uk", "Макрон"), kind=FindingKind.NAME, articles=articles) is None
    assert fix(("en", "Stoltenberg"), ("uk", "Рютте"), kind=FindingKind.DATE, articles=articles) is None


def test_the_fix_is_copied_on_the_report(open_page, shared):
    page = open_page(f"{shared.url}/stories/security-guarantees", permissions=["clipboard-read", "clipboard-write"])
    card = page.locator(".fix").first
    assert card.locator("del").inner_text() == "800 тисяч"
    assert card.locator("blockquote").inner_text() == "880 тисяч"
    card.get_by_role("button", name="Copy").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text === '880 тисяч')")
    assert open_page(f"{shared.url}/todo", script=False).locator(".fix blockquote").inner_text() == "880 тисяч"
