"""Words that a page lets browsers break are the same words."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from alignment.compare import compare
from alignment.texts.hyphens import SOFT_HYPHEN, without_soft_hyphens
from parsers.types import Article, Block, BlockKind, Link

TEXTS = {
    "uk": "На будівництво витратили 240 мільйонів гривень, сказав інженер Тарас Кравець.",
    "en": "The construction cost 240 million hryvnias, said engineer Taras Kravets.",
    "ru": "На строительство потратили 240 миллионов гривен, сказал инженер Тарас Кравец.",
}


def article(language, text, links=()):
    block = Block(kind=BlockKind.PARAGRAPH, text=text, links=links)
    return Article(url=f"https://visnyk.example/{language}", language=language, title="", blocks=(block,))


def test_soft_hyphens_are_no_difference():
    texts = TEXTS | {"ru": SOFT_HYPHEN.join(TEXTS["ru"])}
    articles = {language: article(language, text) for language, text in texts.items()}
    found = compare(articles, story="s", created=datetime(2026, 1, 1, tzinfo=UTC), version="0", embedder=None)
    assert found.findings == ()
    assert found.articles["ru"].blocks[0].text == TEXTS["ru"]


@given(st.lists(st.sampled_from(["слово", f"сло{SOFT_HYPHEN}во", SOFT_HYPHEN]), min_size=1), st.data())
def test_links_keep_their_words(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    bare = without_soft_hyphens(article("uk", text, (Link(start=start, end=end, target="/a"),))).blocks[0]
    (link,) = bare.links
    assert bare.text[link.start : link.end] == text[start:end].replace(SOFT_HYPHEN, "")
