"""Articles to a comparison: vectors, rows, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment.checks import find
from alignment.encoders.vectors import embed
from alignment.rows.align import align
from alignment.rows.headlines import with_headlines
from alignment.rows.subheads import as_paragraphs
from alignment.rows.unanswered import without_unanswered
from alignment.texts.hyphens import without_soft_hyphens
from alignment.types import Comparison

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from alignment.checks import Glossary, Settings
    from alignment.types import Embedder, VectorCache
    from parsers.types import Article

#: What takes time: texts to vectors, blocks to rows, rows to findings with the sentences that these ask for.
STAGES = ENCODING, ALIGNING, CHECKING = "encoding", "aligning", "checking"
#: How often lines are set aside: what is left meets other lines, and may be furniture by them.
_ROUNDS = 3


def compare(
    articles: Mapping[str, Article],
    *,
    story: str,
    created: datetime,
    version: str,
    embedder: Embedder | None,
    cache: VectorCache | None = None,
    glossary: Glossary | None = None,
    settings: Settings | None = None,
    since: Mapping[str, Sequence[datetime]] | None = None,
    stage: Callable[[str], None] = lambda _name: None,
) -> Comparison:
    """Align two or more editions and check every row.

    Args:
        articles: the editions by language.
        story: the story's id.
        created: the time of the comparison, with its zone.
        version: the version of zvirka.
        embedder: makes sentence vectors; None aligns by words, names and numbers alone.
        cache: keeps vectors between runs.
        glossary: the house's terms.
        settings: which checks run, and how serious their findings are.
        since: since when each edition has had each of its blocks, where earlier comparisons tell.
        stage: is told what begins: one of `STAGES`.

    Returns:
        The comparison; its articles are those given, without soft hyphens and unanswered lines of copied text.
    """
    articles = {language: without_soft_hyphens(article) for language, article in articles.items()}
    stage(ENCODING)
    vectors = embed(articles, embedder, cache)
    stage(ALIGNING)
    rows, given = align(articles, vectors), articles
    for step in (with_headlines, as_paragraphs, *[without_unanswered] * _ROUNDS):
        changed = step(articles, rows, vectors)
        if changed != articles:
            articles, rows = changed, align(changed, vectors)
    stage(CHECKING)
    since = _of_what_is_left(since or {}, given, articles)
    return Comparison(
        story=story,
        articles=articles,
        rows=rows,
        findings=find(articles, rows, vectors, glossary=glossary, settings=settings, now=created, since=since),
        created=created,
        engine=f"{version}+{embedder.name if embedder else 'lexical'}",
    )


def _of_what_is_left(
    since: Mapping[str, Sequence[datetime]], given: Mapping[str, Article], articles: Mapping[str, Article]
) -> Mapping[str, Sequence[datetime]]:
    """Return times of the blocks that were not dropped; blocks with one text have one time."""
    left = {}
    for language, times in since.items():
        known = dict(zip((block.text for block in given[language].blocks), times, strict=True))
        left[language] = [known[block.text] for block in articles[language].blocks]
    return left
