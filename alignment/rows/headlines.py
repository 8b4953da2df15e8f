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
class _Fit:
    """How well a line fits as a headline."""

    #: The cosine with a line of another edition that may be the headline, above what unrelated texts reach.
    others: float
    #: How near it is to the story below.
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
    places = {language: _candidates(article, min(known.core[language])) for language, article in articles.items()}
    if not any(places.values()):
        return articles
    texts = {
        language: [article.title, *(article.blocks[place].text for place in places[language])]
        for language, article in articles.items()
    }
    changed = dict(articles)
    for language, article in articles.items():
        taken, *fits = _fits(language, texts, article, vectors, known)
        place = _chosen(
            language, taken if article.title else None, dict(zip(places[language], fits, strict=True)), known
        )
        if place is not None:
            changed[language] = _with_title(article, place)
    return changed


def _candidates(article: Article, end: int) -> list[int]:
    """Return the places of the lines above the story that may be its headline."""
    return [
        place
        for place, block in enumerate(article.blocks[:end])
        if is_doubtful(block) and len(block.text) <= _LONGEST and len(_WORD.findall(block.text)) >= _FEWEST
    ]


def _fits(
    language: str, texts: Mapping[str, Sequence[str]], article: Article, vectors: Vectors, known: StoryLines
) -> list[_Fit]:
    """Return how well an edition's lines fit: how near they are to those of other editions and to their own story."""
    matrix = vectors.matrix(texts[language])
    others = vectors.matrix(text for name, each in texts.items() if name != language for text in each if text)
    if matrix is None or others is None:
        return [_Fit(0, 0)] * len(texts[language])
    story = likeness_of(texts[language], [article.blocks[each].text for each in sorted(known.core[language])], vectors)
    near = (matrix @ others.T).max(axis=1) - known.usual
    return [_Fit(float(one), float(other)) for one, other in zip(near, story, strict=True)]


def _chosen(language: str, taken: _Fit | None, fits: Mapping[int, _Fit], known: StoryLines) -> int | None:
    """Return the place of an edition's headline; None where what was taken for it is one by all that is known.

    Where nothing tells that a whole page was copied, a headline that is near to its story was only written anew.
    """
    far = known.true - known.usual
    meant = [place for place in fits if fits[place].others >= far]
    if not meant:
        return None
    best = max(meant, key=lambda each: fits[each].score)
    near = (place for place in meant if known.takes(language, fits[place].story))
    if not taken:
        return next(near, best)
    stays = taken.others >= far and (known.takes(language, taken.story) or taken.score >= fits[best].score - _ALIKE)
    furniture = known.furniture[language]
    written_anew = not furniture and taken.story >= max(known.usual, fits[best].story - _ALIKE)
    return None if stays or written_anew else next(near, best)


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
