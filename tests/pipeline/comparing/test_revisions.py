"""What an edition that lags behind, or has yet to appear, is called; and that it resolves by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from alignment.types import FindingKind, Severity
from pipeline.check import Request, check
from pipeline.comparing import revisions
from pipeline.settings.publisher_settings import Publisher
from storage import serial
from storage.store import Store
from tests.support.publisher import edition, publish, without

HOURS = timedelta(hours=1)
NEW = {
    "uk": "Підрядником стала компанія «Мостобуд», вона працюватиме у дві зміни до 15 серпня.",
    "en": "The contractor is the company Mostobud, which will work in two shifts until August 15.",
    "ru": "Подрядчиком стала компания «Мостобуд», она будет работать в две смены до 15 августа.",
}


def updated(language):
    made = edition(language)
    return replace(made, paragraphs=(*made.paragraphs, NEW[language]))


@pytest.fixture
def publisher(site, settings, said):
    """A publisher whose pages can change between checks, hours after each other."""

    class Publisher:
        url = None

        def check(self, *editions, **changes):
            urls = publish(site, editions)
            self.url = self.url or urls["uk"]
            return check(Request(story=self.url), replace(settings, **changes), progress=said.append)

        def hours_pass(self, hours):
            """Move everything that is stored back in time."""
            with Store(settings.database_url) as store, store._writing.begin() as connection:
                for table, column in (("comparisons", "created"), ("stories", "compared")):
                    moment = f"strftime('%Y-%m-%d %H:%M:%f000', {column}, '-{hours} hours')"
                    connection.execute(sa.text(f"UPDATE {table} SET {column} = {moment}"))
                for row in connection.execute(sa.text("SELECT id, packed FROM comparisons")).all():
                    _age(connection, row, hours)

    return Publisher()


def _age(connection, row, hours):
    comparison = serial.load(row.packed)
    older = replace(comparison, created=comparison.created - hours * HOURS)
    statement = sa.text("UPDATE comparisons SET packed = :packed WHERE id = :id")
    connection.execute(statement, {"packed": serial.dump(older), "id": row.id})


def of_kind(comparison, kind):
    return {finding.edition for finding in comparison.findings if finding.kind is kind}


ALL = [edition("uk"), edition("en"), edition("ru")]


def test_edition_that_does_not_follow_is_stale_after_the_grace_period(publisher):
    publisher.check(*ALL)
    changed = [updated("uk"), updated("en"), edition("ru")]
    publisher.hours_pass(5)
    assert of_kind(publisher.check(*changed), FindingKind.STALE) == set()  # it has only just changed
    publisher.hours_pass(4)
    comparison = publisher.check(*changed)
    (finding,) = [each for each in comparison.findings if each.kind is FindingKind.STALE]
    assert (finding.edition, finding.severity, finding.cause) == ("ru", Severity.MINOR, "not-updated")
    assert finding.evidence[0].text in (NEW["uk"], NEW["en"])


def test_stale_resolves_when_the_edition_follows(publisher):
    publisher.check(*ALL)
    publisher.hours_pass(5)
    publisher.check(updated("uk"), updated("en"), edition("ru"))
    publisher.hours_pass(5)
    assert of_kind(publisher.check(updated("uk"), updated("en"), edition("ru")), FindingKind.STALE) == {"ru"}
    publisher.check(updated("uk"), updated("en"), updated("ru"))
    publisher.hours_pass(5)
    # the last one to follow is not ahead of those that changed first
    assert of_kind(publisher.check(updated("uk"), updated("en"), updated("ru")), FindingKind.STALE) == set()


def test_stale_resolves_when_the_change_is_taken_back(publisher):
    publisher.check(*ALL)
    publisher.hours_pass(5)
    publisher.check(updated("uk"), edition("en"), edition("ru"))
    publisher.hours_pass(5)
    publisher.check(*ALL)
    publisher.hours_pass(5)
    assert of_kind(publisher.check(*ALL), FindingKind.STALE) == set()


def test_paragraph_that_was_taken_out_in_one_edition(publisher):
    publisher.check(*ALL)
    publisher.hours_pass(5)
    shorter = [without(edition("uk"), 2), without(edition("en"), 2), edition("ru")]
    publisher.check(*shorter)
    publisher.hours_pass(5)
    (finding,) = [each for each in publisher.check(*shorter).findings if each.kind is FindingKind.STALE]
    assert finding.edition == "ru"
    assert "took this out" in finding.message.text


def test_corrected_letter_is_nothing_to_follow(publisher):
    publisher.check(*ALL)
    publisher.hours_pass(5)
    made = edition("uk")
    corrected = replace(made, paragraphs=(made.paragraphs[0].replace("повідомив", "повiдомив"), *made.paragraphs[1:]))
    publisher.check(corrected, edition("en"), edition("ru"))
    publisher.hours_pass(5)
    assert of_kind(publisher.check(corrected, edition("en"), edition("ru")), FindingKind.STALE) == set()


def test_grace_period_of_the_publisher_wins(publisher):
    patient = {"publishers": {"127.0.0.1": Publisher(name="visnyk", stale_after=100)}}
    changed = [updated("uk"), updated("en"), edition("ru")]
    publisher.check(*ALL)
    publisher.hours_pass(5)
    publisher.check(*changed)
    publisher.hours_pass(5)
    assert of_kind(publisher.check(*changed, **patient), FindingKind.STALE) == set()


def test_late_edition_is_pending_and_resolves(publisher):
    now = datetime.now(UTC).isoformat()
    fresh = [replace(edition(language), published=now) for language in ("uk", "en", "ru")]
    early = publisher.check(*fresh[:2])
    assert of_kind(early, FindingKind.PENDING) == {"ru"}
    assert of_kind(early, FindingKind.EDITION_UNAVAILABLE) == set()
    assert of_kind(publisher.check(*fresh), FindingKind.PENDING) == set()


def test_linked_edition_that_is_not_there_yet_is_pending(publisher, site):
    now = datetime.now(UTC).isoformat()
    links = {language: site.url(f"/news/bridge/{language}.html") for language in ("uk", "en", "ru")}
    fresh = [replace(edition(language), published=now, alternates=links) for language in ("uk", "en")]
    comparison = publisher.check(*fresh)
    assert of_kind(comparison, FindingKind.PENDING) == {"ru"}
    assert of_kind(comparison, FindingKind.EDITION_UNAVAILABLE) == set()


def test_edition_that_never_came_is_not_pending_for_ever(publisher, site):
    links = {language: site.url(f"/news/bridge/{language}.html") for language in ("uk", "en", "ru")}
    comparison = publisher.check(*(replace(edition(language), alternates=links) for language in ("uk", "en")))
    assert of_kind(comparison, FindingKind.PENDING) == set()
    assert of_kind(comparison, FindingKind.EDITION_UNAVAILABLE) == {"ru"}


def test_no_history_no_stale_edition(publisher):
    made = publisher.check(*ALL)
    assert revisions.stale(revisions.changes((), made), made, timedelta(0)) == ()


def gaps(comparison):
    return {
        (each.edition, each.cause, each.severity) for each in comparison.findings if each.kind is FindingKind.MISSING
    }


def dated(language, hours, *, changed=None):
    """An edition that appeared some hours ago, changed some hours ago."""
    now = datetime.now(UTC)
    time = (now - hours * HOURS).isoformat()
    modified = "" if changed is None else (now - changed * HOURS).isoformat()
    return replace(edition(language), published=time, modified=modified)


def longer(made):
    return replace(made, paragraphs=(*made.paragraphs, NEW[made.language]))


def with_figure(made, place, old, new):
    said = list(made.paragraphs)
    assert old in said[place]
    said[place] = said[place].replace(old, new)
    return replace(made, paragraphs=tuple(said))


KNOWN, FRESH = ("en", "not-translated", Severity.MAJOR), ("en", "pending", Severity.MINOR)


def test_known_gap_is_not_called_new_when_another_edition_is_touched(publisher):
    """English has lacked a paragraph since publication; a figure changed in Russian, and the gap became minor."""
    uk, ru, en = dated("uk", 9), dated("ru", 9), without(dated("en", 9), 2)
    assert gaps(publisher.check(uk, en, ru)) == {KNOWN}
    publisher.hours_pass(5)
    touched = dated("ru", 9, changed=0)
    assert KNOWN in gaps(publisher.check(uk, en, with_figure(touched, 0, "12", "14")))
    inside = with_figure(touched, 2, "9", "8")
    assert KNOWN in gaps(publisher.check(uk, en, inside)), "also where the figure stands in that very paragraph"
    both = [dated(code, 9, changed=0) for code in ("uk", "ru")]
    found = gaps(publisher.check(longer(both[0]), en, longer(both[1])))
    assert found == {KNOWN, FRESH}, "what nobody had before is new, and nothing else"


def test_new_paragraph_is_new_for_its_hours_whatever_changes_meanwhile(publisher):
    publisher.check(dated("uk", 9), dated("en", 9), dated("ru", 9))
    publisher.hours_pass(5)
    uk, ru, en = longer(dated("uk", 9, changed=0)), longer(dated("ru", 9, changed=0)), dated("en", 9)
    assert gaps(publisher.check(uk, en, ru)) == {FRESH}
    publisher.hours_pass(1)
    uk, ru = with_figure(uk, 0, "12", "14"), with_figure(ru, 0, "12", "14")
    assert FRESH in gaps(publisher.check(uk, en, ru))
    publisher.hours_pass(3)
    later = publisher.check(with_figure(uk, 3, "чотири", "три"), en, ru)
    assert ("en", "stale", Severity.MAJOR) in gaps(later), "its hours have run out"
