"""Each check by itself, all others switched off: what it must say, and what only looks like it."""

from dataclasses import dataclass, field

import pytest

from alignment.checks import CHECKS, Glossary, Settings, find
from alignment.checks.glossary import Term
from alignment.encoders.vectors import Vectors
from alignment.types import Relation, Row
from parsers.types import Block, BlockKind, Role
from tests.support.editions import articles_of, rows_of

ALL = frozenset(check.name for check in CHECKS)
GLOSSARY = Glossary((Term(pair={}, forbidden={"en": ("special operation",)}),))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A small story.

    Attributes:
        texts: by edition, row by row.
        editions: those that a finding is about, None where it is about none in particular; empty for silence.
        titles: headlines by edition.
        order: for each edition the blocks that its rows have; the first row is the one that has moved.
        encoder: whether the check needs to know what texts mean.
    """

    texts: dict[str, list]
    editions: tuple[str | None, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    order: dict[str, list[int]] | None = None
    encoder: bool = False

    @property
    def rows(self):
        if self.order is None:
            return rows_of(self.texts)
        blocks = [dict(zip(self.order, each, strict=True)) for each in zip(*self.order.values(), strict=True)]
        return tuple(
            Row(
                cells={edition: (block,) for edition, block in row.items()},
                relation=Relation.MOVED if index == 0 else Relation.ALIGNED,
                score=0.9,
            )
            for index, row in enumerate(blocks)
        )

    @property
    def paragraphs(self):
        """The texts in the order in which each edition has them."""
        if self.order is None:
            return self.texts
        return {
            edition: [texts[self.order[edition].index(block)] for block in range(len(texts))]
            for edition, texts in self.texts.items()
        }


def of(uk=None, en=None, ru=None, **more):
    given = {"uk": uk, "en": en, "ru": ru}
    listed = {name: each if isinstance(each, list) else [each] for name, each in given.items() if each is not None}
    return Case(texts=listed, **more)


VIDEO = Block(kind=BlockKind.EMBED, text="video")
UPDATE = Block(kind=BlockKind.PARAGRAPH, text="Оновлено о 17:26: рух відновили.", role=Role.UPDATE)
STORY = {
    "uk": ["Вибухи пролунали в Одесі вночі.", "Раніше місто вже обстрілювали.", "Порт працює, як і раніше."],
    "en": ["Explosions rang out in Odesa at night.", "The city had been shelled before.", "The port works as before."],
    "ru": ["Взрывы прозвучали в Одессе ночью.", "Ранее город уже обстреливали.", "Порт работает, как и прежде."],
}
CAPTIONED = {name: [Block(kind=BlockKind.CAPTION, text=first), *rest] for name, (first, *rest) in STORY.items()}
SCHOOLS = {
    "uk": "Уряд виділив гроші на ремонт шкіл. Роботи почнуться навесні. Дітей возитимуть до сусіднього міста.",
    "en": "The state set money aside to repair schools. Work begins in spring. Pupils will be taken to the next town.",
    "ru": "Правительство выделило деньги на ремонт школ. Работы начнутся весной. "
    "Учеников будут возить в соседний город.",
}
SHORTER = {**SCHOOLS, "ru": SCHOOLS["ru"].partition(" Учеников")[0]}
LONGER = {**SCHOOLS, "en": SCHOOLS["en"].replace(" Work", " Trade unions call it a bribe for voters. Work")}
BRIDGE = {
    "uk": "Міська рада виділила гроші на ремонт мосту через річку, повідомив у вівторок її секретар.",
    "en": "The city council set money aside to repair the bridge over the river, its secretary said on Tuesday.",
    "ru": "Городской совет выделил деньги на ремонт моста через реку, сообщил во вторник его секретарь.",
}
WEATHER = "The weather in the mountains will stay warm and dry until the very end of the week, forecasters believe."
SAID = {
    "uk": "«Ми готові до нових переговорів», – сказав Рютте.",
    "en": "“We are ready for new talks,” Rutte said.",
    "ru": "«Мы готовы к новым переговорам», – сказал Рютте.",
}
BOTH = {
    "uk": "Рютте слухав, а Ердоган мовчав.",
    "en": "Rutte listened while Erdoğan kept silent.",
    "ru": "Рютте слушал, а Эрдоган молчал.",
}
GUNS = {
    "uk": "За добу знищено 12 танків, 30 гармат і 7 вантажівок.",
    "en": "In a day 12 tanks, 30 guns and 7 trucks were destroyed.",
    "ru": "За сутки уничтожено 12 танков, 30 пушек и 7 грузовиков.",
}
MISSING = {
    "uk": "Загинули 19 людей, ще 26 зникли безвісти.",
    "en": "19 people died, another 26 are missing.",
    "ru": "Погибли 19 человек, ещё 26 пропали без вести.",
}

LOUD = {
    "missing": of(**{**STORY, "ru": [STORY["ru"][0], None, STORY["ru"][2]]}, editions=("ru",)),
    "moved": of(**STORY, order={"uk": [0, 1, 2], "en": [2, 0, 1], "ru": [0, 1, 2]}, editions=("en",)),
    "length": of(**{**BRIDGE, "en": " ".join([BRIDGE["en"]] * 110)}, editions=("en",)),
    "omission": of(**SHORTER, editions=("ru",), encoder=True),
    "addition": of(**LONGER, editions=("en",), encoder=True),
    "number": of("Поранено 14 людей.", "14 people were wounded.", "Ранены 15 человек.", editions=("ru",)),
    "exchange": of(
        **{**GUNS, "en": GUNS["en"].replace("12", "#").replace("30", "12").replace("#", "30")},
        encoder=True,
        editions=("en",),
    ),
    "date": of("Це було 7 серпня.", "It was on July 7.", "Это было 7 августа.", editions=("en",)),
    "stance": of(
        "Переговори відбулися в Анкарі.",
        "The talks will be in Ankara.",
        "Переговоры состоятся в Анкаре.",
        editions=("uk",),
    ),
    "negation": of(
        "Міністр не приїде до Брюсселя.",
        "The minister will come to Brussels.",
        "Министр не приедет в Брюссель.",
        editions=("en",),
        encoder=True,
    ),
    "speaker": of(
        **{name: [BOTH[name], text.replace("сказал Рютте", "сказал Эрдоган")] for name, text in SAID.items()},
        editions=("ru",),
    ),
    "name": of(
        "На нараді був генерал Шевченко.",
        "General Halvorsen was at the meeting.",
        "На совещании был генерал Шевченко.",
        editions=("en",),
        encoder=True,
    ),
    "source": of("Про це пише Reuters.", "Sources say so.", "Об этом пишет Reuters.", editions=("en",)),
    "headline-number": of(
        **MISSING,
        titles={"uk": "Загинули 26 людей", "en": "19 people died", "ru": "Погибли 19 человек"},
        editions=("uk",),
    ),
    "headline": of(
        "Загинули 19 людей.",
        "19 people died.",
        "Погибли 19 человек.",
        editions=("uk",),
        titles={"uk": "Загинули 26 людей", "en": "19 people dead", "ru": "Погибли 19 человек"},
    ),
    "language": of(
        "Правительство объявило, что выплаты начнутся в следующем месяце.",
        "The government announced that payments would begin next month.",
        "Правительство объявило, что выплаты начнутся в следующем месяце.",
        editions=("uk",),
    ),
    "stale": of(["Початок.", UPDATE], ["The beginning.", None], editions=("en",)),
    "quote": of(
        "Він сказав: «Ми не здамо це місто ніколи».",
        "He said they would never surrender the town.",
        "Он сказал: «Мы не сдадим этот город никогда».",
        editions=("en",),
    ),
    "label": of("Прийшли солдати.", "The special operation began.", editions=("en",)),
    "spelling": of(
        ["У Києві виступив Зеленський.", "Потім до Зеленського приєдналися міністри."],
        ["In Kyiv, Zelenskyy made a speech.", "Ministers then joined Zelensky."],
        editions=("en",),
    ),
    "media": of(["Початок.", VIDEO], ["The beginning.", None], ["Начало.", VIDEO], editions=("en",)),
    "divergent": of(**{**BRIDGE, "en": WEATHER}, editions=("en",), encoder=True),
}

SILENT = {
    "missing": of(**STORY),
    "moved": of(**CAPTIONED, order={"uk": [0, 1, 2], "en": [2, 0, 1], "ru": [0, 1, 2]}),
    "length": of(**{name: " ".join([text] * 60) for name, text in BRIDGE.items()}),
    "omission": of(**SCHOOLS, encoder=True),
    "addition": of(**SCHOOLS, encoder=True),
    "number": of("Це 130 000 осіб.", "That is 130,000 people.", "Это 130 тысяч человек."),
    "exchange": of(**{**GUNS, "en": "In a day 30 guns, 7 trucks and 12 tanks were destroyed."}, encoder=True),
    "date": of("Зустріч 19.02.2026.", "The meeting is on February 19, 2026.", "Встреча 19 февраля 2026 года."),
    "stance": of("Переговори відбулися в Анкарі.", "The talks were held in Ankara.", "Переговоры прошли в Анкаре."),
    "negation": of("Міністр не приїде до Брюсселя.", "The minister will not come to Brussels.",
                   "Министр не приедет в Брюссель.", encoder=True),
    "speaker": of(**{name: [BOTH[name], text] for name, text in SAID.items()}),
    "name": of("Про це сказав Зеленський.", "It was said by Zelenskyy.", "Об этом сказал Зеленский.", encoder=True),
    "source": of("Про це пише Reuters.", "Reuters writes so.", "Об этом пишет Reuters."),
    "headline-number": of(
        **MISSING, titles={"uk": "Загинули 19 людей", "en": "19 people died", "ru": "Погибли 19 человек"}
    ),
    "headline": of("Загинули 19 людей.", "19 people died.", "Погибли 19 человек.",
                   titles={"uk": "Загинули 19 людей", "en": "What is known", "ru": "Погибли 19 человек"}),
    "language": of("Він написав у Telegram.", "He wrote on Telegram.", "Он написал в Telegram."),
    "stale": of(["Початок.", UPDATE], ["The beginning.", Block(kind=BlockKind.PARAGRAPH, text="Updated at 17:26: "
                "traffic is restored.", role=Role.UPDATE)]),
    "quote": of("Він сказав: «Ми не здамо це місто».", 'He said: "We will not surrender this town".',
                "Он сказал: «Мы не сдадим этот город»."),
    "label": of("Прийшли солдати.", "The operation on the heart was special.", "Пришли солдаты."),
    "spelling": of(["У Києві виступив Зеленський.", "Потім до Зеленського приєдналися міністри."],
                   ["In Kyiv, Zelenskyy made a speech.", "Ministers then joined Zelenskyy's table."]),
    "media": of(["Початок.", VIDEO], ["The beginning.", VIDEO], ["Начало.", VIDEO]),
    "divergent": of(**BRIDGE, encoder=True),
}  # fmt: skip


def told(case, name, vectors):
    """Return the editions of what a check finds where no other one runs."""
    if case.encoder and not vectors.knows_words:
        pytest.skip("the encoder knows no single words")
    found = find(
        articles_of(case.paragraphs, case.titles),
        case.rows,
        vectors if case.encoder else Vectors(),
        glossary=GLOSSARY,
        settings=Settings(off=ALL - {name}),
    )
    return tuple(each.edition for each in found)


def test_every_check_has_a_loud_and_a_silent_case():
    assert LOUD.keys() == SILENT.keys() == ALL


@pytest.mark.parametrize("name", LOUD)
def test_a_check_says_what_it_is_for(vectors, name):
    case = LOUD[name]
    assert case.editions
    assert told(case, name, vectors) == case.editions


@pytest.mark.parametrize("name", SILENT)
def test_a_check_is_silent_about_what_only_looks_like_it(vectors, name):
    assert told(SILENT[name], name, vectors) == ()
