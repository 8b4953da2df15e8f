"""Lines that people copy with a story: whatever stands in one edition of it alone, nobody is accused."""

from datetime import UTC, datetime

import pytest

from alignment.compare import compare
from alignment.encoders.encoder import default_embedder
from parsers.text import parse_text

pytestmark = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")

STORY = {
    "uk": [
        "Сільська бібліотека отримала нові полиці",
        "У середу теслі привезли до сільської бібліотеки двадцять полиць із дуба.",
        "Книжки переставлятимуть до кінця місяця, розповіла бібліотекарка Ганна Гай.",
        "Старі полиці віддали школі.",
    ],
    "en": [
        "Village library gets new shelves",
        "On Wednesday carpenters brought twenty oak shelves to the village library.",
        "The books will be put in their places by the end of the month, librarian Hanna Hai told us.",
        "The old shelves went to the school.",
    ],
    "ru": [
        "Сельская библиотека получила новые полки",
        "В среду плотники привезли в сельскую библиотеку двадцать полок из дуба.",
        "Книги переставят до конца месяца, рассказала библиотекарь Анна Гай.",
        "Старые полки отдали школе.",
    ],
}
#: What stands above the headline, below it, before the last paragraph and behind it, by edition.
ABOVE, UNDER, INSIDE, BELOW = range(4)
LINES = {
    "an agency": {"uk": {ABOVE: ["Гірський вісник"]}},
    "a section": {"en": {ABOVE: ["Culture"]}, "uk": {ABOVE: ["Культура"]}},
    "breadcrumbs": {"ru": {ABOVE: ["Главная / Культура / Сёла"]}},
    "a ticker": {"uk": {ABOVE: ["$ 41.19 € 46.88", "2 840 17"]}},
    "a clock": {"en": {ABOVE: ["12:40"]}},
    "a switcher": {"en": {ABOVE: ["ua en ru"]}, "ru": {ABOVE: ["Укр Рус Eng"]}},
    "place and agency": {"uk": {UNDER: ["Турка • ГІРСЬКИЙ ВІСНИК"]}},
    "date, counters, time to read": {"en": {UNDER: ["November 5, 2025, 09:15", "214 views", "2 min read"]}},
    "an author": {"en": {UNDER: ["By Ann Poe, editor"]}, "uk": {UNDER: ["Автор: Ганна По"]}},
    "a caption": {"uk": {UNDER: ["Полиці у дворі бібліотеки. Фото: Іван Коваль"]}},
    "a credit": {"ru": {INSIDE: ["Полки во дворе / © Горный вестник"]}},
    "a box of main points": {
        "en": {UNDER: ["Main points:", "• Twenty oak shelves came on Wednesday.", "• The school has the old ones."]}
    },
    "words without marks": {
        "en": {INSIDE: ["We waited for these shelves for nine years.", "- Hai emphasized."]},
        "uk": {INSIDE: ["Ми чекали на ці полиці дев'ять років"]},
        "ru": {INSIDE: ["Мы ждали эти полки девять лет."]},
    },
    "a label": {
        "uk": {INSIDE: ["Деталі:"]},
        "en": {INSIDE: ["Details:"]},
    },
    "a label on one side": {"en": {INSIDE: ["Details"]}},
    "a teaser with its day": {
        "uk": {INSIDE: ["Пекар з долини знову переміг у перегонах04.11.2025, 18:20 • 77 переглядів"]}
    },
    "a slider": {"en": {INSIDE: ["Previous slide", "Next slide"]}},
    "a form": {"en": {INSIDE: ["Sign up for our letters", "Your email", "Send"]}},
    "a call": {"en": {BELOW: ["For more stories from our valley, please follow us on the new site."]}},
    "the latest": {
        "uk": {BELOW: ["Останнє", "Школярі з гір зловили в річці рекордного сома"]},
        "ru": {BELOW: ["Последнее", "Футболисты посёлка вернулись домой с победой"]},
    },
    "a card with a quotation": {"en": {INSIDE: ["1 3"]}, "uk": {ABOVE: [], INSIDE: ["-"]}},
    "comments": {"uk": {BELOW: ["Коментарі (2)", "Степан", "Нарешті!"]}, "ru": {BELOW: ["Комментарии (0)"]}},
    "tags": {"uk": {BELOW: ["#бібліотека #село"]}, "en": {BELOW: ["Tags: library, village"]}},
}


def pasted(language, added):
    lines = STORY[language]
    above, under, inside, below = (added.get(place, []) for place in (ABOVE, UNDER, INSIDE, BELOW))
    return [*above, lines[0], *under, *lines[1:3], *inside, lines[3], *below]


@pytest.mark.parametrize("languages", [("uk", "en", "ru"), ("uk", "en"), ("uk", "ru")], ids=" ".join)
@pytest.mark.parametrize("case", LINES)
def test_lines_of_a_page_accuse_nobody(case, languages):
    texts = {each: "\n".join(pasted(each, LINES[case].get(each, {}))) for each in languages}
    articles = {each: parse_text(text, url=each) for each, text in texts.items()}
    created = datetime(2025, 11, 5, tzinfo=UTC)
    found = compare(articles, story="s", created=created, version="0", embedder=default_embedder())
    assert [each for each in found.findings if each.severity.value != "info"] == []
    assert {each: found.articles[each].title for each in languages} == {each: STORY[each][0] for each in languages}
    for each in languages:
        assert set(STORY[each][1:]) <= {block.text for block in found.articles[each].blocks}
