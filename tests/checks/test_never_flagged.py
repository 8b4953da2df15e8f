"""Differences between real editions that an editor does not want to hear of: nothing above information."""

import pytest

SILENT = {
    # clock, decimals, spelled numbers, order of dates
    "clock uk-en": {"uk": "Нарада почнеться о 19:00.", "en": "The meeting will begin at 7:00 PM."},
    "clock ru-en": {"ru": "Совещание начнется в 19.00.", "en": "The meeting will begin at 7 p.m."},
    "clock uk-ru": {"uk": "Нарада почнеться о 20.00.", "ru": "Совещание начнется в 20:00."},
    "decimal comma uk-en": {"uk": "Ціни зросли на 9,4 %.", "en": "Prices rose by 9.4%."},
    "decimal comma ru-en": {"ru": "Цены выросли на 14,2%.", "en": "Prices rose by 14.2 per cent."},
    "decimal comma uk-ru": {"uk": "Ціни зросли на 9,4 %.", "ru": "Цены выросли на 9.4 процента."},
    "spelled number uk-en": {"uk": "Загинули 46 людей.", "en": "Forty-six people died."},
    "spelled number ru-en": {"ru": "Погибли 46 человек.", "en": "Forty-six people died."},
    "spelled number uk-ru": {"uk": "Загинули двадцять п'ять людей.", "ru": "Погибли 25 человек."},
    "on the eve of": {
        "uk": "Напередодні саміту міністри узгодили спільну заяву.",
        "en": "Ahead of the summit the ministers agreed on a joint statement.",
        "ru": "Накануне саммита министры согласовали совместное заявление.",
    },
    "around the clock": {
        "uk": "Пункт працює цілодобово.",
        "en": "The point is open 24/7.",
        "ru": "Пункт работает круглосуточно.",
    },
    "thousands": {"uk": "Це 130 000 осіб.", "en": "That is 130,000 people.", "ru": "Это 130 тысяч человек."},
    "no-break thousands": {
        "uk": "Це 1\u00a0142\u00a0730 осіб.",
        "en": "That is 1,142,730 people.",
        "ru": "Это 1 142 730 человек.",
    },
    "scale words": {
        "uk": "Виділили 324,7 млрд грн.",
        "en": "UAH 324.7 billion was set aside.",
        "ru": "Выделили 324,7 миллиарда гривен.",
    },
    "half a million": {
        "uk": "Пів мільйона людей виїхали.",
        "en": "500,000 people left.",
        "ru": "Выехали 500 тысяч человек.",
    },
    "half a billion": {
        "uk": "Збитки - 0,5 млрд.",
        "en": "The damage is half a billion.",
        "ru": "Ущерб - полмиллиарда.",
    },
    "mixed scales": {
        "uk": "Разом 2 трлн 826 млрд грн.",
        "en": "UAH 2.826 trillion in all.",
        "ru": "Всего 2,826 трлн грн.",
    },
    "rounding": {
        "uk": "Витратили 120 млн 2668 грн.",
        "en": "120 million hryvnias were spent.",
        "ru": "Потратили 120 млн 2668 грн.",
    },
    "percent ranges": {"uk": "Це 10–15 %.", "en": "That is 10-15%.", "ru": "Это 10—15%."},
    "order of dates uk-en": {"uk": "Це сталося 7 серпня 2025 року.", "en": "It happened on August 7, 2025."},
    "order of dates ru-en": {"ru": "Это произошло 28 ноября.", "en": "It happened on Nov. 28."},
    "day before month": {
        "uk": "Зустріч 19 лютого.",
        "en": "The meeting is on 19 February.",
        "ru": "Встреча 19 февраля.",
    },
    "date in digits": {
        "uk": "Указ від 22.10.2025.",
        "en": "The decree of October 22, 2025.",
        "ru": "Указ от 22 октября 2025 года.",
    },
    "range of days": {
        "uk": "16-18 грудня буде саміт.",
        "en": "The summit is on December 16-18.",
        "ru": "16-18 декабря будет саммит.",
    },
    "ordinals": {
        "uk": "Це 21-й пакет санкцій.",
        "en": "It is the 21st sanctions package.",
        "ru": "Это двадцать первый пакет санкций.",
    },
    "decades": {"uk": "Так було у 80-х.", "en": "It was so in the 1980s.", "ru": "Так было в 80-е."},
    # dropped weekday, bracketed conversions, glosses
    "dropped weekday uk-en": {"uk": "Це сталося 7 серпня.", "en": "It happened on Thursday, August 7."},
    "dropped weekday ru": {"uk": "У четвер, 7 серпня.", "en": "On Thursday, August 7.", "ru": "Седьмого августа."},
    "bracketed dollars uk-en": {"uk": "Дали 41 млн грн.", "en": "UAH 41 million (about $1 million) was given."},
    "bracketed dollars ru-en": {"ru": "Дали 41 млн грн.", "en": "UAH 41 million ($1 million) was given."},
    # transliteration sets and acronyms
    "Zelenskyy": {
        "uk": "Про це сказав Зеленський.",
        "en": "It was said by Zelenskyy.",
        "ru": "Об этом сказал Зеленский.",
    },
    "Zelensky": {"uk": "Про це сказав Володимир Зеленський.", "en": "It was said by Volodymyr Zelensky."},
    "Kyiv": {"uk": "Удар по Києву.", "en": "A strike on Kyiv.", "ru": "Удар по Киеву."},
    "Kiev": {"ru": "Удар по Киеву.", "en": "A strike on Kiev."},
    "NATO": {"uk": "Саміт НАТО.", "en": "The summit of NATO.", "ru": "Саммит НАТО."},
    "US": {"uk": "Про це знають у США.", "en": "They know of it in the US.", "ru": "Об этом знают в США."},
    "AFU": {"uk": "Так кажуть у ЗСУ.", "en": "So they say in the AFU.", "ru": "Так говорят в ВСУ."},
    "Türkiye": {"uk": "Переговори в Туреччині.", "en": "The talks in Türkiye.", "ru": "Переговоры в Турции."},
    "Turkey": {"uk": "Переговори в Туреччині.", "en": "The talks in Turkey.", "ru": "Переговоры в Турции."},
    "lower-case country": {
        "uk": "Про це кажуть у рф.",
        "en": "They say so in Russia.",
        "ru": "Об этом говорят в России.",
    },
    "lower-case russia": {"uk": "Атака росії.", "en": "An attack by Russia.", "ru": "Атака России."},
    "apostrophes": {"uk": "У п’ятницю, 7 серпня.", "en": "On Friday, August 7.", "ru": "В пятницу, 7 августа."},
    # style
    "reporting verbs": {
        "uk": "Він наголосив, що допомога прийде.",
        "en": "He said that help would come.",
        "ru": "Он заявил, что помощь придет.",
    },
    "feminitive": {"uk": "Речниця відповіла.", "en": "The spokesperson answered.", "ru": "Спикер ответила."},
    "feminitive, chair": {
        "uk": "Очільниця фонду пояснила.",
        "en": "The head of the fund explained.",
        "ru": "Глава фонда пояснила.",
    },
    "quotation marks uk-ru": {"uk": "«Ми готові», - сказав він.", "ru": '"Мы готовы", - сказал он.'},
    "quotation marks uk-en": {"uk": "«Ми готові», – сказав він.", "en": "“We are ready,” he said."},
    "quotation dash": {
        "uk": "- Ми готові до будь-яких рішень, - сказав він.",
        "ru": "— Мы готовы к любым решениям, — сказал он.",
    },
    "editor's insert": {
        "uk": '"Він (Рютте - ред.) погодився".',
        "en": '"He [Rutte - ed.] agreed."',
        "ru": '"Он (Рютте - ред.) согласился".',
    },
    "sentence split": {
        "uk": "Вони обговорили допомогу, після чого президент поїхав на фронт і зустрівся з військовими.",
        "en": "They discussed the aid. After that the president went to the front. He met the troops there.",
        "ru": "Они обсудили помощь. После этого президент поехал на фронт и встретился с военными.",
    },
    "length inside 0.6-1.7": {
        "uk": "Рада ухвалила закон.",
        "en": "Parliament has passed the law in its second reading.",
        "ru": "Рада приняла закон.",
    },
    # negation put in another way
    "not only": {
        "uk": "Це не лише борг, а й честь.",
        "en": "It is an honour as well as a duty.",
        "ru": "Это не только долг, но и честь.",
    },
    "until": {
        "uk": "Він чекав, поки не стихло.",
        "en": "He waited until it was quiet.",
        "ru": "Он ждал, пока не стихло.",
    },
    "double negation": {"uk": "Ніхто нічого не знає.", "en": "Nobody knows anything.", "ru": "Никто ничего не знает."},
    "lexical negation": {"uk": "Це неможливо.", "en": "It cannot be done.", "ru": "Это невозможно."},
    "a saying that nobody translates": {
        "uk": "Усі це чули: tout est bien qui finit bien, сказав мер.",
        "en": "Everybody heard it: tout est bien qui finit bien, the mayor said.",
        "ru": "Все это слышали: tout est bien qui finit bien, сказал мэр.",
    },
    # where the news comes from
    "a source behind a no-break blank": {
        "uk": "Він розповів це The\u00a0Guardian.",
        "en": "He told The Guardian so.",
        "ru": "Он рассказал это The Guardian.",
    },
    "platform named once": {
        "uk": "Він написав у Telegram.",
        "en": "He wrote it on his channel.",
        "ru": "Он написал в Telegram.",
    },
}


@pytest.mark.parametrize("texts", SILENT.values(), ids=SILENT)
def test_nothing_is_said(loud, texts):
    assert loud(texts) == []


@pytest.mark.parametrize(
    "name",
    ["sentence split", "not only", "until", "lexical negation", "Zelenskyy", "Türkiye", "feminitive"],
)
def test_nothing_is_said_with_vectors(loud, name):
    assert loud(SILENT[name], encoder=True) == []


BOTH = (
    "Рада ухвалила бюджет на наступний рік, повідомив спікер.",
    "Рада приняла бюджет на следующий год, сообщил спикер.",
)
ENGLISH = "Parliament has passed next year's budget, the speaker said."
FOLDED = {
    "uk": [BOTH[0], "Про це повідомляє видання з посиланням на пресслужбу."],
    "en": [ENGLISH, None],
    "ru": [BOTH[1], "Об этом сообщает издание со ссылкой на пресс-службу."],
}


def test_a_folded_source_line_is_not_missing(loud):
    assert loud(FOLDED) == []


def test_a_folded_source_line_inside_a_paragraph_is_not_missing(loud):
    texts = {edition: " ".join(text for text in each if text) for edition, each in FOLDED.items()}
    assert loud(texts, encoder=True) == []


@pytest.mark.parametrize(
    "titles",
    [
        {"uk": "Що відомо про удар", "en": "Night attack: all we know so far", "ru": "Что известно об ударе"},
        {"uk": "Зеленський про мир", "en": "“No peace without guarantees,” Zelenskyy says", "ru": "Зеленский о мире"},
        {"uk": "Загинули 12 людей", "en": "Twelve people dead", "ru": "Погибли 12 человек"},
    ],
)
def test_rewritten_headlines(loud, titles):
    assert loud({"uk": BOTH[0], "en": ENGLISH, "ru": BOTH[1]}, titles=titles) == []


def test_a_toll_of_another_year_is_no_conflict_with_the_headline(loud):
    told = {
        "uk": ["Поранено 11 людей, загинули четверо.", "Торік загинули 11 людей, поранено троє."],
        "en": ["Eleven people were wounded and four died.", "Last year 11 people died and three were wounded."],
        "ru": ["Ранены 11 человек, погибли четверо.", "В прошлом году погибли 11 человек, трое ранены."],
    }
    titles = {"uk": "Поранено 11 людей", "en": "11 people wounded", "ru": "Ранены 11 человек"}
    assert loud(told, titles=titles) == []
