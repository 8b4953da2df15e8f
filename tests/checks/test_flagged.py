"""What an editor wants to hear of, in every pair of languages and with two editions against one."""

from dataclasses import replace
from pathlib import Path

import pytest

from alignment.checks import CHECKS, Glossary, Settings
from alignment.checks.glossary import GlossaryError, Term, load
from alignment.types import Severity
from parsers.types import Block, BlockKind, DroppedBlock, Role

#: texts; the findings above information: kind and edition
LEXICAL = {
    "number, uk of three": (
        {"uk": "Поранено 14 людей.", "en": "18 people were wounded.", "ru": "Ранены 18 человек."},
        [("number", "uk")],
    ),
    "number, en of three": (
        {"uk": "Поранено 18 людей.", "en": "28 people were wounded.", "ru": "Ранены 18 человек."},
        [("number", "en")],
    ),
    "number, ru of three": (
        {"uk": "Поранено 18 людей.", "en": "18 people were wounded.", "ru": "Ранены 19 человек."},
        [("number", "ru")],
    ),
    "number, words outvote digits": (
        {"uk": "Загинули 46 людей.", "en": "Forty-six people died.", "ru": "Погибли 64 человека."},
        [("number", "ru")],
    ),
    "number, uk-en": ({"uk": "Поранено 14 людей.", "en": "18 people were wounded."}, [("number", None)]),
    "number, uk-ru": ({"uk": "Поранено 14 людей.", "ru": "Ранены 18 человек."}, [("number", None)]),
    "number, ru-en": ({"ru": "Ранены 14 человек.", "en": "18 people were wounded."}, [("number", None)]),
    "scale": (
        {"uk": "Це 16 мільярдів доларів.", "en": "That is $16 billion.", "ru": "Это 16 миллионов долларов."},
        [("number", "ru")],
    ),
    "scale, uk-en": ({"uk": "Це 16 млн грн.", "en": "That is UAH 16 billion."}, [("number", None)]),
    "decimal": (
        {"uk": "Зросло на 9,4 %.", "en": "It grew by 94%.", "ru": "Выросло на 9,4 %."},
        [("number", "en")],
    ),
    "one of two equal numbers": (
        {"uk": "Було 5 із 4.", "en": "It was 5 of 4.", "ru": "Было 5 из 5."},
        [("number", "ru")],
    ),
    "all different": (
        {"uk": "Було 14 людей.", "en": "There were 15 people.", "ru": "Было 16 человек."},
        [("number", None)],
    ),
    "clock": (
        {"uk": "Нарада о 19:00.", "en": "The meeting is at 7:30 PM.", "ru": "Совещание в 19.00."},
        [("number", "en")],
    ),
    "clock, uk-en": ({"uk": "Нарада о 18:45.", "en": "The meeting is at 5:45 PM."}, [("number", None)]),
    "day": (
        {"uk": "Це було 7 серпня.", "en": "It was on August 8.", "ru": "Это было 7 августа."},
        [("number", "en")],
    ),
    "year": (
        {"uk": "Закон 2022 року.", "en": "The law of 2022.", "ru": "Закон 2052 года."},
        [("number", "ru")],
    ),
    "month": (
        {"uk": "Це було 7 серпня.", "en": "It was on July 7.", "ru": "Это было 7 августа."},
        [("date", "en")],
    ),
    "month, uk-ru": ({"uk": "Це було 7 серпня.", "ru": "Это было 7 июля."}, [("date", None)]),
    "weekday": (
        {"uk": "Це було в четвер.", "en": "It was on Tuesday.", "ru": "Это было в четверг."},
        [("date", "en")],
    ),
    "weekday, ru-en": ({"ru": "Это было в среду, 7 мая.", "en": "It was on Friday, May 7."}, [("date", None)]),
    "to come, past": (
        {
            "uk": "Вони обговорили зустріч президентів, яка відбулася напередодні.",
            "en": "They discussed the upcoming meeting of the presidents.",
            "ru": "Они обсудили встречу президентов, которая состоялась накануне.",
        },
        [("negation", "en")],
    ),
    "past, to come": (
        {
            "uk": "Переговори відбулися в Анкарі.",
            "en": "The talks will be in Ankara.",
            "ru": "Переговоры состоятся в Анкаре.",
        },
        [("negation", "uk")],
    ),
    "to come, past, uk-ru": (
        {"uk": "Саміт відбувся в Гаазі.", "ru": "Саммит состоится в Гааге."},
        [("negation", None)],
    ),
    "confirmed, denied": (
        {
            "uk": "У штабі підтвердили втрату міста.",
            "en": "The staff denied the loss of the town.",
            "ru": "В штабе подтвердили потерю города.",
        },
        [("negation", "en")],
    ),
    "denied, confirmed": (
        {
            "uk": "Міністр спростував чутки.",
            "en": "The minister denied the rumours.",
            "ru": "Министр подтвердил слухи.",
        },
        [("negation", "ru")],
    ),
    "external source lost": (
        {"uk": "Про це пише Reuters.", "en": "Sources say so.", "ru": "Об этом пишет Reuters."},
        [("source", "en")],
    ),
    "external source lost in ru": (
        {"uk": "Про це пише Bloomberg.", "en": "Bloomberg writes of it.", "ru": "Об этом говорят."},
        [("source", "ru")],
    ),
    "Russian left in Ukrainian": (
        {
            "uk": "Правительство объявило, что выплаты начнутся в следующем месяце.",
            "en": "The government announced that payments would begin next month.",
            "ru": "Правительство объявило, что выплаты начнутся в следующем месяце.",
        },
        [("language", "uk")],
    ),
    "Ukrainian left in English": (
        {
            "uk": "Уряд оголосив, що виплати почнуться наступного місяця.",
            "en": "Уряд оголосив, що виплати почнуться наступного місяця.",
            "ru": "Правительство объявило, что выплаты начнутся в следующем месяце.",
        },
        [("language", "en")],
    ),
    "paragraph lacking in one edition": (
        {"uk": ["Перший абзац.", "Уряд виділив гроші."], "en": ["The first paragraph.", None]},
        [("missing", "en")],
    ),
    "paragraph in one edition only": (
        {
            "uk": ["Перший абзац.", "Уряд виділив гроші."],
            "en": ["The first paragraph.", None],
            "ru": ["Первый абзац.", None],
        },
        [("missing", "en"), ("missing", "ru")],
    ),
    "much shorter": (
        {
            "uk": "Уряд виділив гроші на ремонт шкіл, доріг і лікарень у всіх областях великої країни.",
            "en": "The government has set money aside.",
            "ru": "Правительство выделило деньги на ремонт школ, дорог и больниц во всех областях страны.",
        },
        [("omission", "en")],
    ),
    "much longer": (
        {
            "uk": "Уряд виділив гроші на школи.",
            "en": "The government has set aside money for the schools, which had waited for it for years.",
            "ru": "Правительство выделило деньги на школы.",
        },
        [("addition", "en")],
    ),
}


@pytest.mark.parametrize(("texts", "expected"), LEXICAL.values(), ids=LEXICAL)
def test_found_without_an_encoder(loud, texts, expected):
    assert loud(texts) == expected


STORY = {
    "uk": [
        "Міністр оборони не приїде на переговори до Брюсселя.",
        "На нараді був присутній генерал Шевченко, командувач бригади.",
        "Уряд виділив гроші на ремонт шкіл. Роботи почнуться навесні. Дітей возитимуть до сусіднього міста.",
        "Погода в країні залишиться теплою до кінця тижня.",
    ],
    "en": [
        "The defence minister will not come to the talks in Brussels.",
        "General Shevchenko, the commander of the brigade, was present at the meeting.",
        "The state set money aside to repair schools. Work begins in spring. Pupils will be taken to the next town.",
        "The weather in the country will stay warm until the end of the week.",
    ],
    "ru": [
        "Министр обороны не приедет на переговоры в Брюссель.",
        "На совещании присутствовал генерал Шевченко, командующий бригадой.",
        "Правительство выделило деньги на ремонт школ. Работы начнутся весной. Учеников будут возить в соседний город.",
        "Погода в стране останется теплой до конца недели.",
    ],
}
#: edition, what stands there, what it becomes; the finding
EDITS = {
    "negation lost, uk": ("uk", " не приїде", " приїде", ("negation", "uk")),
    "negation lost, en": ("en", " will not come", " will come", ("negation", "en")),
    "negation lost, ru": ("ru", " не приедет", " приедет", ("negation", "ru")),
    "negation put in, en": ("en", "was present", "was not present", ("negation", "en")),
    "negation put in, uk": ("uk", "був присутній", "не був присутній", ("negation", "uk")),
    "name, en": ("en", "Shevchenko", "Halvorsen", ("name", "en")),
    "name, uk": ("uk", "Шевченко", "Гальворсен", ("name", "uk")),
    "name, ru": ("ru", "Шевченко", "Хальворсен", ("name", "ru")),
    "sentence out, uk": ("uk", " Дітей возитимуть до сусіднього міста.", "", ("omission", "uk")),
    "sentence out, ru": ("ru", " Учеников будут возить в соседний город.", "", ("omission", "ru")),
    "sentence in, en": (
        "en",
        "repair schools.",
        "repair schools. Trade unions call it a bribe for voters before the election.",
        ("addition", "en"),
    ),
    "sentence in, ru": (
        "ru",
        "ремонт школ.",
        "ремонт школ. Профсоюзы называют это подкупом избирателей перед выборами.",
        ("addition", "ru"),
    ),
}


@pytest.mark.parametrize(("edition", "old", "new", "expected"), EDITS.values(), ids=EDITS)
def test_found_with_the_encoder(loud, edition, old, new, expected):
    edited = {**STORY, edition: [text.replace(old, new) for text in STORY[edition]]}
    assert loud(edited, encoder=True) == [expected]


def test_the_story_itself_is_clean(loud):
    assert loud(STORY, encoder=True) == []


HEADLINES = [
    ({"uk": "Загинули 26 людей", "en": "19 people dead", "ru": "Погибли 19 человек"}, [("headline", "uk")]),
    ({"uk": "Загинули 26 людей", "en": "19 people dead"}, [("headline", None)]),
    ({"uk": "Що відомо", "en": "26 people confirmed dead", "ru": "Что известно"}, [("headline", "en")]),
    ({"uk": "Що відомо", "en": "What is known", "ru": "Погибли 26 человек"}, [("headline", "ru")]),
]


@pytest.mark.parametrize(("titles", "expected"), HEADLINES)
def test_headlines(loud, titles, expected):
    texts = {"uk": "Загинули 19 людей.", "en": "19 people died.", "ru": "Погибли 19 человек."}
    assert loud({edition: texts[edition] for edition in titles}, titles=titles) == expected


def missing(check_texts, texts, **options):
    return [each for each in check_texts(texts, **options) if each.kind == "missing"]


def test_what_the_parser_set_aside_is_said_so(check_texts):
    texts = {"uk": ["Початок.", "Голова ОВА Олег Синєгубов назвав 14 сіл."], "en": ["The beginning.", None]}
    dropped = {
        "en": (DroppedBlock(kind=BlockKind.PARAGRAPH, text="Head Oleh Syniehubov named 14 villages.", reason="box"),)
    }
    (found,) = missing(check_texts, texts, dropped=dropped)
    assert (found.cause, found.severity) == ("lost-by-parser", Severity.MINOR)


@pytest.mark.parametrize(
    ("block", "severity"),
    [
        (Block(kind=BlockKind.PARAGRAPH, text="Раніше про це писали газети.", role=Role.BACKGROUND), "info"),
        (Block(kind=BlockKind.HEADING, text="Що було раніше"), "minor"),
    ],
)
def test_background_and_subheads_matter_less(check_texts, block, severity):
    (found,) = missing(check_texts, {"uk": ["Початок.", block], "en": ["The beginning.", None]})
    assert found.severity == severity


@pytest.mark.parametrize("kind", [BlockKind.CAPTION, BlockKind.EMBED, BlockKind.IMAGE])
def test_captions_and_embeds_are_not_missing_paragraphs(check_texts, kind):
    assert (
        missing(check_texts, {"uk": ["Початок.", Block(kind=kind, text="Фото")], "en": ["The beginning.", None]}) == []
    )


@pytest.mark.parametrize("role", [Role.SOURCE_LINE, Role.BOX, Role.LABEL])
def test_boxes_and_source_lines_are_not_missing_paragraphs(check_texts, role):
    line = Block(kind=BlockKind.PARAGRAPH, text="Джерело: пресслужба", role=role)
    assert missing(check_texts, {"uk": ["Початок.", line], "en": ["The beginning.", None]}) == []


def test_an_update_in_one_edition_makes_the_others_stale(loud):
    update = Block(kind=BlockKind.PARAGRAPH, text="Оновлено о 17:26: рух відновили.", role=Role.UPDATE)
    assert loud({"uk": ["Початок.", update], "en": ["The beginning.", None]}) == [("stale", "en")]


def test_an_addition_that_the_others_say_without_its_label_makes_nobody_stale(loud):
    update = Block(kind=BlockKind.PARAGRAPH, text="Суд переніс засідання.", role=Role.UPDATE, label="addition")
    said = {"uk": ["Початок.", update], "en": ["The beginning.", "The court postponed the hearing."]}
    assert loud(said) == []
    assert loud({**said, "ru": ["Начало.", None]}) == [("missing", "ru"), ("stale", "ru")]


def test_latin_letters_in_cyrillic_words_are_a_note(check_texts):
    (found,) = check_texts({"uk": "Він написав у Тelegram.", "ru": "Он написал в Telegram."})
    assert (found.kind, found.severity, found.evidence[0].text) == ("language", "info", "Тelegram")


def test_a_lost_hedge_is_a_note(check_texts):
    texts = {"uk": "Він нібито вкрав гроші.", "en": "He stole the money.", "ru": "Он якобы украл деньги."}
    (found,) = check_texts(texts)
    assert (found.kind, found.edition, found.severity, found.cause) == ("negation", "en", "info", "hedge-lost")


def test_who_says_so_is_no_hedge(check_texts):
    """The table of two languages had "according to", that of the third had not."""
    texts = {
        "uk": "За словами директорки музею, виставка може тривати до весни.",
        "en": "According to the museum's director, the exhibition can run until spring.",
        "ru": "По словам директора музея, выставка может продлиться до весны.",
    }
    assert not check_texts(texts)


def test_a_quotation_told_in_own_words_is_a_note(check_texts):
    texts = {
        "uk": "Він сказав: «Ми не здамо це місто ніколи».",
        "en": "He said they would never surrender the town.",
        "ru": "Он сказал: «Мы не сдадим этот город никогда».",
    }
    (found,) = check_texts(texts)
    assert (found.kind, found.edition, found.severity) == ("quote", "en", "info")


def test_an_embed_in_all_editions_but_one_is_a_note(check_texts):
    video = Block(kind=BlockKind.EMBED, text="Відео")
    texts = {"uk": ["Початок.", video], "en": ["The beginning.", None], "ru": ["Начало.", video]}
    (found,) = check_texts(texts)
    assert (found.kind, found.edition, found.severity) == ("media", "en", "info")


GLOSSARY = Glossary(
    (
        Term(pair={"uk": ("окупант*",), "en": ("occupier*",)}, forbidden={}),
        Term(pair={}, forbidden={"en": ("special operation",)}, severity=Severity.MINOR),
    )
)


@pytest.mark.parametrize(
    ("texts", "cause", "edition"),
    [
        ({"uk": "Прийшли окупанти.", "en": "The soldiers came."}, "pair", "en"),
        ({"uk": "Прийшли солдати.", "en": "The occupiers came."}, "pair", "uk"),
        ({"uk": "Прийшли солдати.", "en": "The special operation began."}, "forbidden", "en"),
    ],
)
def test_house_terms(check_texts, texts, cause, edition):
    (found,) = check_texts(texts, glossary=GLOSSARY)
    assert (found.kind, found.cause, found.edition) == ("label", cause, edition)


EXAMPLE = Path(__file__).parents[2] / "examples" / "glossary.toml"


@pytest.mark.parametrize(
    ("texts", "edition"),
    [
        ({"uk": "Це війна.", "en": "This special military operation.", "ru": "Это война."}, "en"),
        ({"uk": "Удар по Києву.", "en": "A strike on Kiev.", "ru": "Удар по Киеву."}, "en"),
        ({"uk": "Тут стоять окупанти.", "en": "The occupiers are here.", "ru": "Здесь стоят войска."}, "ru"),
        ({"uk": "Закон ухвалив уряд.", "en": "The law passed.", "ru": "Закон приняла Верховная Рада."}, None),
    ],
)
def test_the_example_glossary(check_texts, texts, edition):
    found = [each for each in check_texts(texts, glossary=load(EXAMPLE)) if each.kind == "label"]
    assert {each.edition for each in found} == ({edition} if edition else {"uk", "en"})


def test_a_note_of_the_house_is_shown(check_texts):
    texts = {"uk": "Це спецоперація.", "en": "A war.", "ru": "Война."}
    (found,) = check_texts(texts, glossary=load(EXAMPLE))
    assert found.message.values["note"] == "the house calls it a full-scale war"


def test_a_glossary_is_read_from_a_file(tmp_path):
    path = tmp_path / "house.toml"
    path.write_text('[[term]]\nforbidden = { en = ["special operation"] }\nseverity = "minor"\n', encoding="utf-8")
    assert load(path).terms[0].severity is Severity.MINOR


@pytest.mark.parametrize("text", ["[[term", '[[term]]\nseverity = "loud"', "term = 1"])
def test_a_broken_glossary_is_refused_in_one_line(tmp_path, text):
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GlossaryError) as caught:
        load(path)
    assert "\n" not in str(caught.value) or str(path) in str(caught.value)


NUMBERS = LEXICAL["number, uk of three"][0]


def test_a_check_can_be_switched_off(loud):
    assert loud(NUMBERS, settings=Settings(off=frozenset({"number"}))) == []


def test_a_house_decides_how_serious_a_check_is(check_texts):
    (found,) = check_texts(NUMBERS, settings=Settings(severity={"number": Severity.MINOR}))
    assert found.severity is Severity.MINOR


def test_the_order_of_editions_changes_nothing(check_texts):
    forth = check_texts(NUMBERS)
    back = check_texts(dict(reversed(NUMBERS.items())))
    assert forth == back


def test_an_id_is_made_from_content_not_position(check_texts):
    (alone,) = check_texts(NUMBERS)
    later = {edition: ["Початок.", text] for edition, text in NUMBERS.items()}
    (second,) = check_texts(later)
    assert (alone.id, alone.row, second.id, second.row) == (second.id, 0, alone.id, 1)


def test_an_id_lapses_when_the_text_changes(check_texts):
    (before,) = check_texts(NUMBERS)
    (after,) = check_texts({**NUMBERS, "uk": "Поранено 15 людей."})
    assert before.id != after.id


def test_the_same_thing_twice_has_two_ids(check_texts):
    found = check_texts({edition: [text, text] for edition, text in NUMBERS.items()})
    assert len({each.id for each in found}) == len(found) == 2


@pytest.mark.parametrize("name", LEXICAL)
def test_evidence_lies_where_it_says(check_texts, name):
    texts = LEXICAL[name][0]
    listed = {
        edition: [text] if isinstance(text, str) else [each for each in text if each] for edition, text in texts.items()
    }
    for each in check_texts(texts):
        assert each.evidence
        for piece in each.evidence:
            assert listed[piece.edition][piece.block][piece.start : piece.end] == piece.text


def test_checks_have_names_and_examples_of_their_own():
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert len({check.example.text for check in CHECKS}) == len(CHECKS)
    assert all((check.row is None) != (check.story is None) for check in CHECKS)


def test_settings_are_values():
    assert replace(Settings(), off=frozenset({"name"})).off == {"name"}


@pytest.mark.usefixtures("word_vectors")
def test_of_what_is_still_to_come_only_what_the_others_tell_as_past_is_shown(check_texts):
    texts = {
        "uk": "Вони обговорили зустріч президентів, яка відбулася напередодні, і роль Анкари в майбутніх гарантіях.",
        "en": "They discussed the upcoming meeting of the presidents and the role of Ankara in future guarantees.",
        "ru": "Они обсудили встречу президентов, которая состоялась накануне, и роль Анкары в будущих гарантиях.",
    }
    (found,) = check_texts(texts, encoder=True)
    assert [piece.text for piece in found.evidence if piece.edition == "en"] == ["upcoming"]


@pytest.mark.usefixtures("word_vectors")
def test_future_of_something_else_does_not_hide_what_has_already_happened(check_texts):
    texts = {
        "uk": "Міністерки обговорили поїздку Орленко до Варшави, що відбулася вчора, і роль порту в майбутній угоді.",
        "en": "The ministers discussed Orlenko's upcoming trip to Warsaw and what the port means for the agreement.",
        "ru": "Министры обсудили поездку Орленко в Варшаву, что состоялась вчера, и роль порта в будущем соглашении.",
    }
    (found,) = check_texts(texts, encoder=True)
    assert (found.cause, found.edition) == ("future-against-past", "en")


def test_office_before_a_name_is_no_sentence_of_its_own(check_texts):
    texts = {
        "uk": "Раніше Орленко казала, що проти нового порту виступають Болгарія, Румунія, Молдова та Туреччина.",
        "en": "Earlier, Minister of Infrastructure Solomiia Orlenko said that Bulgaria, Romania, Moldova and Türkiye "
        "oppose the new port as one of the ways out.",
        "ru": "Ранее Орленко говорила, что против нового порта выступают Болгария, Румыния, Молдова и Турция.",
    }
    assert check_texts(texts, encoder=True) == ()
