"""Words that ask for a negation: found where it is gone, and left alone where the language needs none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.checks.negation.concord import unmatched
from alignment.texts.negations import read

BROKEN = [
    ("uk", "Посол ніколи бував у цьому місті.", "ніколи"),
    ("uk", "Комісія не поспішає, бо ніхто чекає на її висновки.", "ніхто"),
    ("uk", "За словами лікарів, жоден із поранених помер.", "жоден"),
    ("uk", "Він ніколи мав бути міністром; він не мав бути й послом.", "ніколи"),
    ("ru", "Посол никогда бывал в этом городе.", "никогда"),
    ("ru", "Новый закон меняет ничего важного.", "ничего"),
    ("ru", "Никто пришёл на встречу, хотя её не отменяли.", "Никто"),
]
SOUND = [
    ("uk", "Посол ніколи не бував у цьому місті."),
    ("uk", "Зараз гроші потрібні як ніколи."),
    ("uk", "Сьогодні вони як ніколи близькі до угоди, каже посол."),
    ("uk", "Більше нічого сказати."),
    ("uk", "Їм нічого було читати."),
    ("uk", "Нічого особливого в цьому немає."),
    ("uk", "Усе або нічого."),
    ("uk", "Компанія виросла з нічого."),
    ("uk", "Без жодного пострілу загін зайняв село."),
    ("ru", "Он пришёл, хотя никогда не обещал."),
    ("ru", "Страна как никогда нуждается в помощи."),
    ("ru", "Ничего страшного не случилось."),
    ("ru", "Ничего себе выросли цены!"),
    ("ru", "Никогда! Так ответил посол."),
    ("ru", "Из ничего выросла большая сеть."),
    ("ru", "Никто из них не пришёл."),
    ("en", "Nobody came, and he never said why."),
    ("xx", "ніколи був"),
]


@pytest.mark.parametrize(("language", "text", "word"), BROKEN)
def test_a_sentence_that_lost_its_negation(language, text, word):
    reading = read(text, language)
    found = unmatched(reading, language)
    assert found is not None
    start, end = reading.spans[found]
    assert text[start:end] == word


@pytest.mark.parametrize(("language", "text"), SOUND)
def test_a_sentence_that_needs_no_negation(language, text):
    assert unmatched(read(text, language), language) is None


@pytest.mark.parametrize("letter", ["\U00017000", "\U000187f7"])
def test_a_letter_without_a_name_ends_nothing(letter):
    text = f"Посол ніколи {letter}{letter} бував у цьому місті."
    assert unmatched(read(text, "uk"), "uk") is not None


@given(st.text(max_size=80), st.sampled_from(["uk", "ru"]), st.sampled_from(["ніколи", "никогда", "ничего", "жоден"]))
def test_any_text_can_be_asked(text, language, word):
    reading = read(f"{text} {word}", language)
    assert unmatched(reading, language) in {None, *range(len(reading.spans))}
