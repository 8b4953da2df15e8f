"""Whose the stories are that a database holds, brought up to date where houses have got another name."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.dialect import upsert
from storage.models import Day, Edition, StoredDecision, Story, Word
from storage.stories import finding_statistics
from storage.stories.search_words import beginnings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

#: Stories whose findings are counted anew by one statement: databases take a limited number of values.
PIECE = 500
#: What sums of days are summed up by.
_SUMS = ("comparisons", "rows", "findings", "unavailable", "stale")


#: What the publisher of each story was called, and what it is called now.
Names = dict[str, tuple[str, str]]


def assign(connection: Connection, names: Names) -> int:
    """Give stories their publishers' new names; decisions, days and words go with them.

    Args:
        connection: inside a transaction that writes.
        names: of all stories.

    Returns:
        How many stories got another publisher.
    """
    changed = {story: new for story, (old, new) in names.items() if old != new}
    for story, new in changed.items():
        for table, key in ((Story, Story.id), (StoredDecision, StoredDecision.story)):
            connection.execute(sa.update(table).where(key == story).values(publisher=new))
        _index(connection, story, new)
    _move_days(connection, names)
    heirs = set(changed.values())
    theirs = [story for story, (_, new) in names.items() if new in heirs]
    for place in range(0, len(theirs), PIECE):  # what was decided for a whole publisher holds for all of them now
        finding_statistics.refresh(connection, theirs[place : place + PIECE])
    return len(changed)


def names(connection: Connection, name: Callable[[Sequence[str]], str]) -> Names:
    """Return what the publisher of each story is called, and what it ought to be called.

    Args:
        connection: for reading.
        name: returns what the publisher of some addresses is called.
    """
    query = (
        sa.select(Story.id, Story.publisher, Edition.url, Edition.canonical)
        .join(Edition, Edition.story == Story.id)
        .order_by(Story.id, Edition.position)
    )
    old, places = {}, defaultdict(list)
    for story, publisher, url, canonical in connection.execute(query):
        old[story] = publisher
        places[story].append(canonical if "://" not in url and canonical else url)
    return {story: (old[story], name(urls)) for story, urls in places.items()}


def _index(connection: Connection, story: str, publisher: str) -> None:
    """Let a story be found by its publisher's new name, too."""
    known = set(connection.execute(sa.select(Word.beginning).where(Word.story == story)).scalars())
    compared = sa.select(Story.compared).where(Story.id == story).scalar_subquery()
    for word in beginnings(publisher) - known:
        connection.execute(sa.insert(Word).values(beginning=word, compared=compared, story=story))


def _move_days(connection: Connection, names: Names) -> None:
    """Add the days of a name to those of the name that most of its stories have got."""
    heirs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for old, new in names.values():
        heirs[old][new] += 1
    for old, counted in heirs.items():
        (new, _), *_rest = counted.most_common(1)
        if new == old:
            continue
        rows = [dict(row) for row in connection.execute(sa.select(Day).where(Day.publisher == old)).mappings()]
        upsert(connection, Day, [row | {"publisher": new} for row in rows], add=_SUMS, highest=("last",))
        connection.execute(sa.delete(Day).where(Day.publisher == old))
