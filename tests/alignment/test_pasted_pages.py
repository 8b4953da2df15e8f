"""Whole pages as people paste them: all that stands around the story is set aside, and the story is compared."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from alignment.rows.unanswered import without_unanswered
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


STANDFIRST = {
    "uk": "Старі труби правого берега замінять уперше за пів століття, на воду чекатимуть до снігу",
    "en": "Old pipes of the right bank will be replaced for the first time in half a century, by the first snow",
    "ru": "Старые трубы правого берега заменят впервые за полвека, воды придётся ждать до снега",
}
REMARK = {
    "uk": "Насосна станція Мостиська, яку збудували разом зі старим водогоном. (світлина міської ради)",
    "en": "The pumping station of Mostyska, which was built with the old water main. (picture by the city council)",
    "ru": "Насосная станция Мостиски, которую построили вместе со старым водопроводом. (снимок городского совета)",
}


@pytest.mark.parametrize("lead", [STANDFIRST, REMARK], ids=["no mark", "a remark behind it"])
@pytest.mark.parametrize("lacking", ["uk", "en", "ru"])
def test_a_first_line_that_does_not_end_as_a_sentence_and_that_one_page_lacks_is_told(lacking, lead):
    """It was taken for a teaser in the two other editions, and nobody heard of it."""
    stories = {each: [title, lead[each], *rest] for each, (title, *rest) in STORY.items()}
    assert loud(compared(stories)) == []
    assert loud(compared(stories | {lacking: STORY[lacking]})) == [("missing", lacking)]


OTHER = {
    "uk": "Пекар із верхньої долини знову переміг у великих велосипедних перегонах краю",
    "en": "Baker from the upper valley has won the great cycling race of the region again",
    "ru": "Пекарь из верхней долины опять победил в большой велосипедной гонке края",
}


@pytest.mark.parametrize("lacking", ["uk", "en", "ru"])
def test_a_teaser_below_the_headlines_of_two_pages_accuses_nobody(lacking):
    stories = {each: [title, OTHER[each], *rest] for each, (title, *rest) in STORY.items()}
    assert loud(compared(stories | {lacking: STORY[lacking]})) == []


def test_a_teaser_at_another_place_takes_no_standfirst_along():
    """Two pages had it below the headline, the third behind the story: what it crossed was taken for furniture."""
    stories = {each: [title, STANDFIRST[each], *rest] for each, (title, *rest) in STORY.items()}
    pages = {each: page(each, [lines[0], OTHER[each], *lines[1:]]) for each, lines in stories.items()}
    pages["en"] = [*page("en", stories["en"]), OTHER["en"]]
    found = compared_pages(pages)
    assert loud(found) == []
    assert all(STANDFIRST[each] in [block.text for block in found.articles[each].blocks] for each in STORY)


LABEL = {"uk": "Дивіться також", "en": "See also", "ru": "Смотрите также"}


def with_labels(places, teasers):
    """Return pages with a label, and a teaser behind it, before one of the paragraphs."""
    return {
        each: [*lines[: places[each]], LABEL[each], *teasers.get(each, []), *lines[places[each] :], *BELOW[each]]
        for each, lines in STORY.items()
    }


@pytest.mark.parametrize(
    "teaser",
    [
        "Рада Самбора просить правий берег не палити листя, бо дим дістає вже до старої школи й лікарні",
        "Як доглядати за трубами опалення взимку: поради майстра, який працює в селах краю вже тридцять років",
        "У Дрогобичі двадцять водіїв вантажівок перекрили дорогу, бо їм пів року не платять за роботу",
        "Перший сніг у горах випав на місяць раніше, ніж торік, і туристи вже замовляють усі кімнати",
        OTHER["uk"],
    ],
)
def test_a_teaser_of_one_page_below_a_label_of_all_pages_accuses_nobody(teaser):
    """The label met those of the other pages, and so the teaser stood among nothing of its kind."""
    assert loud(compared_pages(with_labels({"uk": 3, "en": 3, "ru": 3}, {"uk": [teaser]}))) == []


def test_a_label_at_another_place_moves_no_paragraph():
    pages = with_labels({"uk": 3, "en": 4, "ru": 3}, {each: [line] for each, line in OTHER.items()})
    assert loud(compared_pages(pages)) == []


@pytest.mark.parametrize("mark", [":", "»"])
def test_a_line_below_a_subhead_that_the_others_lack_is_told(mark):
    subhead = {"uk": "Коли полагодять водогін", "en": "When the main will be mended", "ru": "Когда починят водопровод"}
    line = "Мер Андрій Коваль пообіцяв, що «водогін правого берега не лагодитимуть іще раз років п'ятдесят"
    pages = {each: [*lines[:3], subhead[each], *lines[3:], *BELOW[each]] for each, lines in STORY.items()}
    pages["uk"].insert(4, line + mark)
    assert loud(compared_pages(pages)) == [("missing", "en"), ("missing", "ru")]


def test_a_teaser_in_the_cell_of_a_paragraph_is_no_part_of_it():
    """The aligner had made one paragraph of both, and the teaser was told as an addition to the story."""
    articles = {
        each: parse_text("\n\n".join(lines), url=each)
        for each, lines in with_labels({"uk": 3, "en": 3, "ru": 3}, {"uk": [OTHER["uk"]]}).items()
    }
    place = [block.text for block in articles["uk"].blocks].index(OTHER["uk"])
    vectors = embed(articles, default_embedder(), None)
    rows = [row for row in align(articles, vectors) if row.cells.get("uk") != (place,)]
    grouped = [
        replace(row, cells=row.cells | {"uk": (place, place + 1)}) if row.cells.get("uk") == (place + 1,) else row
        for row in rows
    ]
    found = without_unanswered(articles, grouped, vectors)
    assert set(STORY["uk"][1:]) <= {block.text for block in found["uk"].blocks}
    assert OTHER["uk"] in [each.text for each in found["uk"].dropped]


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
