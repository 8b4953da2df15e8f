"""Sentences that some editions have and others lack."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.checks import Glossary, find
from alignment.checks.gaps import addition, odds
from alignment.checks.gaps.matching import Side, margins
from alignment.checks.story import story_of
from alignment.checks.types import Gap, Span
from alignment.encoders.encoder import default_embedder
from alignment.encoders.vectors import embed
from tests.support.editions import articles_of, rows_of

encoded = pytest.mark.skipif(default_embedder() is None, reason="there is no encoder for this platform")


def side(*directions):
    """Sentences of 50 characters, each pointing along one axis."""
    return Side(np.full(len(directions), 50.0), np.eye(8, dtype=np.float32)[list(directions)])


def test_a_sentence_without_a_counterpart_gains_nothing_by_a_match():
    first, second = margins(side(0, 1, 2), side(0, 2), 0.0)
    assert first[1] == 0
    assert min(first[0], first[2], *second) > 0.5


@given(st.lists(st.integers(0, 7), min_size=1, max_size=6), st.lists(st.integers(0, 7), min_size=1, max_size=6))
def test_which_edition_comes_first_changes_nothing(one, other):
    forth, back = margins(side(*one), side(*other), 0.2), margins(side(*other), side(*one), 0.2)
    assert forth[0] == pytest.approx(back[1])
    assert forth[1] == pytest.approx(back[0])


def test_more_likely_lacking_where_nothing_is_like_it():
    first, second = odds.lacking(side(0, 1, 2), side(0, 2), 0.0)
    assert first.argmax() == 1
    assert first[1] > 0 > max(first[0], first[2], *second)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=6), st.lists(st.integers(0, 7), min_size=1, max_size=6))
def test_the_cheap_bound_is_never_below_the_odds(one, other):
    exact, bound = (measure(side(*one), side(*other), 0.2) for measure in (odds.lacking, odds.at_most))
    assert all((most >= odds - 1e-9).all() for most, odds in zip(bound, exact, strict=True))


TEXTS = {
    "uk": [
        "Міська рада закрила міст у минулий вівторок.",
        "Поліція шукає свідків крадіжки 14 велосипедів.",
        "Трамваї замінять автобусами до весни.",
    ],
    "en": [
        "The city council closed the bridge last Tuesday.",
        "Police are looking for witnesses of the theft of 14 bicycles.",
        "Buses will replace trams until spring.",
    ],
    "ru": [
        "Городской совет закрыл мост в прошлый вторник.",
        "Полиция ищет свидетелей кражи 14 велосипедов.",
        "Трамваи заменят автобусами до весны.",
    ],
}
STRANGE = {
    "uk": "Актриса отримала премію за роль у новому фільмі.",
    "en": "The actress won a prize for her part in a new film.",
    "ru": "Актриса получила премию за роль в новом фильме.",
}


@encoded
@pytest.mark.parametrize("edition", TEXTS)
def test_a_sentence_run_on_without_an_end_mark_is_found(check_texts, edition):
    texts = {each: parts[2].rstrip(".") for each, parts in TEXTS.items()}
    texts[edition] += f" {STRANGE[edition]}"
    (found,) = check_texts(texts, encoder=True)
    assert (found.kind, found.edition) == ("addition", edition)
    assert [piece.text for piece in found.evidence] == [STRANGE[edition]]


@encoded
def test_no_sentence_is_cut_behind_a_preposition(check_texts):
    texts = {
        "uk": "Голосування відкладено, поки триває розслідування.",
        "en": "The vote is on hold while the investigation goes on.",
        "ru": "Голосование по этому вопросу, которое должно было пройти на этой неделе в Сенате, будет отложено "
        "на срок до недели, пока продолжается расследование.",
    }
    assert all(not piece.text.endswith(" в") for found in check_texts(texts, encoder=True) for piece in found.evidence)


@encoded
@pytest.mark.parametrize("edition", TEXTS)
def test_a_sentence_told_in_two_is_no_addition(check_texts, edition):
    joined = {
        "uk": "Рада закрила міст у вівторок, бо інженери знайшли у балках тріщини, які швидко росли.",
        "en": "The council closed the bridge on Tuesday, since engineers had found cracks in its beams that grew fast.",
        "ru": "Совет закрыл мост во вторник, так как инженеры нашли в балках трещины, которые быстро росли.",
    }
    split = {
        "uk": "Рада закрила міст у вівторок. Річ у тім, що інженери знайшли у балках тріщини. Ті швидко росли.",
        "en": "The council closed the bridge on Tuesday. Engineers had found cracks in its beams. They grew fast.",
        "ru": "Совет закрыл мост во вторник. Дело в том, что инженеры нашли в балках трещины. Они быстро росли.",
    }
    assert check_texts({**joined, edition: split[edition]}, encoder=True) == ()


@encoded
@pytest.mark.parametrize("lost", range(3))
@pytest.mark.parametrize("edition", TEXTS)
def test_any_sentence_may_be_left_out(check_texts, edition, lost):
    texts = {each: " ".join(parts) for each, parts in TEXTS.items()}
    texts[edition] = " ".join(part for place, part in enumerate(TEXTS[edition]) if place != lost)
    found = [each for each in check_texts(texts, encoder=True) if each.severity != "info"]
    assert [(each.kind, each.edition) for each in found] == [("omission", edition)]


class Counting:
    """The encoder that is installed, with what it was asked in one go."""

    name = "counting"

    def __init__(self):
        self.batches = []

    def encode(self, texts):
        self.batches.append(list(texts))
        return default_embedder().encode(texts)


@encoded
def test_sentences_of_all_uneven_rows_are_asked_for_in_one_go():
    listed = {edition: [" ".join(parts), " ".join(parts[:2]), parts[0]] for edition, parts in TEXTS.items()}
    listed["en"][0] += f" {STRANGE['en']}"
    listed["uk"][1] = TEXTS["uk"][0]
    embedder, articles = Counting(), articles_of(listed)
    vectors = embed(articles, embedder)
    find(articles, rows_of(listed), vectors)
    blocks, sentences, *rest = embedder.batches
    assert {STRANGE["en"], *TEXTS["en"], *TEXTS["uk"], *TEXTS["ru"]} <= {*sentences, *blocks}
    assert not {*TEXTS["en"], *TEXTS["uk"], *TEXTS["ru"]} & {text for batch in rest for text in batch}


IN_ONE = {
    "uk": "Критий ринок, де на відвідувачів чекають сорок прилавків і невелика сцена, відкриють у суботу.",
    "en": "The covered market, where forty stalls and a small stage await visitors, opens on Saturday.",
    "ru": "Крытый рынок, где посетителей ждут сорок прилавков и небольшая сцена, откроют в субботу.",
}
SHORT = {
    "uk": "Критий ринок відкриють у суботу.",
    "en": "The covered market opens on Saturday.",
    "ru": "Крытый рынок откроют в субботу.",
}
CLAUSE = {
    "uk": "Там на відвідувачів чекають сорок прилавків і невелика сцена.",
    "en": "Forty stalls and a small stage await visitors there.",
    "ru": "Там посетителей ждут сорок прилавков и небольшая сцена.",
}


def of_its_own(vectors, edition, sentence):
    """The severities of a sentence that one edition has behind its first one, taken for one that the others lack."""
    texts = {each: [text] for each, text in (IN_ONE | {edition: f"{SHORT[edition]} {sentence}"}).items()}
    story = story_of(articles_of(texts), rows_of(texts), vectors, Glossary())
    others = tuple(each for each in texts if each != edition)
    span = Span(edition, len(SHORT[edition]) + 1, len(texts[edition][0]))
    return [each.severity for each in addition.check(story, replace(story.rows[0], gaps=(Gap((span,), others),)))]


@pytest.mark.parametrize("edition", IN_ONE)
def test_a_clause_of_the_others_made_a_sentence_is_a_note(word_vectors, edition):
    assert of_its_own(word_vectors, edition, CLAUSE[edition]) == ["info"]
    assert of_its_own(word_vectors, edition, STRANGE[edition]) == ["major"]
