"""Where sentences end."""

from __future__ import annotations

import pytest

from alignment.texts.sentences import split


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
