"""What survives translation: numbers, names by their sound, links."""

from __future__ import annotations

import pytest

from alignment.texts.keys import TOKEN, keys_of, letter_groups, link_keys, marks, name_key, number_key
from parsers.types import Block, BlockKind, Link


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Зеленський", "uk"), ("Zelenskyy", "en")),
        (("Зеленського", "uk"), ("Зеленскому", "ru")),
        (("Вашингтоном", "uk"), ("Washington", "en")),
        (("Харків", "uk"), ("Харькове", "ru")),
        (("Київ", "uk"), ("Kyiv", "en")),
        (("Джордж", "ru"), ("George", "en")),
        (("Гаррі", "uk"), ("Harry", "en")),
    ],
)
def test_spellings_of_a_name_share_a_key(first, second):
    assert name_key(*first) == name_key(*second)


@pytest.mark.parametrize(
    ("written", "key"),
    [("1 200 000", "1200000"), ("1,200,000", "1200000"), ("3,5", "3.5"), ("3.5", "3.5"), ("19:00", "19.00")],
)
def test_numbers_have_one_form(written, key):
    assert number_key(written) == key


def test_number_words_count_as_numbers():
    english, ukrainian = (
        keys_of(TOKEN.findall(text), language)[1] for text, language in [("Forty cows", "en"), ("Сорок корів", "uk")]
    )
    assert english == ukrainian == {"40"}


def test_links_count_by_their_site():
    links = (Link(start=0, end=3, target="https://example.org/uk/1"), Link(start=0, end=1, target="#part"))
    block = Block(kind=BlockKind.EMBED, text="", links=links, target="https://video.example/7")
    assert link_keys(block) == {"link example.org", "shows https://video.example/7"}


def test_related_languages_share_letter_groups():
    groups = letter_groups([TOKEN.findall("міністерство оборони")], "uk")[0]
    russian, other = letter_groups([TOKEN.findall("министерство обороны"), TOKEN.findall("вечерний туман")], "ru")
    assert groups @ russian > 3 * (groups @ other)


def test_texts_without_letters_have_no_groups():
    assert letter_groups([[], []], "uk").sum() == 0
    assert letter_groups([], "uk").shape[0] == 0


def test_marks_tell_questions_quotes_colons_and_sentences():
    assert marks('Чому? "Так".', "uk") == (1.0, 2**0.5, 0.0, 2.0)
    assert marks("Said:", "en") == (0.0, 0.0, 1.0, 1.0)
