"""What is open in the stories of a list, by kind, edition and severity, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from alignment.types import Severity
from storage.models import StoredFinding, Story
from storage.stories.finding_statistics import dismissed
from storage.types import OpenFindings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection


def of_stories(connection: Connection, stories: Sequence[str]) -> Mapping[str, tuple[OpenFindings, ...]]:
    """Return what nobody has dismissed in stories, the most serious first, by story; those without any are left out."""
    by = (StoredFinding.story, StoredFinding.kind, StoredFinding.edition, StoredFinding.severity)
    query = (
        sa.select(*by, sa.func.count(), sa.func.min(StoredFinding.first_seen))
        .join(Story, Story.id == StoredFinding.story)
        .where(StoredFinding.story.in_(stories), StoredFinding.resolved.is_(None), ~dismissed())
        .group_by(*by)
        .order_by(*by)
    )
    found: dict[str, list[OpenFindings]] = {}
    for story, kind, edition, severity, count, since in connection.execute(query):
        group = OpenFindings(subject=kind, edition=edition, severity=Severity(severity), count=count, since=since)
        found.setdefault(story, []).append(group)
    return {story: tuple(sorted(groups, key=lambda each: each.severity.rank)) for story, groups in found.items()}
