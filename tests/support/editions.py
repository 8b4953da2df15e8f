"""Small stories made of a few texts."""

from alignment.types import Relation, Row
from parsers.types import Article, Block, BlockKind


def block(text):
    return text if isinstance(text, Block) else Block(kind=BlockKind.PARAGRAPH, text=text)


def articles_of(texts, titles=None, dropped=None):
    """An article of each edition's list of texts or blocks."""
    return {
        edition: Article(
            url=edition,
            language=edition,
            title=(titles or {}).get(edition, ""),
            blocks=tuple(block(text) for text in each if text is not None),
            dropped=(dropped or {}).get(edition, ()),
        )
        for edition, each in texts.items()
    }


def rows_of(texts):
    """Row by row; None where an edition lacks the row."""
    rows, at = [], dict.fromkeys(texts, 0)
    for group in zip(*texts.values(), strict=True):
        cells = {}
        for edition, text in zip(texts, group, strict=True):
            cells[edition] = () if text is None else (at[edition],)
            at[edition] += text is not None
        relation = Relation.ALIGNED if all(cells.values()) else Relation.PARTIAL
        rows.append(Row(cells=cells, relation=relation, score=0.9))
    return tuple(rows)
