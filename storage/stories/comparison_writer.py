"""Writing a comparison down: stories, editions, snapshots and the life of findings."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import sqlalchemy as sa

from locales import clock
from storage import serial
from storage.dialect import upsert
from storage.models import Content, Edition, Snapshot, StoredComparison, StoredFinding, Story
from storage.stories import articles, finding_statistics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from alignment.types import Comparison
    from storage.types import Parsed
    from storage.types import Snapshot as Taken


def record(
    connection: Connection,
    comparison: Comparison,
    snapshots: Mapping[str, Taken],
    parsed: Iterable[Parsed],
    inputs: str,
) -> None:
    """Write everything that a check leaves but the words for searches, inside the connection's transaction."""
    again = sa.select(Story.id).where(Story.id == comparison.story, Story.compared == comparison.created)
    if connection.execute(again).scalar() is None:
        finding_statistics.add_to_day(connection, comparison)
    _story(connection, comparison)
    _editions(connection, comparison)
    for language, snapshot in snapshots.items():
        _snapshot(connection, comparison.story, language, snapshot)
    articles.keep(connection, parsed)
    _comparison(connection, comparison, inputs)
    finding_statistics.note_events(connection, comparison)
    _findings(connection, comparison)
    finding_statistics.refresh(connection, [comparison.story])


def _story(connection: Connection, comparison: Comparison) -> None:
    story = {
        "id": comparison.story,
        "title": comparison.title()[0],
        "compared": comparison.created,
        "due": comparison.due,
        "took": comparison.took,
        "appeared": clock.here(comparison.appeared).date().isoformat(),
        "publisher": comparison.house,
    }
    upsert(connection, Story, [story | dict.fromkeys(finding_statistics.COLUMNS, 0)], keep=finding_statistics.COLUMNS)


def _editions(connection: Connection, comparison: Comparison) -> None:
    rows = [
        {
            "story": comparison.story,
            "language": language,
            "position": position,
            "url": article.url,
            "canonical": article.canonical,
            "title": article.title,
        }
        for position, (language, article) in enumerate(comparison.articles.items())
    ]
    upsert(connection, Edition, rows)
    gone = Edition.language.not_in(list(comparison.articles))
    connection.execute(sa.delete(Edition).where(Edition.story == comparison.story, gone))


def _snapshot(connection: Connection, story: str, language: str, taken: Taken) -> None:
    """Keep the bytes once; a snapshot that was taken before only moves its last time."""
    sha256 = hashlib.sha256(taken.raw).hexdigest()
    known = sa.select(Content.sha256).where(Content.sha256 == sha256)
    if connection.execute(known).scalar() is None:
        content = {"sha256": sha256, "packed": serial.pack(taken.raw), "size": len(taken.raw)}
        upsert(connection, Content, [content], keep=("packed", "size"))
    same = (Snapshot.story == story, Snapshot.language == language, Snapshot.sha256 == sha256)
    seen = connection.execute(
        sa.update(Snapshot)
        .where(*same)
        .values(last_seen=taken.fetched, url=taken.url, headers=serial.headers(taken.headers))
    )
    if seen.rowcount == 0:
        row = {
            "story": story,
            "language": language,
            "sha256": sha256,
            "url": taken.url,
            "media_type": taken.media_type,
            "http_charset": taken.http_charset,
            "headers": serial.headers(taken.headers),
            "first_seen": taken.fetched,
            "last_seen": taken.fetched,
        }
        connection.execute(sa.insert(Snapshot).values(row))


def _comparison(connection: Connection, comparison: Comparison, inputs: str) -> None:
    """Keep the comparison unless the story's newest one says the same, and can be read."""
    newest = (
        sa.select(StoredComparison.id, StoredComparison.digest, StoredComparison.packed)
        .where(StoredComparison.story == comparison.story)
        .order_by(StoredComparison.id.desc())
        .limit(1)
    )
    digest = serial.digest(comparison)
    before = connection.execute(newest).one_or_none()
    if before is not None and before.digest == digest and serial.read(before.packed) is not None:
        connection.execute(sa.update(StoredComparison).where(StoredComparison.id == before.id).values(inputs=inputs))
        return
    row = {
        "story": comparison.story,
        "digest": digest,
        "inputs": inputs,
        "engine": comparison.engine,
        "created": comparison.created,
        "packed": serial.dump(comparison),
    }
    connection.execute(sa.insert(StoredComparison).values(row))


def touch(connection: Connection, story: str, seen: datetime, due: datetime | None) -> None:
    """Note that a story's pages and findings are what they were; see `Store.touch`."""
    connection.execute(sa.update(Story).where(Story.id == story).values(due=due))
    last = sa.select(sa.func.max(Snapshot.id)).where(Snapshot.story == story).group_by(Snapshot.language)
    connection.execute(sa.update(Snapshot).where(Snapshot.id.in_(last)).values(last_seen=seen))
    still = sa.update(StoredFinding).where(StoredFinding.story == story, StoredFinding.resolved.is_(None))
    connection.execute(still.values(last_seen=seen))


def _findings(connection: Connection, comparison: Comparison) -> None:
    """Write what is found, and resolve what is found no more."""
    rows = [
        {
            "story": comparison.story,
            "id": finding.id,
            "kind": finding.subject,
            "severity": finding.severity.value,
            "edition": finding.edition,
            "first_seen": comparison.created,
            "last_seen": comparison.created,
            "resolved": None,
        }
        for finding in comparison.findings
    ]
    upsert(connection, StoredFinding, rows, keep=("first_seen",))
    gone = sa.update(StoredFinding).where(
        StoredFinding.story == comparison.story,
        StoredFinding.resolved.is_(None),
        StoredFinding.id.not_in([finding.id for finding in comparison.findings]),
    )
    connection.execute(gone.values(resolved=comparison.created))
