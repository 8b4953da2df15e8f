"""The tables; those of people stand in ``account_models``."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Annotated

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage import account_models  # noqa: F401 - its tables are of this schema, too
from storage.dialect import Base as Base  # noqa: PLC0414 - what looks for tables looks here

#: The migration that these models match; a test holds it against the scripts.
HEAD = "0020"


#: A story that a row belongs to and goes with; the second where it is a part of the row's key.
OfStory = Annotated[str, mapped_column(ForeignKey("stories.id", ondelete="CASCADE"))]
KeyOfStory = Annotated[str, mapped_column(ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True)]


class Story(Base):
    """One story in its editions."""

    __tablename__ = "stories"

    id: Mapped[str] = mapped_column(primary_key=True)
    #: The title of its first edition.
    title: Mapped[str]
    #: Of its newest comparison; the order of lists.
    compared: Mapped[datetime]
    #: Whose story it is: a section of publishers.toml, else a host; "" for files and pasted texts.
    publisher: Mapped[str] = mapped_column(default="")
    #: The day on which its first edition appeared, ISO 8601, by the newsroom's clock when it was written.
    appeared: Mapped[str] = mapped_column(server_default="")
    #: Seconds from its first edition to its last; None where one is absent or a page says nothing.
    took: Mapped[float | None]
    #: When what time tells may have changed; None where only a change of its pages can change anything.
    due: Mapped[datetime | None]
    #: Open findings that nobody has dismissed, by severity; kept here so that lists need not count.
    critical: Mapped[int] = mapped_column(default=0)
    major: Mapped[int] = mapped_column(default=0)
    minor: Mapped[int] = mapped_column(default=0)
    info: Mapped[int] = mapped_column(default=0)
    #: Whose work it is, a name; "" for nobody's.
    owner: Mapped[str] = mapped_column(server_default="")
    #: The rank of the most serious one of them, 4 where there is none.
    rank: Mapped[int] = mapped_column(default=4)

    __table_args__ = (
        Index("stories_newest", "compared", "id"),
        Index("stories_by_rank", "rank", "compared", "id"),
        Index("stories_by_publisher", "publisher", "compared", "id"),
        Index("stories_due", "publisher", "due"),
        Index("stories_by_owner", "owner"),
        Index("stories_by_day", "appeared", "publisher"),
        Index("stories_by_week", "publisher", "appeared", "took"),
        Index("stories_by_both", "publisher", "rank", "compared", "id"),
    )


class Edition(Base):
    """One edition of a story, and where it was last found."""

    __tablename__ = "editions"

    story: Mapped[KeyOfStory]
    language: Mapped[str] = mapped_column(primary_key=True)
    #: Where it stands among the story's editions.
    position: Mapped[int]
    url: Mapped[str] = mapped_column(index=True)
    canonical: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str]


class Content(Base):
    """The bytes of a page, kept once however often they are seen."""

    __tablename__ = "contents"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    #: Compressed by zlib.
    packed: Mapped[bytes]
    #: Before compression, bytes.
    size: Mapped[int]


class ParsedArticle(Base):
    """What one version of the parser made of a page's bytes."""

    __tablename__ = "articles"

    sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256", ondelete="CASCADE"), primary_key=True)
    #: A hash of what the parser was given besides the bytes: address, media type, charset, languages.
    options_hash: Mapped[str] = mapped_column(primary_key=True)
    #: The parser's version.
    parser: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[datetime]
    #: The article as compressed JSON.
    packed: Mapped[bytes]


class Snapshot(Base):
    """What an edition's address held at a time."""

    __tablename__ = "snapshots"

    id: Mapped[int] = mapped_column(primary_key=True)
    story: Mapped[OfStory]
    language: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"), index=True)
    url: Mapped[str]
    media_type: Mapped[str | None]
    http_charset: Mapped[str | None]
    #: The response's headers as JSON.
    headers: Mapped[str]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]

    __table_args__ = (
        Index("snapshots_once", "story", "language", "sha256", unique=True),
        Index("snapshots_newest", "url", "last_seen"),
    )


class StoredComparison(Base):
    """A comparison, whole, as compressed JSON."""

    __tablename__ = "comparisons"

    id: Mapped[int] = mapped_column(primary_key=True)
    story: Mapped[OfStory]
    #: Of everything but the times, so that the same result is kept once.
    digest: Mapped[str]
    #: Of the pages and the program that it was made from and by; "" where nobody said.
    inputs: Mapped[str] = mapped_column(server_default="")
    engine: Mapped[str]
    created: Mapped[datetime]
    packed: Mapped[bytes]

    __table_args__ = (Index("comparisons_newest", "story", "created"),)


class StoredFinding(Base):
    """A finding of a story, from when it was first seen to when it was gone."""

    __tablename__ = "findings"

    story: Mapped[KeyOfStory]
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    severity: Mapped[str]
    edition: Mapped[str | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    #: None while the newest comparison has it.
    resolved: Mapped[datetime | None]

    __table_args__ = (Index("findings_by_id", "id"),)


class Vector(Base):
    """A sentence vector."""

    __tablename__ = "vectors"

    encoder: Mapped[str] = mapped_column(primary_key=True)
    #: Of the text in UTF-8.
    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    #: float32, little-endian.
    packed: Mapped[bytes]


class StoredDraft(Base):
    """A machine translation that was paid for once."""

    __tablename__ = "drafts"

    provider: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True)
    #: Of the source text in UTF-8.
    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    text: Mapped[str]
    created: Mapped[datetime]


class WorkItem(Base):
    """One story that a run has to check: what was asked, who is at it, and what became of it."""

    __tablename__ = "work"

    #: The run that it belongs to.
    batch: Mapped[str] = mapped_column(primary_key=True)
    #: Names it within its run, so that planning twice adds nothing.
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    #: What to check, as JSON.
    request: Mapped[str]
    #: "waiting", "done" or "set-aside".
    state: Mapped[str]
    tries: Mapped[int]
    #: Who is at it, and until when that is believed.
    owner: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    story: Mapped[str | None]
    exit_status: Mapped[int | None]
    #: Why the last try failed, a message as JSON.
    error: Mapped[str | None]
    updated: Mapped[datetime]

    __table_args__ = (Index("work_open", "state", "batch", "position"),)


class Hold(Base):
    """Something that only one process does at a time, and who does it."""

    __tablename__ = "holds"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    #: Until when that is believed.
    until: Mapped[datetime]


class Notice(Base):
    """A finding that somebody has to be told about, or was."""

    __tablename__ = "notices"

    #: Who is told: the publisher and the number of its target.
    target: Mapped[str] = mapped_column(primary_key=True)
    story: Mapped[KeyOfStory]
    finding: Mapped[str] = mapped_column(primary_key=True)
    noted: Mapped[datetime]
    #: None until it arrived.
    sent: Mapped[datetime | None]


class StoredDecision(Base):
    """What a person decided about a finding; rows are only added and marked as undone."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Where it was made.
    story: Mapped[str]
    #: The finding's id, which is made from its content.
    finding: Mapped[str]
    kind: Mapped[str]
    #: "" where the finding names none.
    edition: Mapped[str]
    publisher: Mapped[str]
    scope: Mapped[str]
    reason: Mapped[str]
    note: Mapped[str]
    #: The finding's sentence, a message as JSON.
    said: Mapped[str]
    who: Mapped[str]
    made: Mapped[datetime]
    #: Of a promise: until when it holds, and who will mend the text; None and "" for what was dismissed.
    until: Mapped[datetime | None]
    fixer: Mapped[str] = mapped_column(server_default="")
    undone: Mapped[datetime | None]
    undone_by: Mapped[str | None]

    __table_args__ = (
        Index("decisions_by_text", "finding"),
        Index("decisions_by_story", "story"),
        Index("decisions_by_publisher", "publisher", "kind", "edition"),
    )


class Event(Base):
    """Something that happened to a finding: opened, resolved, reopened."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    story: Mapped[OfStory]
    finding: Mapped[str]
    what: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str]
    severity: Mapped[str]
    edition: Mapped[str | None]
    #: The finding's sentence, a message as JSON.
    said: Mapped[str]

    __table_args__ = (Index("events_of_story", "story", "at"),)


class Visit(Base):
    """When somebody last read a story."""

    __tablename__ = "visits"

    #: A user's name, or what a browser without a login is known by.
    reader: Mapped[str] = mapped_column(primary_key=True)
    story: Mapped[KeyOfStory]
    #: When the comparison was made that was seen at the visit before this one; None where there was none.
    since: Mapped[datetime | None]
    #: The same, of this visit.
    seen: Mapped[datetime]
    last: Mapped[datetime]

    __table_args__ = (Index("visits_of_story", "story"),)


class Day(Base):
    """What a publisher's comparisons of one day came to; a story counts as often as it was compared anew."""

    __tablename__ = "days"

    publisher: Mapped[str] = mapped_column(primary_key=True)
    #: ISO 8601, UTC.
    day: Mapped[str] = mapped_column(primary_key=True)
    comparisons: Mapped[int]
    rows: Mapped[int]
    findings: Mapped[int]  # without notes
    unavailable: Mapped[int]  # editions that could not be read
    stale: Mapped[int]  # pages whose publisher profile looked out of date
    last: Mapped[datetime]


class StoredSource(Base):
    """What a feed, a sitemap or an archive of a watched publisher gave."""

    __tablename__ = "sources"

    publisher: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    tried: Mapped[datetime]
    succeeded: Mapped[datetime | None]  # when it last gave something
    failures: Mapped[int]  # rounds without anything, up to now
    listed: Mapped[int]
    #: Why it gives nothing, a message as JSON; "" where it does.
    why: Mapped[str]
    #: Who was told of that, with spaces between them.
    told: Mapped[str]


class Timing(Base):
    """What a stage of checking stories took on one day."""

    __tablename__ = "timings"

    #: ISO 8601, UTC.
    day: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    #: All together, and the longest.
    seconds: Mapped[float]
    longest: Mapped[float]


class Word(Base):
    """What a story is found by: the beginning of a word, an address, "without:en", "owner:me" (``search_words``)."""

    __tablename__ = "words"

    beginning: Mapped[str] = mapped_column(primary_key=True)
    #: The story's.
    compared: Mapped[datetime] = mapped_column(primary_key=True)
    story: Mapped[KeyOfStory]

    __table_args__ = (Index("words_of_story", "story"),)
