"""Where sentences end, and which of a row's sentences say the same thing."""

from __future__ import annotations

import pytest

from alignment.encoder import default_embedder
from alignment.rows import align
from alignment.sentences import align_row, split
from alignment.vectors import embed
from parsers.types import Article, Block, BlockKind


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "It rained. Then it stopped.", ["It rained.", "Then it stopped."]),
        ("en", "Mr. Roe met Sen. J. Doe on Jan. 5. They left.", ["Mr. Roe met Sen. J. Doe on Jan. 5.", "They left."]),
        ("en", '"Why?" she asked. "I do not know!"', ['"Why?" she asked.', '"I do not know!"']),
        ("en", "Prices rose by 3.5 per cent. 40 shops closed.", ["Prices rose by 3.5 per cent.", "40 shops closed."]),
        ("uk", "Це коштує 5 млн. грн. і більше.", ["Це коштує 5 млн. грн. і більше."]),
        ("uk", "Він живе на вул. Сагайдачного. Йому 40 років…", ["Він живе на вул. Сагайдачного.", "Йому 40 років…"]),
        ("uk", "– Так! – сказав він. – Їдьмо.", ["– Так! – сказав він.", "– Їдьмо."]),
        ("ru", "Так сказал А. С. Петров. «Мы готовы». Ждём.", ["Так сказал А. С. Петров.", "«Мы готовы».", "Ждём."]),
        ("en", "", []),
        ("en", "  no end mark ", ["no end mark"]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_says_so(language, text, sentences):
    assert [text[start:end] for start, end in split(text, language)] == sentences


def one_row(**texts):
    articles = {
        language: Article(url="", language=language, title="", blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),))
        for language, text in texts.items()
    }
    vectors = embed(articles, default_embedder())
    (row,) = align(articles, vectors)
    return align_row(articles, row, vectors)


def told(found):
    return [{language: [part.text for part in cell] for language, cell in row.cells.items()} for row in found]


BRIDGE = {
    "en": ["The council closed the bridge on Tuesday.", "Cracks were found in 14 beams.", "Buses replace the trams."],
    "uk": ["Рада закрила міст у вівторок.", "Тріщини знайшли у 14 балках.", "Трамваї замінять автобусами."],
    "ru": ["Совет закрыл мост во вторник.", "Трещины нашли в 14 балках.", "Трамваи заменят автобусами."],
}  # fmt: skip
encoded = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")


@encoded
def test_sentences_of_a_row_align_one_to_one():
    rows = told(one_row(**{language: " ".join(parts) for language, parts in BRIDGE.items()}))
    assert rows == [{language: [parts[k]] for language, parts in BRIDGE.items()} for k in range(3)]


@encoded
@pytest.mark.parametrize("lost", range(3))
def test_a_sentence_that_one_edition_omits_has_an_empty_cell(lost):
    short = {"uk": [part for k, part in enumerate(BRIDGE["uk"]) if k != lost]}
    rows = told(one_row(**{language: " ".join(parts) for language, parts in (BRIDGE | short).items()}))
    assert {language: [parts[lost]] for language, parts in BRIDGE.items()} | {"uk": []} in rows


@encoded
def test_offsets_point_into_the_block():
    text = "  ".join(BRIDGE["en"])
    for row in one_row(en=text, uk=" ".join(BRIDGE["uk"])):
        for sentence in row.cells["en"]:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.block == 0
