"""Lines of copied text that are furniture by what the other editions have.

What is no sentence and stands among others of its kind is no paragraph that the others lack, and what stands outside of
all that they answer belongs to the page: there is no template left that would tell it apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment.rows.copied import (
    LINE,
    alone,
    dropped_between,
    dropped_lines,
    ends,
    in_company,
    is_bare,
    is_doubtful,
    is_of_other_script,
    is_sentence,
)
from alignment.rows.story_lines import TELLING, is_whole, is_written, members, nearest, story_lines
from alignment.rows.unrelated import unrelated
from alignment.types import Relation
from parsers.types import BlockKind, DroppedBlock, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from alignment.encoders.vectors import Vectors
    from alignment.rows.story_lines import StoryLines
    from alignment.types import Row
    from parsers.types import Article

#: Why lines are dropped that have a label of the template, as ``DropReason`` names it.
_LABELLED = re.compile("boilerplate:|advertisement")
#: Lines of furniture that may interrupt a story: a teaser and its label.
_BETWEEN = 2


def without_unanswered(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> Mapping[str, Article]:
    """Return the editions without such lines, which are kept as dropped ones; the same values where there are none.

    Lines that met each other only because both stand alone at their place, and that have nothing to do with each other,
    are answered by none.

    Args:
        articles: the editions by language.
        rows: their alignment.
        vectors: sentence vectors; without them every line that stands in a row with another is answered.
    """
    unlike = _unlike(articles, rows, vectors)
    gone = {}
    for language, article in articles.items():
        places = alone(language, rows).union(*(row.cells[language] for row in unlike if language in row.cells))
        gone[language] = set(in_company(article, {each for each in places if is_doubtful(article.blocks[each])}))
    _agree(gone, unlike)
    known = story_lines(articles, rows, vectors)
    if known:
        _mark_furniture(gone, articles, rows, known)
        _mark_translated(gone, articles, rows, vectors, known)
    return {language: _without(article, gone[language]) for language, article in articles.items()}


def _mark_furniture(
    gone: Mapping[str, set[int]], articles: Mapping[str, Article], rows: Sequence[Row], known: StoryLines
) -> None:
    """Add what stands outside of the story, and rows inside of it that are furniture in each of their editions."""
    whole = [row for row in known.agreed if is_whole(row, articles)]
    said, true = ([row for row in each if _has_told(row, articles)] for each in (rows, known.agreed))
    for language, article in articles.items():
        # Several editions may have a teaser; where no furniture is seen what they have is a standfirst.
        long = (
            _places(language, whole) if known.furniture[language] else _places(language, rows) - alone(language, rows)
        )
        leading = _places(language, [row for row in known.agreed if _is_long(row, articles) and known.leads(row)])
        outside = set(_outside(language, article, known, long=long, said=_places(language, true), leading=leading))
        if not known.furniture[language]:
            outside -= _places(language, said).union(each for each in outside if ends(article.blocks[each].text))
        gone[language] |= outside
    _agree(gone, true)
    _mark_foreign(gone, articles, known)
    dropped = {language: dropped_lines(article) for language, article in articles.items()}
    for row, same in zip(rows, known.agreed, strict=True):
        for each, answered in [(row, same), *_strangers(row, same)]:
            if _is_furniture(each, answered, articles, dropped, known):
                for name, place in members(each):
                    gone[name].add(place)


def _strangers(row: Row, same: Row) -> Iterator[tuple[Row, Row]]:
    """Yield the lines that stand in a cell beside what the other editions say, each as a row that nobody answers."""
    for name, place in members(row):
        if name in same.cells and place not in same.cells[name]:
            yield replace(row, cells={name: (place,)}), replace(same, cells={})


def _mark_translated(
    gone: Mapping[str, set[int]],
    articles: Mapping[str, Article],
    rows: Sequence[Row],
    vectors: Vectors,
    known: StoryLines,
) -> None:
    """Add sentences that say what a line says which another edition dropped by its label: calls are translated, too."""
    dropped = {
        name: [each.text for each in article.dropped if _LABELLED.match(each.reason) and is_sentence(each.text)]
        for name, article in articles.items()
    }
    for row, same in zip(rows, known.agreed, strict=True):
        for name, place in members(row):
            lacking = {each for each in dropped if each != name and not same.cells.get(each)}
            calls = [text for each, texts in dropped.items() if each in lacking for text in texts]
            block = articles[name].blocks[place]
            if calls and block.path.startswith(LINE) and is_sentence(block.text):
                one, other = vectors.get(block.text), vectors.matrix(calls)
                if one is not None and other is not None and (other @ one).max() >= known.true:
                    gone[name].add(place)


def _mark_foreign(gone: Mapping[str, set[int]], articles: Mapping[str, Article], known: StoryLines) -> None:
    """Add what stands outside of the story in a script that no edition which has it is written in: notices of services.

    What was left untranslated stands in a row with the edition in whose language it is.
    """
    written = [row for row in known.agreed if is_written(row, articles)]
    for language, article in articles.items():
        kept = _places(language, written).union(range(min(known.core[language]), max(known.core[language])))
        gone[language].update(
            place
            for place, block in enumerate(article.blocks)
            if place not in kept and block.path.startswith(LINE) and is_of_other_script(block.text, language)
        )


def _agree(gone: Mapping[str, set[int]], rows: Sequence[Row]) -> None:
    """Keep the lines of rows that do not go as a whole: what one edition keeps, the others would seem to lack."""
    for row in rows:
        if not all(place in gone[name] for name, place in members(row)):
            for name, place in members(row):
                gone[name].discard(place)


def _is_long(row: Row, articles: Mapping[str, Article]) -> bool:
    """Return whether a line of a row is long enough to tell how near it is."""
    return any(len(articles[name].blocks[place].text) >= TELLING for name, place in members(row))


def _has_told(row: Row, articles: Mapping[str, Article]) -> bool:
    """Return whether a row has a line that is no furniture by its form."""
    return not all(is_doubtful(articles[name].blocks[place]) for name, place in members(row))


def _is_furniture(
    row: Row, same: Row, articles: Mapping[str, Article], dropped: Mapping[str, Sequence[int]], known: StoryLines
) -> bool:
    """Return whether the lines of a row stand beside furniture in all their editions and are as far from the story.

    It takes more where a row says the same in all editions. Where no two say the same it is enough that a line without
    any mark at its end stands beside a label ("See also") that the editions may have in common. Sentences that two say
    stand between furniture.

    Args:
        row: the row.
        same: the row with those editions alone that say what another one says.
        articles: the editions by language.
        dropped: the numbers of their dropped lines.
        known: what is known of the lines.
    """
    lines = [(name, place, articles[name].blocks[place]) for name, place in members(row)]
    if any(not known.furniture[name] or not block.path.startswith(LINE) for name, _, block in lines):
        return False
    beside = [_beside(place, articles[name], dropped[name]) for name, place, _ in lines]
    nearer = [known.nearer(name, place) for name, place, _ in lines]
    if not all(is_doubtful(block) for *_, block in lines):
        return all(map(all if _has_told(same, articles) else any, beside)) and sum(nearer) <= 0
    if not all(map(any, beside)):
        return False
    # Labels stand where the furniture stands, and say the same everywhere.
    if row.relation is Relation.MOVED or any(_cross(row, each) for each in known.agreed if _has_told(each, articles)):
        return True
    if not same.cells:
        bare = all(is_bare(block.text) for *_, block in lines)
        labelled = all(_is_labelled(name, place, articles[name], dropped[name], known) for name, place, _ in lines)
        return min(nearer) <= 0 or (bare and labelled)
    return (sum(nearer) if is_whole(same, articles) else min(nearer)) <= 0


def _is_labelled(language: str, place: int, article: Article, dropped: Sequence[int], known: StoryLines) -> bool:
    """Return whether what stands before or behind a line was dropped, or is no sentence and as far from the story."""
    return any(
        dropped_between(dropped, article, place, other) > 0
        or (is_doubtful(article.blocks[other]) and known.is_strange(language, other))
        for other in (place - 1, place + 1)
        if 0 <= other < len(article.blocks)
    )


def _cross(row: Row, other: Row) -> bool:
    """Return whether a row stands before another one that is told as moved in one edition, and behind it in another."""
    shared = [name for name in row.cells if other.cells.get(name)]
    return other.relation is Relation.MOVED and len({row.cells[each] < other.cells[each] for each in shared}) > 1


def _beside(place: int, article: Article, dropped: Sequence[int]) -> tuple[bool, bool]:
    """Return whether furniture stands before and behind a line: what is no sentence, what was dropped, or an end."""
    found = [
        not 0 <= other < len(article.blocks)
        or is_doubtful(article.blocks[other])
        or dropped_between(dropped, article, place, other) > 0
        for other in (place - 1, place + 1)
    ]
    return found[0], found[1]


def _places(language: str, rows: Sequence[Row]) -> set[int]:
    return {place for row in rows for place in row.cells.get(language, ())}


def _outside(
    language: str,
    article: Article,
    known: StoryLines,
    *,
    long: AbstractSet[int],
    said: AbstractSet[int],
    leading: AbstractSet[int],
) -> Iterator[int]:
    """Yield the places before and behind the story that are not its own.

    The story goes on from its first and its last answered line as long as there are sentences, over a line or two of
    furniture only where these are as near to it as its own.

    Args:
        language: the edition's.
        article: the edition.
        known: what is known of the lines.
        long: the places of lines without a mark that are of the story if they are long and near to it.
        said: the places of sentences that other editions say, too.
        leading: the places of lines that other editions say, too, and that are near to the story in all of them.
    """
    core, dropped = known.core[language], dropped_lines(article)
    above, below = range(min(core) - 1, -1, -1), range(max(core) + 1, len(article.blocks))
    for last, outward in ((min(core), above), (max(core), below)):
        edge = last
        for place in outward:
            block = article.blocks[place]
            if block.kind is BlockKind.CAPTION:
                continue
            between = abs(place - edge) - 1 + dropped_between(dropped, article, place, edge)
            if is_doubtful(block):
                tells = len(block.text) >= TELLING and place in long and not known.is_strange(language, place)
                leads = place in leading and place + 1 == edge
                short = ends(block.text) and not known.is_strangest(language, place)
                goes_on = tells or leads or (not between and (short or place in said))
            else:
                close = not between and (place in said or not known.is_strangest(language, place))
                near = known.is_near(language, place) or (place in said and not known.is_strange(language, place))
                goes_on = close or (between <= _BETWEEN and near)
            if goes_on:
                edge = place
            elif block.path.startswith(LINE):
                yield place


def _unlike(articles: Mapping[str, Article], rows: Sequence[Row], vectors: Vectors) -> list[Row]:
    """Return the rows of single lines that may be furniture and are no nearer to each other than any two texts."""
    found = [row for row in rows if _is_doubtful_row(row, articles)]
    if not found or not vectors:
        return []
    cells = [
        (number, name, articles[name].blocks[place].text)
        for number, row in enumerate(rows)
        for name, place in members(row)
    ]
    usual = unrelated(cells, vectors)
    return [row for row in found if nearest(row, articles, vectors) < usual]


def _is_doubtful_row(row: Row, articles: Mapping[str, Article]) -> bool:
    """Return whether two or more editions have one line each, and all of them may be furniture."""
    line = [articles[name].blocks[place] for name, place in members(row)]
    single = 1 < len(line) == sum(map(bool, row.cells.values()))
    return single and all(is_doubtful(block) and len(block.text) >= TELLING for block in line)


def _without(article: Article, gone: AbstractSet[int]) -> Article:
    if not gone or len(gone) == len(article.blocks):
        return article
    dropped = [
        DroppedBlock(kind=block.kind, text=block.text, reason=DropReason.UNANSWERED, path=block.path)
        for place, block in enumerate(article.blocks)
        if place in gone
    ]
    kept = tuple(block for place, block in enumerate(article.blocks) if place not in gone)
    return replace(article, blocks=kept, dropped=(*article.dropped, *dropped))
