"""A paragraph of which another edition makes many lines stands in one row with all of them."""

import pytest

from alignment.encoders.vectors import Vectors
from alignment.rows.lattice import ABSENT
from alignment.rows.moves import Found
from alignment.rows.splits import join_split
from alignment.rows.units import Texts
from tests.support.worlds import ConceptEmbedder, paragraph


def told(language, *facts):
    """Return a paragraph that tells some facts, a sentence each."""
    return " ".join(paragraph(fact, language).text for fact in facts)


def joined(facts, lines, *, classes=(0, 0)):
    """Return the rows of a paragraph with some facts and of lines with one each, of which the first two are grouped."""
    rows = [((0, 1), (0, 2)), *((ABSENT, (place, 1)) for place in range(2, len(lines)))]
    blocks = [[(classes[0], told("ru", *facts))], [(classes[1], told("uk", fact)) for fact in lines]]
    texts = Texts(("ru", "uk"), blocks, Vectors(ConceptEmbedder()))
    return [row.groups for row in join_split([Found(each, 1.0) for each in rows], texts)]


@pytest.mark.parametrize("count", [3, 4, 6])
def test_all_lines_of_a_paragraph_stand_in_its_row(count):
    assert joined(range(1, count + 1), range(1, count + 1)) == [((0, 1), (0, count))]


def test_a_line_that_the_paragraph_does_not_say_stays_alone():
    assert joined((1, 2, 3), (1, 2, 8)) == [((0, 1), (0, 2)), (ABSENT, (2, 1))]


def test_a_line_that_says_again_what_another_says_stays_alone():
    assert joined((1, 2, 3), (1, 2, 2)) == [((0, 1), (0, 2)), (ABSENT, (2, 1))]


def test_blocks_of_other_classes_are_not_joined():
    assert joined((1, 2, 3), (1, 2, 3), classes=(0, 1)) == [((0, 1), (0, 2)), (ABSENT, (2, 1))]


def test_without_an_encoder_nothing_is_joined():
    rows = [Found(((0, 1), (0, 2)), 1.0), Found((ABSENT, (2, 1)), 0.0)]
    assert join_split(rows, Texts(("ru", "uk"), [], Vectors())) == rows
