"""All editions of a story from one of them: by its links first, by the publisher's feeds where they are not enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers import limits
from pipeline.encoder_choice import chosen_encoder
from pipeline.settings import policy
from pipeline.sisters import kinship, publisher_feeds, sister_candidates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.reading.read_editions import Edition, Lost
    from pipeline.reading.web import Web
    from pipeline.settings.load import Settings
    from pipeline.sisters.sister_candidates import Candidate
    from pipeline.story_run import Run


def find(edition: Edition, run: Run, web: Web) -> list[Candidate]:
    """Return what may be the other editions of a page, judged.

    Args:
        edition: the page that was given.
        run: gives the settings and the database with the vectors of earlier runs.
        web: fetches.
    """
    settings = run.settings
    listed = _feeds(edition, settings)
    if not edition.article.alternates and not listed:
        return []
    encode = kinship.encoding(chosen_encoder(settings), run.store().vectors)
    reader = sister_candidates.Reader(
        load=run.loading(web),
        tell=run.reading,
        parse=run.parsing.article,
        render=web.render,
        languages=settings.languages,
        encode=encode,
    )
    with web.at_most(limits.REQUESTS, limits.SECONDS):
        return _seen(edition, reader, listed, web)


def _seen(edition: Edition, reader: sister_candidates.Reader, listed: Mapping[str, str], web: Web) -> list[Candidate]:
    seen = sister_candidates.linked(edition, reader)
    found = {edition.article.language, *languages(seen)}
    for language, feed in listed.items():
        if language in reader.languages and language not in found:
            near = publisher_feeds.candidates(edition.article, language, feed, web.feed, reader.encode)
            seen += sister_candidates.alike(edition, reader, near, language)
    return seen


def _feeds(edition: Edition, settings: Settings) -> dict[str, str]:
    publisher = policy.publisher_of(edition.article.url, settings.publishers)
    return dict(publisher.by_language) if publisher is not None else {}


def languages(seen: Sequence[Candidate]) -> set[str]:
    """Return the languages of the chosen candidates."""
    return {edition.article.language for edition in chosen(seen)}


def chosen(seen: Sequence[Candidate]) -> list[Edition]:
    """Return the editions that were chosen."""
    return [candidate.edition for candidate in seen if candidate.chosen and candidate.edition is not None]


def lost(seen: Sequence[Candidate], edition: Edition) -> list[Lost]:
    """Return the editions that the page links to but that cannot be used; what only looked alike was never promised."""
    promised = [candidate for candidate in seen if candidate.linked]
    return sister_candidates.lost_among(promised, languages(seen), edition.article.language)
