"""Which lines of copied pages are the story: what the editions have in common, and what is like that.

Translations are nearer to each other than any two texts. Paragraphs are nearer to their story than the furniture around
it: menus, teasers, calls and comments, which the editions of a page may have in common too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from alignment.rows.copied import LINE, in_company, is_doubtful, is_of_other_script, is_sentence
from alignment.rows.unrelated import USUAL_UNRELATED, unrelated
from alignment.types import Relation
from parsers.types import BlockKind, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from alignment.encoders.vectors import Vectors
    from alignment.types import Row
    from parsers.types import Article, DroppedBlock

    Matrix = NDArray[np.float32]

#: Where translations begin, between the cosine of unrelated texts (0) and that of equal ones (1).
_TRUE = 1 / 3
#: A line is as near to the story as it is to so many paragraphs of its edition, in the mean.
_NEAR = 3
#: Shorter lines give vectors that tell little (characters).
TELLING = 60
#: A line of the story is nearer than this part of the furniture; fewer lines of it tell nothing.
_PART, _ENOUGH = 0.75, 4
#: A line right above the story belongs to it from here on, between furniture (0) and the median of its paragraphs (1):
#: teasers that two editions share reach .2, standfirsts fall to .4.
_LEADING = 1 / 3
#: Lines that other editions answer, in each edition; with fewer there is no story to be near to.
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLines:
    """What vectors tell of the editions' lines, by language and by row.

    Attributes:
        true: the cosine from which two lines say the same.
        usual: the cosine of unrelated lines.
        likeness: how near each line is to the story.
        furniture: how near furniture is; 0 in an edition that shows too little of it.
        core: the places of the story's lines that other editions answer.
        agreed: each row with those editions alone that say what another one says.
    """

    true: float
    usual: float
    likeness: Mapping[str, Matrix]
    furniture: Mapping[str, float]
    core: Mapping[str, frozenset[int]]
    agreed: Sequence[Row]

    def nearer(self, language: str, place: int) -> float:
        """Return how much nearer to the story a line is than furniture."""
        return float(self.likeness[language][place]) - self.furniture[language]

    def is_strange(self, language: str, place: int) -> bool:
        """Return whether a line is no nearer to the story than furniture is."""
        return self.nearer(language, place) <= 0

    def is_strangest(self, language: str, place: int) -> bool:
        """Return whether a line is also farther from the story than each answered line of it."""
        return self.is_strange(language, place) and not self._is_inside(language, float(self.likeness[language][place]))

    def is_near(self, language: str, place: int) -> bool:
        """Return whether a line is nearer to the story than furniture is, and than an answered line of it."""
        return self.takes(language, float(self.likeness[language][place]))

    def leads(self, row: Row) -> bool:
        """Return whether the lines of a row are nearer to the story than furniture, as standfirsts are, in the mean."""
        way = sum(self._usual(name) - self.furniture[name] for name, _ in members(row))
        return sum(self.nearer(name, place) for name, place in members(row)) > _LEADING * way

    def _usual(self, language: str) -> float:
        likeness = sorted(float(self.likeness[language][each]) for each in self.core[language])
        return likeness[len(likeness) // 2]

    def takes(self, language: str, likeness: float) -> bool:
        """Return whether a text that is so near to the story is nearer than furniture, and than an answered line."""
        return likeness > self.furniture[language] and self._is_inside(language, likeness)

    def _is_inside(self, language: str, likeness: float) -> bool:
        return bool(likeness >= min(self.likeness[language][each] for each in self.core[language]))


def story_lines(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> StoryLines | None:
    """Return what is known of the editions' lines; None where no text was copied or too little is answered.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors; without them nothing is known.
    """
    if not vectors or not any(block.path.startswith(LINE) for each in articles.values() for block in each.blocks):
        return None
    usual = unrelated([*_cells(articles, rows), *_set_aside(articles, len(rows))], vectors)
    # The usual cosine stands in for that of short texts, and is high enough for them.
    true = usual if usual == USUAL_UNRELATED else usual + (1 - usual) * _TRUE
    agreed = [_agreeing(row, articles, vectors, usual, true) for row in rows]
    said = [same for same in agreed if _says(same, articles)]
    answered = [row for row in said if _sentences(row, articles) > 1 and is_written(row, articles)]
    likeness, furniture = {}, {}
    for name, article in articles.items():
        likeness[name], aside = _likeness(article, _places(name, answered), vectors)
        furniture[name] = _level(article, _places(name, said), likeness[name], aside)
    story = [
        row for row in answered if sum(likeness[name][place] - furniture[name] for name, place in members(row)) > 0
    ]
    core = {name: frozenset(_places(name, story)) for name in articles}
    if min(map(len, core.values())) < _FEWEST:
        return None
    return StoryLines(true=true, usual=usual, likeness=likeness, furniture=furniture, core=core, agreed=agreed)


def members(row: Row) -> Iterator[tuple[str, int]]:
    """Yield the blocks of a row: language and place."""
    return ((name, place) for name, cell in row.cells.items() for place in cell)


def nearest(row: Row, articles: Mapping[str, Article], vectors: Vectors) -> float:
    """Return the cosine of the two texts of different editions in a row that are nearest to each other; -1 if none."""
    return max(_nearest(row, articles, vectors).values(), default=-1.0)


def _agreeing(row: Row, articles: Mapping[str, Article], vectors: Vectors, usual: float, true: float) -> Row:
    """Return a row with those editions that say what another one says; with none where no two say the same.

    What stands at the same place in an edition that lacks the paragraph, a teaser perhaps, fills its cell of the row;
    beside the paragraph it stands in its cell as if it were a part of it.

    Args:
        row: the row.
        articles: the editions by language.
        vectors: sentence vectors.
        usual: the cosine of unrelated texts; an edition that is halfway from it belongs to two that say the same.
        true: the cosine from which two texts say the same.
    """
    near = _nearest(row, articles, vectors)
    least = (usual + true) / 2 if max(near.values(), default=-1.0) >= true else 2.0
    own = {name for (name, _), cosine in near.items() if cosine >= least}
    cells = {
        name: tuple(
            place
            for place in cell
            if len(cell) == 1 or near[name, place] >= least or not is_doubtful(articles[name].blocks[place])
        )
        for name, cell in row.cells.items()
        if name in own
    }
    return replace(row, cells=cells)


def _nearest(row: Row, articles: Mapping[str, Article], vectors: Vectors) -> dict[tuple[str, int], float]:
    """Return how near each block of a row comes to those of other editions: the cosine of its nearest text."""
    cells = list(members(row))
    matrix = vectors.matrix(articles[name].blocks[place].text for name, place in cells)
    if matrix is None:
        return {}
    names = np.array([name for name, _ in cells])
    cosines = np.where(names[:, None] == names[None, :], -1.0, matrix @ matrix.T)
    return {cell: float(cosine) for cell, cosine in zip(cells, cosines.max(axis=1), strict=True)}


def likeness_of(texts: Sequence[str], to: Sequence[str], vectors: Vectors) -> Matrix:
    """Return how near texts are to a story, of which some texts are given: the mean cosine of the nearest others."""
    matrix, story = vectors.matrix(texts), vectors.matrix(to)
    if matrix is None or story is None:
        return np.zeros(len(texts), dtype=np.float32)
    cosines = matrix @ story.T
    columns: dict[str, list[int]] = {}
    for column, text in enumerate(to):
        columns.setdefault(text, []).append(column)
    for row, text in enumerate(texts):
        cosines[row, columns.get(text, [])] = -1
    near = np.partition(cosines, -min(_NEAR, len(to)), axis=1)[:, -_NEAR:]
    known = near > -1
    mean: Matrix = np.where(known, near, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return mean


def _cells(articles: Mapping[str, Article], rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    return (
        (number, name, articles[name].blocks[place].text)
        for number, row in enumerate(rows)
        for name, place in members(row)
    )


def _set_aside(articles: Mapping[str, Article], first: int) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that were furniture before, each in a row of its own: paragraphs of one story are alike."""
    lines = ((name, each.text) for name, article in articles.items() for each in article.dropped if _is_aside(each))
    return ((number, name, text) for number, (name, text) in enumerate(lines, first))


def _is_aside(dropped: DroppedBlock) -> bool:
    return dropped.reason == DropReason.UNANSWERED


def _says(row: Row, articles: Mapping[str, Article]) -> bool:
    """Return whether a row has a sentence, or lines that are too long for a menu in all editions."""
    long = all(len(articles[name].blocks[place].text) >= TELLING for name, place in members(row))
    return (is_whole(row, articles) and long) or _sentences(row, articles) > 0


def is_whole(row: Row, articles: Mapping[str, Article]) -> bool:
    """Return whether all editions stand in a row, at one place."""
    return row.relation is Relation.ALIGNED and len(row.cells) == len(articles)


def is_written(row: Row, articles: Mapping[str, Article]) -> bool:
    """Return whether an edition of a row has it in the script of its language; others may have left it untranslated."""
    return not all(is_of_other_script(articles[name].blocks[place].text, name) for name, place in members(row))


def _sentences(row: Row, articles: Mapping[str, Article]) -> int:
    """Return how many editions of a row have sentences."""
    return len({name for name, place in members(row) if is_sentence(articles[name].blocks[place].text)})


def _places(language: str, rows: Sequence[Row]) -> list[int]:
    return [place for row in rows for place in row.cells.get(language, ())]


def _likeness(article: Article, story: Sequence[int], vectors: Vectors) -> tuple[Matrix, Matrix]:
    """Return how near an edition's lines are to its story, and those that are no sentences and were set aside."""
    texts = [block.text for block in article.blocks]
    aside = [each.text for each in article.dropped if _is_aside(each) and not is_sentence(each.text)]
    near = likeness_of([*texts, *aside], [texts[place] for place in story], vectors)
    return near[: len(texts)], near[len(texts) :]


def _level(article: Article, said: Sequence[int], likeness: Matrix, aside: Matrix) -> float:
    """Return how near to the story an edition's furniture is: lines that are no sentences and stand among such.

    Args:
        article: the edition.
        said: the places of lines that say what the other editions say, so that they are no furniture.
        likeness: how near its lines are to the story.
        aside: how near those are that were set aside before.
    """
    doubtful = {
        place
        for place, block in enumerate(article.blocks)
        if is_doubtful(block) and block.kind is not BlockKind.LIST_ITEM
    }
    places = sorted(in_company(article, doubtful).difference(said))
    found = np.sort(np.concatenate((likeness[places], aside)))
    return float(found[int(_PART * len(found))]) if len(found) >= _ENOUGH else 0.0
