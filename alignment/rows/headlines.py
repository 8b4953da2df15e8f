"""Headlines of copied text that the other editions tell: editions translate each other, their headlines too."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from alignment.rows.copied import LINE, is_doubtful
from alignment.rows.story_lines import likeness_of, story_lines
from parsers.types import BlockKind, DroppedBlock, DropReason, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alignment.encoders.vectors import Vectors
    from alignment.rows.story_lines import StoryLines
    from alignment.types import Row
    from parsers.types import Article, Block

#: Where the line stood that was taken for the headline: at the headline's place.
_PLACE = "title"
_WORD = re.compile(r"[^\W\d_]+")
#: A longer line is no headline (characters); a shorter one names an agency, a section or a person (words).
_LONGEST, _FEWEST = 200, 3
#: The line that was taken stays where its score is so near to the best one: a standfirst is near to the story, too.
_ALIKE = 0.04


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may be the headline: its place among the blocks, -1 for the one that was taken; how near it is."""

    place: int
    text: str
    #: To a line of another edition that may be the headline, and to the story below, above what unrelated texts reach.
    others: float
    story: float

    @property
    def score(self) -> float:
        """How well it fits both; menus are as near to others as headlines are."""
        return self.others + 2 * self.story


def with_headlines(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> Mapping[str, Article]:
    """Return the editions with the headline that the others translate, where another line was taken for it.

    The headline stands above the story's first line that other editions answer, is no sentence, and is near to a line
    of the others that may be theirs as well as to its own story, as menus, which are translated too, are not. What
    stands above it is dropped.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors; without them every headline stays.

    Returns:
        The editions to align again; the same values where every headline stays.
    """
    known = story_lines(articles, rows, vectors)
    if not known:
        return articles
    wanted = {language: _candidates(article, min(known.core[language])) for language, article in articles.items()}
    if not any(wanted.values()):
        return articles
    lines = {
        language: [(-1, article.title), *((place, article.blocks[place].text) for place in wanted[language])]
        for language, article in articles.items()
    }
    return {
        language: _chosen(
            article,
            _weighed(language, lines, article, vectors, known),
            known.true - known.usual,
            page=known.furniture[language] > 0,
        )
        for language, article in articles.items()
    }


def _candidates(article: Article, end: int) -> list[int]:
    """Return the places of the lines above the story that may be its headline."""
    return [
        place
        for place, block in enumerate(article.blocks[:end])
        if is_doubtful(block) and len(block.text) <= _LONGEST and len(_WORD.findall(block.text)) >= _FEWEST
    ]


def _weighed(
    language: str, lines: Mapping[str, Sequence[tuple[int, str]]], article: Article, vectors: Vectors, known: StoryLines
) -> list[_Line]:
    """Return an edition's lines with how near they are to those of the other editions and to their own story."""
    own = [(place, text) for place, text in lines[language] if text]
    matrix = vectors.matrix(text for _, text in own)
    others = vectors.matrix(text for name, each in lines.items() if name != language for _, text in each if text)
    if matrix is None or others is None:
        return []
    story = likeness_of(
        [text for _, text in own], [article.blocks[place].text for place in sorted(known.core[language])], vectors
    )
    level = known.furniture[language] or known.usual
    return [
        _Line(place, text, float(near) - known.usual, float(like) - level)
        for (place, text), near, like in zip(own, (matrix @ others.T).max(axis=1), story, strict=True)
    ]


def _chosen(article: Article, lines: Sequence[_Line], far: float, *, page: bool) -> Article:
    """Return an article with its best line as its headline; one that is a headline by all that is known stays.

    Where nothing tells that a whole page was copied, a headline that is near to its story was only written anew.
    """
    best = max(
        (each for each in lines if each.place >= 0 and each.others >= far), key=lambda each: each.score, default=None
    )
    taken = next((each for each in lines if each.place < 0), None)
    if best is None:
        return article
    if taken and taken.others >= far and taken.score >= best.score - _ALIKE:
        return article
    if taken and not page and taken.story >= max(0, best.story - _ALIKE):
        return article
    return _with_title(article, best.place)


def _with_title(article: Article, place: int) -> Article:
    """Return an article with a block's text as its headline, without what stands above, and with its lead below."""
    above, title, rest = article.blocks[:place], article.blocks[place], list(article.blocks[place + 1 :])
    below = next((number for number, block in enumerate(rest) if _can_lead(block)), None)
    if below is not None and any(block.role is Role.LEAD for block in (*above, title)):
        rest[below] = replace(rest[below], role=Role.LEAD)
    lines = [*([(article.title, _PLACE)] if article.title else []), *((block.text, block.path) for block in above)]
    taken = [
        DroppedBlock(kind=BlockKind.PARAGRAPH, text=text, reason=DropReason.NAVIGATION, path=path)
        for text, path in lines
    ]
    return replace(article, title=title.text, blocks=tuple(rest), dropped=(*article.dropped, *taken))


def _can_lead(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.role and block.path.startswith(LINE)
