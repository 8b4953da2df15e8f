"""Publishers are called by their hosts: what their pages call them differed from edition to edition.

All of it stands here, in the words of the schema of then: the code that does the same today goes on changing.
"""

import re
from collections import Counter, defaultdict
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

#: Names before a host under which the same house shows the same pages.
_DOORS = ("www.", "m.", "amp.", "mobile.")
_EDITIONS = """
SELECT stories.id, stories.publisher, stories.compared, editions.url, editions.canonical
FROM stories JOIN editions ON editions.story = stories.id ORDER BY stories.id, editions.position
"""
_MOVE_DAYS = """
INSERT INTO days (publisher, day, comparisons, rows, findings, unavailable, stale, last)
SELECT :new, day, comparisons, rows, findings, unavailable, stale, last FROM days WHERE publisher = :old
ON CONFLICT (publisher, day) DO UPDATE SET
comparisons = days.comparisons + excluded.comparisons, rows = days.rows + excluded.rows,
findings = days.findings + excluded.findings, unavailable = days.unavailable + excluded.unavailable,
stale = days.stale + excluded.stale,
last = CASE WHEN excluded.last > days.last THEN excluded.last ELSE days.last END
"""
#: How many findings of a severity are open; what was decided for a whole publisher holds for all of its stories now.
_OPEN = """
{severity} = (SELECT count(*) FROM findings WHERE story = stories.id AND resolved IS NULL AND severity = '{severity}'
AND NOT EXISTS (SELECT 1 FROM decisions WHERE undone IS NULL AND (
scope = 'text' AND finding = findings.id
OR decisions.kind = findings.kind AND decisions.edition = coalesce(findings.edition, '') AND (
scope = 'story' AND decisions.story = findings.story OR scope = 'publisher' AND decisions.publisher = stories.publisher
))))
"""
_SEVERITIES = ("critical", "major", "minor", "info")
_COUNTS = ", ".join(_OPEN.format(severity=each) for each in _SEVERITIES)
_COUNT = f"UPDATE stories SET {_COUNTS} WHERE publisher = :new"  # noqa: S608 - the names stand above
_RANK = """
UPDATE stories SET rank = CASE
WHEN critical > 0 THEN 0 WHEN major > 0 THEN 1 WHEN minor > 0 THEN 2 WHEN info > 0 THEN 3 ELSE 4 END
WHERE publisher = :new
"""


def upgrade() -> None:
    """Give stories, decisions and days the hosts; who has a section of publishers.toml gets its name with a round."""
    called, addresses = {}, defaultdict(list)
    for story, publisher, compared, url, canonical in op.get_bind().execute(sa.text(_EDITIONS)):
        called[story] = (publisher, compared)
        addresses[story].append(canonical if "://" not in url and canonical else url)
    heirs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for story, (old, compared) in called.items():
        new = _host(addresses[story])
        heirs[old][new] += 1
        if new != old:
            _rename(story, new, compared)
    for old, counted in heirs.items():
        ((new, _),) = counted.most_common(1)
        if new != old:
            _run(_MOVE_DAYS, new=new, old=old)
            _run("DELETE FROM days WHERE publisher = :old", old=old)
    for new in {new for old, counted in heirs.items() for new in counted if new != old}:
        _run(_COUNT, new=new)
        _run(_RANK, new=new)


def _run(text: str, **values: object) -> None:
    op.get_bind().execute(sa.text(text), values)


def _rename(story: str, new: str, compared: object) -> None:
    """Give a story and its decisions a publisher, by whose words it is found, too."""
    _run("UPDATE stories SET publisher = :new WHERE id = :story", new=new, story=story)
    _run("UPDATE decisions SET publisher = :new WHERE story = :story", new=new, story=story)
    known = op.get_bind().execute(sa.text("SELECT beginning FROM words WHERE story = :story"), {"story": story})
    for word in {word[:6] for word in re.findall(r"\w{2,}", new.casefold())} - set(known.scalars()):
        _run("INSERT INTO words VALUES (:word, :compared, :story)", word=word, compared=compared, story=story)


def _host(addresses: list[str]) -> str:
    """Return the host under which a house is known that has some pages: the shortest; "" for files."""
    names = {_house(each) for each in addresses if "://" in each} - {""}
    return min(names, key=lambda name: (len(name), name), default="")


def _house(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    door = next((door for door in _DOORS if host.startswith(door) and host.count(".") > 1), "")
    return host.removeprefix(door)


def downgrade() -> None:
    """Leave the hosts: earlier versions call publishers by them, too, where pages do not say."""
