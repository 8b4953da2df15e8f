"""The words by which stories are found: beginnings of words and of their dictionary forms, ids, addresses."""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from typing import TYPE_CHECKING

import sqlalchemy as sa

import locales
from locales.dictionaries import lemmas
from storage.models import Story, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from alignment.types import Comparison

#: Letters of a word that count: most endings of Ukrainian, Russian and English stand behind them.
BEGINNING = 6
#: Words of a story's findings that are kept; a story of 300 findings is found by the first of them.
FROM_FINDINGS = 400
_WORD = re.compile(r"\w{2,}")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^/\s][^/\s.]*+\.[^/\s]++/[^\s#]*)(?:#\S*)?", re.IGNORECASE)


def beginnings(text: str) -> set[str]:
    """Return the beginnings of a text's words, by which stories are found whatever the words' endings."""
    return {word[:BEGINNING] for word in _WORD.findall(text.casefold())}


def indexed(text: str, language: str) -> set[str]:
    """Return what a text of a language is found by: the beginnings of its words and of their dictionary forms."""
    return {each for word in _WORD.findall(text.casefold()) for each in _forms(word, (language,))}


def asked(text: str) -> tuple[frozenset[str], ...]:
    """Return what a story has to be found by: one of each set. No set means that nothing can be found.

    Args:
        text: what somebody has written: words in any form, ids, whole addresses.
    """
    wanted: dict[frozenset[str], None] = {}
    for token in text.split():
        address = _ADDRESS.fullmatch(token)
        if address:
            wanted[frozenset({_key(address[1])})] = None
            continue
        for word in _WORD.findall(token.casefold()):
            # A search does not say its language: the word is looked up in every dictionary.
            wanted[frozenset(_forms(word, locales.described()))] = None
    return tuple(wanted)


def without(language: str) -> str:
    """Return the word by which stories are found that lack an edition; no title has it."""
    return f"without:{language}"


def owned_by(name: str) -> str:
    """Return the word by which somebody's stories are found, those of nobody by ""; no title has it."""
    return f"owner:{name}"


def of_comparison(comparison: Comparison) -> set[str]:
    """Return all words by which a story is found: of its titles and findings, its publisher, ids, addresses, gaps."""
    found = beginnings(f"{comparison.house} {comparison.story}") | {without(each) for each in comparison.absent}
    for language, article in comparison.articles.items():
        found |= indexed(article.title, language)
        for address in filter(None, (_ADDRESS.fullmatch(each) for each in (article.url, article.canonical) if each)):
            found.add(_key(address[1]))
    for finding in comparison.findings:
        found |= beginnings(finding.id)
    return found | set(islice(_of_findings(comparison), FROM_FINDINGS))


def index(connection: Connection, comparison: Comparison, words: Iterable[str]) -> None:
    """Make a story be found by words, and by no others.

    Args:
        connection: inside a transaction that writes, which has the story.
        comparison: its newest one.
        words: `of_comparison`.
    """
    connection.execute(sa.delete(Word).where(Word.story == comparison.story))
    owner = connection.execute(sa.select(Story.owner).where(Story.id == comparison.story)).scalar_one()
    known = sorted({*words, owned_by(owner)})
    rows = [{"beginning": word, "compared": comparison.created, "story": comparison.story} for word in known]
    connection.execute(sa.insert(Word), rows)


def absences(connection: Connection, stories: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the languages of the editions that stories lack, sorted, by story; stories that lack none are left out."""
    found: dict[str, tuple[str, ...]] = {}
    query = sa.select(Word.story, Word.beginning).where(Word.story.in_(stories), Word.beginning.startswith(without("")))
    for story, word in connection.execute(query.order_by(Word.beginning)):
        found[story] = (*found.get(story, ()), word.removeprefix(without("")))
    return found


def _of_findings(comparison: Comparison) -> Iterator[str]:
    for finding in comparison.findings:
        for value in map(str, finding.message.values.values()):
            if not value.startswith("language:"):
                yield from sorted(beginnings(value))
        for span in finding.evidence:
            yield from sorted(indexed(span.text, span.edition))


def _forms(word: str, languages: tuple[str, ...]) -> set[str]:
    made = {lemma for language in languages for lemma in lemmas(word, language)}
    return {each[:BEGINNING] for each in (word, *made)}


def _key(address: str) -> str:
    """Return the word for an address; addresses may be longer than what an index takes."""
    host, _, path = address.partition("/")
    digest = hashlib.sha256(f"{host.casefold()}/{path.rstrip('/')}".encode("utf-8", "replace"))
    return f"address:{digest.hexdigest()[:16]}"
