"""Names put in place of others, wherever they stand in a sentence."""

import pytest

from alignment.encoders.encoder import default_embedder
from alignment.texts.names import names

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
        '{edition} names "{value}", {second} names "{other}"',
        '{edition} names "{value}", {second} does not',
    )
    assert found.edition is None


QUOTED = {
    "uk": "«Ми готові до переговорів», – сказав Орленко журналістам після зустрічі.",
    "en": '"We are ready for talks," Orlenko told journalists after the meeting.',
    "ru": "«Мы готовы к переговорам», – сказал Орленко журналистам после встречи.",
}
KNOWN = {
    "uk": "Міністр Орленко і його заступник Марченко прибули на зустріч.",
    "en": "Minister Orlenko and his deputy Marchenko arrived at the meeting.",
    "ru": "Министр Орленко и его заместитель Марченко прибыли на встречу.",
}
ANOTHER = {"uk": "Марченко", "en": "Marchenko", "ru": "Марченко"}
TOLD = {
    "uk": "На брифінгу в Києві Орленко заявив, що постачання відновиться наступного тижня.",
    "en": "At a briefing in Kyiv, Orlenko said that supplies would resume next week.",
    "ru": "На брифинге в Киеве Орленко заявил, что поставки возобновятся на следующей неделе.",
}
LED = {
    "uk": "Орленко провів нараду з військовими щодо постачання снарядів.",
    "en": "Orlenko held a meeting with the military on the supply of shells.",
    "ru": "Орленко провёл совещание с военными о поставках снарядов.",
}


@pytest.mark.parametrize("edition", STORY)
@pytest.mark.parametrize("row", [QUOTED, TOLD, LED], ids=["a quotation", "inside a sentence", "at its beginning"])
def test_another_person_of_the_story_in_place_of_the_speaker(loud, edition, row):
    texts = {each: [KNOWN[each], text] for each, text in row.items()}
    assert loud(texts, encoder=True) == []
    name = "Orlenko" if edition == "en" else "Орленко"
    texts[edition][1] = texts[edition][1].replace(name, ANOTHER[edition])
    assert loud(texts, encoder=True) == [("quote" if row is QUOTED else "name", edition)]


@pytest.mark.parametrize("spoken", ['"Ready," Orlenko said', "“Ready,” Orlenko said", '"Ready", Orlenko said'])
def test_who_has_spoken_does_not_begin_a_sentence(spoken):
    assert [each.opens for each in names(spoken, "en")] == [True, False]


@pytest.mark.parametrize("text", ['"Orlenko said', 'Ready." Orlenko said', 'the "guard" Orlenko said', "«Orlenko said"])
def test_a_capital_after_these_tells_nothing(text):
    assert names(text, "en")[-1].opens
