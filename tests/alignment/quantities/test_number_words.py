"""What single words say of numbers: as themselves, as beginnings of others, and not at all."""

import pytest

from alignment.texts.quantities.number_words import lexicon, pieces

#: language, word, kind and value of each number in it
WORDS = [
    ("uk", "двадцять", [("word", 20)]),
    ("uk", "вп'ятеро", [("times", 5)]),
    ("uk", "третина", [("part", 0.333333)]),
    ("uk", "мільйонів", [("scale", 1e6)]),
    ("uk", "багатомільйонний", [("scale", 1e6)]),
    ("uk", "двоповерховий", [("loose", 2)]),
    ("uk", "п'ятиріччя", [("loose", 5)]),
    ("uk", "півмільйона", [("loose", 0.5), ("scale", 1e6)]),
    ("uk", "семінар", []),
    ("uk", "столиця", []),
    ("uk", "двоюрідність", []),
    ("ru", "сорока", [("word", 40)]),
    ("ru", "шестилетие", [("loose", 6)]),
    ("ru", "полмиллиона", [("loose", 0.5), ("scale", 1e6)]),
    ("ru", "миллионер", [("scale", 1e6)]),
    ("ru", "трехтомник", []),
    ("ru", "полиция", []),
    ("en", "twenty", [("word", 20)]),
    ("en", "twice", [("times", 2)]),
    ("en", "multimillion", [("scale", 1e6)]),
    ("en", "tenant", []),
    ("pl", "dwa", []),
]


@pytest.mark.parametrize(("language", "word", "expected"), WORDS)
def test_numbers_in_a_word(language, word, expected):
    assert [(kind, value) for kind, value, _, _ in pieces(word, language)] == expected


def test_a_beginning_is_told_by_its_place():
    assert pieces("двоповерховий", "uk") == (("loose", 2, 0, len("дво")),)
    assert pieces("півмільйона", "uk") == (("loose", 0.5, 0, 3), ("scale", 1e6, 3, 0))


@pytest.mark.parametrize(
    ("language", "between", "expected"),
    [
        ("en", " and ", True),
        ("en", "-", True),
        ("en", ". ", True),  # an abbreviation's
        ("en", ", ", False),
        ("uk", " ", True),
        ("uk", " і ", False),
    ],
)
def test_what_joins_pieces_of_a_number(language, between, expected):
    assert bool(lexicon(language).joint.match(between)) is expected


@pytest.mark.parametrize(
    ("language", "between", "expected"), [("en", " of ", True), ("en", " and ", False), ("uk", " of ", None)]
)
def test_what_joins_two_scales(language, between, expected):
    known = lexicon(language).between_scales
    assert (None if known is None else bool(known.match(between))) is expected


def test_a_language_without_a_table_has_no_number_words():
    known = lexicon("pl")
    assert (known.atoms, known.phrases, known.half_more, known.share, known.decimal) == ({}, None, None, None, ".")
