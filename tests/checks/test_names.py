"""Names put in place of others, wherever they stand in a sentence."""

import pytest

from alignment.encoder import default_embedder

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")

STORY = {
    "uk": "Міський голова Кравець відкрив новий міст. Кравець подякував будівельникам за роботу взимку.",
    "en": "Mayor Kravets opened the new bridge. Kravets thanked the builders for their work in winter.",
    "ru": "Городской голова Кравец открыл новый мост. Кравец поблагодарил строителей за работу зимой.",
}
OTHER = {
    "uk": ("Кравець подякував", "Мельниченко подякував"),
    "en": ("Kravets thanked", "Halvorsen thanked"),
    "ru": ("Кравец поблагодарил", "Мельниченко поблагодарил"),
}


@pytest.mark.parametrize("edition", STORY)
def test_another_name_where_a_sentence_begins(loud, edition):
    assert loud({**STORY, edition: STORY[edition].replace(*OTHER[edition])}, encoder=True) == [("name", edition)]


def test_the_story_itself_is_clean(loud):
    assert loud(STORY, encoder=True) == []


@pytest.mark.parametrize("left_out", STORY)
def test_nothing_is_made_of_capitals_that_begin_a_sentence_in_two_editions(loud, left_out):
    texts = {
        "uk": "Зненацька пролунав постріл. Далі поліція перекрила вулицю.",
        "en": "Suddenly a shot rang out. Police then closed the street.",
        "ru": "Внезапно раздался выстрел. Затем полиция перекрыла улицу.",
    }
    del texts[left_out]
    assert loud(texts, encoder=True) == []


def test_latin_words_in_cyrillic_text_are_read_as_english(loud):
    texts = {
        "uk": "Книгу Street Guide безкоштовно роздавали біля музею в Полтаві.",
        "ru": "Путеводитель по улицам бесплатно раздавали у музея в Полтаве.",
    }
    assert loud(texts, encoder=True) == []


def test_a_pair_is_not_told_of_others(check_texts):
    texts = {
        "uk": "На нараді був присутній генерал Шевченко, командувач бригади.",
        "en": "General Halvorsen, the commander of the brigade, was present at the meeting.",
    }
    (found,) = check_texts(texts, encoder=True)
    assert found.message.text in (
        "{edition} names {value}, {second} names {other}",
        "{edition} names {value}, {second} does not",
    )
    assert found.edition is None
