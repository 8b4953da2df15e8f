"""Whole pages as people paste them: all that stands around the story is set aside, and the story is compared."""

from datetime import UTC, datetime

import pytest

from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from parsers.text import parse_text

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")

STORY = {
    "uk": [
        "Рада Мостиська погодила ремонт старого водогону",
        "Міська рада Мостиська у вівторок погодила ремонт водогону, який обслуговує правий берег.",
        "Труби проклали ще 1968 року, і за останню зиму їх лагодили тринадцять разів.",
        "Роботи розпочнуть у травні й закінчать до першого снігу, запевнив мер Андрій Коваль.",
        "На час ремонту воду правому берегу підвозитимуть двома машинами щоранку.",
    ],
    "en": [
        "Mostyska council agrees to mend the old water main",
        "On Tuesday the city council of Mostyska agreed to mend the water main that serves the right bank.",
        "The pipes were laid in 1968, and last winter they had to be patched thirteen times.",
        "Work will begin in May and end before the first snow, mayor Andrii Koval promised.",
        "During the repair two trucks will bring water to the right bank every morning.",
    ],
    "ru": [
        "Совет Мостиски одобрил ремонт старого водопровода",
        "Городской совет Мостиски во вторник одобрил ремонт водопровода, который обслуживает правый берег.",
        "Трубы проложили ещё в 1968 году, и за последнюю зиму их чинили тринадцать раз.",
        "Работы начнут в мае и закончат до первого снега, заверил мэр Андрей Коваль.",
        "На время ремонта воду правому берегу будут подвозить двумя машинами каждое утро.",
    ],
}
ABOVE = {
    "uk": ["ua en ru", "Меню", "Громада / Життя / Спорт", "Школярі з Турки виграли олімпіаду з хімії"],
    "en": ["ua en ru", "Menu", "Community / Life / Sport", "Bakers of the valley ask for cheaper flour"],
    "ru": ["ua en ru", "Меню", "Община / Жизнь / Спорт", "В горах открыли новую лыжную трассу"],
}
UNDER = {
    "uk": [
        "{title} Фото: насосна станція (пресслужба)",
        "Автор: Ірина Гнатюк",
        "5 листопада 2025, 09:15",
        "214 переглядів",
    ],
    "en": [
        "{title} Photo: the pumping station (press service)",
        "Author: Iryna Hnatiuk",
        "November 5, 2025, 09:15",
        "214 views",
    ],
    "ru": [
        "{title} Фото: насосная станция (пресс-служба)",
        "Автор: Ирина Гнатюк",
        "5 ноября 2025, 09:15",
        "214 просмотров",
    ],
}
INSIDE = {
    "uk": ["Читайте також: Де взимку підвозитимуть дрова"],
    "en": ["Read also: Where firewood will be brought in winter"],
    "ru": ["Читайте также: Куда зимой будут подвозить дрова"],
}
BELOW = {
    "uk": [
        "Теги: вода ремонт", "Поділитися", "Facebook", "Telegram", "Більше за темою",
        "На ярмарку в Самборі продали рекордний гарбуз", "Він важив понад двісті кілограмів і ледве вліз у вантажівку.",
        "Музей скла шукає волонтерів на літо04.11.2025, 18:20", "Коментарі (1)", "Степан",
        "А коли вже полагодять дорогу?",
    ],
    "en": [
        "Tags: water repair", "Share", "Facebook", "Telegram", "More on the topic",
        "Choir from the hills sings at the old castle", "Tickets for all three evenings were gone within an hour.",
        "Stork returns to the same chimney for the ninth year04.11.2025, 18:20", "Comments (1)", "Olha",
        "Good news at last, thank you!",
    ],
    "ru": [
        "Теги: вода ремонт", "Поделиться", "Facebook", "Telegram", "Больше по теме",
        "Шахматисты Дрогобыча стали первыми в области", "Команда готовилась к турниру всю прошлую осень.",
        "Библиотека принимает книги в подарок04.11.2025, 18:20", "Комментарии (1)", "Виктор",
        "Ничего нового, как и всегда.",
    ],
}  # fmt: skip


def page(language, story):
    title, *body = story
    under = [line.format(title=title) for line in UNDER[language]]
    return [*ABOVE[language], title, *under, *body[:2], *INSIDE[language], *body[2:], *BELOW[language]]


def compared(stories):
    return compared_pages({each: page(each, lines) for each, lines in stories.items()})


def compared_pages(pages):
    articles = {each: parse_text("\n\n".join(lines), url=each) for each, lines in pages.items()}
    created = datetime(2025, 11, 5, tzinfo=UTC)
    return compare(articles, story="s", created=created, version="0", embedder=default_embedder())


def loud(found):
    return [(each.kind.value, each.edition) for each in found.findings if each.severity.value != "info"]


@pytest.mark.parametrize("languages", [("uk", "en", "ru"), ("uk", "en"), ("uk", "ru"), ("ru", "en")])
def test_pages_of_one_story_compare_without_an_alarm(languages):
    found = compared({each: STORY[each] for each in languages})
    assert loud(found) == []
    for language in languages:
        article = found.articles[language]
        assert [article.title, *(each.text for each in article.blocks if each.kind != "caption")] == STORY[language]


def test_every_line_is_kept_or_dropped_with_its_reason():
    found = compared(STORY)
    for language, article in found.articles.items():
        known = {*(each.path for each in (*article.blocks, *article.dropped))}
        lines = {f"line:{2 * place + 1}" for place, line in enumerate(page(language, STORY[language]))}
        title = {f"line:{2 * page(language, STORY[language]).index(STORY[language][0]) + 1}"}
        assert lines - known <= title
        assert all(each.reason for each in article.dropped)


@pytest.mark.parametrize(("language", "place"), [("uk", 1), ("ru", 2), ("en", 3), ("uk", 4), ("en", 4)])
def test_a_paragraph_that_one_page_lacks_is_told(language, place):
    cut = [line for number, line in enumerate(STORY[language]) if number != place]
    assert ("missing", language) in loud(compared(STORY | {language: cut}))


def test_an_end_that_one_page_lacks_is_told():
    assert loud(compared(STORY | {"en": STORY["en"][:3]})) == [("missing", "en"), ("missing", "en")]


BOX = {
    "en": ["Main news of the day", "Stork returns to the same chimney", "Choir from the hills sings at the castle"],
    "ru": ["Главное за день", "В горах открыли новую лыжную трассу", "Шахматисты Дрогобыча стали первыми"],
}


def test_a_paragraph_behind_a_box_in_some_editions_stays_in_all_of_them():
    """Two editions lost it behind a box of three lines, and seemed to lack what the third has."""
    found = compared_pages(
        {each: [*lines[:-1], *BOX.get(each, ()), lines[-1], *BELOW[each]] for each, lines in STORY.items()}
    )
    assert loud(found) == []
    assert {each.blocks[-1].text for each in found.articles.values()} == {lines[-1] for lines in STORY.values()}


CALL = {
    "uk": "Знайшли помилку? Виділіть її та натисніть Ctrl+Enter.",
    "en": "Seen a slip of the pen? Mark it and press Ctrl+Enter.",
    "ru": "Нашли ошибку? Выделите её и нажмите Ctrl+Enter.",
}


@pytest.mark.parametrize("behind", [0, 1, 5])
def test_a_call_that_other_editions_drop_by_its_label_is_furniture_in_all_of_them(behind):
    """Its label was known in two languages of three: the third edition's call was accused as an addition."""
    found = compared_pages({each: [*lines, CALL[each], *BELOW[each][behind:]] for each, lines in STORY.items()})
    assert loud(found) == []
    for language, article in found.articles.items():
        assert CALL[language] in [each.text for each in article.dropped]


ENGLISH = ["We use cookies to show you what you may like.", "By staying here you agree to this.", "Accept all"]


def test_a_notice_in_another_script_is_no_part_of_a_story():
    """It was told as text in the wrong language, and as a paragraph that the others lack."""
    found = compared_pages(STORY | {"uk": [*STORY["uk"], *ENGLISH], "ru": [*STORY["ru"], *ENGLISH[:1]]})
    assert loud(found) == []
    assert [each.text for each in found.articles["uk"].dropped] == ENGLISH


@pytest.mark.parametrize("place", [1, 4])
def test_a_paragraph_that_was_left_untranslated_is_told(place):
    uk = [*STORY["uk"][:place], STORY["en"][place], *STORY["uk"][place + 1 :]]
    assert ("language", "uk") in loud(compared_pages(STORY | {"uk": [*uk, *ENGLISH]}))
