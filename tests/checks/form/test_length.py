"""What is too long is said to be so, and costs little."""

import numpy as np
import pytest

from alignment.checks import find
from alignment.encoders.vectors import Vectors
from alignment.text_limits import CHARACTERS, MARKS
from tests.support.editions import articles_of, rows_of
from tests.support.growth import POWER, power

CALM = {
    "uk": "Міська рада виділила гроші на ремонт мосту через річку.",
    "en": "The city council set money aside to repair the bridge over the river.",
    "ru": "Городской совет выделил деньги на ремонт моста через реку.",
}
#: Of what a paragraph has too much, and the part that is repeated in it, numbered.
PARTS = {
    "words": "bridge{} ",
    "numbers": "{} ",
    "number words": "five, six and seven; ",
    "names": "Orlen{}ko ",
    "sentences": "He said {}. ",
    "quotation marks": "“a” ",
    "U+201F": "‟",
    "dates": "on 7 May, ",
    "measures": "{} miles, ",
    "hyphens": "a-",
    "everything": "“Orlen{}ko” said {} bridges. ",
}


def said(texts):
    """Kind, cause, edition and row of what is found without an encoder."""
    listed = {edition: [text] if isinstance(text, str) else text for edition, text in texts.items()}
    found = find(articles_of(listed), rows_of(listed), Vectors())
    return [(str(each.kind), each.cause, each.edition, each.row) for each in found]


def numbered(part, count):
    return "".join(part.replace("{}", str(number)) for number in range(count))


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("editions", [("en",), ("uk", "en", "ru")], ids=["in one edition", "in all"])
def test_ten_thousand_of_anything_in_a_paragraph_are_refused(part, editions):
    texts = {**CALM, **dict.fromkeys(editions, numbered(part, CHARACTERS))}

    assert said(texts) == [("extraction-doubtful", "too-long", each, 0) for each in sorted(editions)]


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_what_is_too_long_costs_no_more_than_its_length(part):
    def run(size):
        find(*given(numbered(part, size)), Vectors())

    def given(text):
        listed = {edition: [text] for edition in CALM}
        return articles_of(listed), rows_of(listed)

    assert power(run, short=CHARACTERS) <= POWER


def test_a_paragraph_that_is_too_long_and_missing_is_told_as_both():
    long = " ".join([CALM["en"]] * 200)

    assert said({"uk": [CALM["uk"], None], "en": [CALM["en"], long], "ru": [CALM["ru"], None]}) == [
        *(("missing", "not-translated", each, 1) for each in ("ru", "uk")),
        ("extraction-doubtful", "too-long", "en", 1),
    ]


def test_its_neighbours_are_checked_as_ever():
    long = numbered("Orlen{}ko ", MARKS + 1)
    texts = {"uk": [long, "Поранено 14 людей."], "en": [long, "14 were wounded."], "ru": [long, "Ранены 15 человек."]}

    assert said(texts)[3:] == [("number", None, "ru", 1)]


def test_the_encoder_reads_no_more_than_the_beginning_of_it():
    seen = []

    class Watching:
        name = "watching"

        def encode(self, texts):
            seen.extend(texts)
            return np.ones((len(texts), 2), dtype=np.float32)

    Vectors(Watching()).ensure(["x" * (CHARACTERS + 1), "y" * CHARACTERS])

    assert sorted(map(len, seen)) == [2000, CHARACTERS]
