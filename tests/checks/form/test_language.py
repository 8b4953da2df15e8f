"""Text in another language, by what its words are; letters of two alphabets; what must be left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.checks.form.slips import slips
from alignment.texts.tongue import telling

#: language of the edition, text, cause, the words
FOUND = [
    # No letter of these is strange to the edition's language.
    ("uk", "Водитель сразу остановился. Пассажиров никто не искал.", "wrong-language", None),
    ("ru", "Депутати схвалили зміни до закону.", "wrong-language", None),
    ("uk", "Как проходил ремонт", "wrong-language", None),
    ("en", "Хто за це платить", "wrong-language", None),
    ("ru", "Who pays for the bridge", "wrong-language", None),
    ("uk", "Міст відкрили. Все сразу поехали. Черги вже немає.", "untranslated", "Все сразу поехали."),
    ("ru", "Мост открыли утром. Затори вже зникли.", "untranslated", "Затори вже зникли."),
    ("uk", "Мер сказав, що міст сначала перекроют, а потім відкриють.", "untranslated", "сначала перекроют"),
    ("uk", "Ремонт был дорогим, але вдалим для міста.", "untranslated", "был"),
    (
        "uk",
        "Мер сказав: «Мы перекроем движение через неделю», і пішов.",
        "untranslated",
        "перекроем движение через неделю",
    ),
    ("uk", "Ремонт коштував тыс гривень.", "untranslated", "тыс"),
    ("en", "Repairs took 2025.The bridge is open.", "glued", "2025.The"),
    ("uk", "Міст вiдкpили вранці.", "mixed-letters", "вiдкpили"),
    ("uk", "Пpeдcтaвник міста прийшов.", "mixed-letters", "Пpeдcтaвник"),
]
#: language of the edition, text
SILENT = [
    ("uk", "Про це пише «Новая газета Европа»."),
    ("uk", "Він знявся в серіалі «Слово пацана. Кровь на асфальте»."),
    ("uk", "Ха-ха, сказала вона. Ой, ой!"),
    ("uk", "Посол Ынджылов прибув до Києва."),
    ("ru", "Глава «Дії» приехал. Села Ірпінь там нет."),
    ("ru", "Он работает в Monobank и слушает All you need."),
    ("uk", "Деталі: https://example.org/some-long-address-of-a-page-that-nobody-translates"),
    ("uk", "Він надіслав SMSками фото з YouTube-каналу й IT-фірми."),
    ("uk", "Версія 2.0 вийшла 12.05.2025."),
    ("en", "The word “Рада” means council."),
]


@pytest.mark.parametrize(("language", "text", "cause", "words"), FOUND)
def test_what_stands_in_another_language(language, text, cause, words):
    found = [each for each in slips(text, language) if each.cause == cause]
    assert [text[each.start : each.end] for each in found] == [text if words is None else words]


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_what_may_be_in_another_language(language, text):
    assert slips(text, language) == ()


def test_no_claims_are_compared_in_a_row_that_was_left_untranslated(check_texts):
    texts = {
        "uk": "Мэр не пришёл и отдал 40 тысяч гривен больнице.",
        "en": "The mayor came and gave the hospital UAH 50,000.",
        "ru": "Мэр пришёл и отдал 50 тысяч гривен больнице.",
    }
    assert [(each.kind, each.edition) for each in check_texts(texts)] == [("language", "uk")]


def test_a_quotation_in_another_script_that_a_sister_translates(loud):
    uk, ru = "Він сказав: “it was hit by a missile” і пішов.", "Он сказал: “в него попала ракета” и ушел."
    en = "He said “it was hit by a missile” and left."
    assert loud({"uk": uk, "en": en, "ru": ru}) == [("language", "uk")]
    assert loud({"uk": uk, "en": en, "ru": "Он сказал: “it was hit by a missile” и ушел."}) == []


def test_a_sentence_with_a_small_letter_is_a_note(check_texts):
    (found,) = check_texts(
        {"uk": "Дощ ущух ще вранці. дороги вже сухі.", "en": "The rain stopped early. The roads are dry."}
    )
    assert (found.severity, found.evidence[0].text) == ("info", "дороги")


@given(st.text(max_size=60), st.sampled_from(["uk", "ru", "en", "pl"]))
def test_any_text_can_be_asked(text, language):
    for each in (*slips(text, language), *telling(text, language)):
        assert 0 <= each.start < each.end <= len(text)
