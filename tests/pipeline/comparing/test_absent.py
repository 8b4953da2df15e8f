"""A story without one of its editions is never green: awaited for some hours, missing from then on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alignment.types import FindingKind, Severity
from pipeline.check import Request, check
from pipeline.settings.publisher_settings import Publisher
from reports import render
from storage.decisions import Choice, Reason, Scope
from storage.store import Store
from storage.stories.story_browser import Filter
from tests.support.publisher import edition, publish


@pytest.fixture
def run(settings, said, site):
    def run(hours, codes=("uk", "ru"), path="/news/bridge", *, known=True, **house):
        """Check a story that appeared some hours ago in some editions."""
        time = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
        urls = publish(site, [edition(code, published=time) for code in codes], prefix=path)
        houses = {"127.0.0.1": Publisher(name="visnyk", **house)} if known else {}
        return check(Request(story=urls["uk"]), replace(settings, publishers=houses), progress=said.append)

    return run


def absences(comparison):
    return [(each.kind, each.severity, each.edition) for each in comparison.findings if each.of_edition]


def test_edition_that_never_comes_is_awaited_and_then_missing(run):
    early = run(1)
    assert absences(early) == [(FindingKind.PENDING, Severity.INFO, "en")]
    late = run(4)
    assert absences(late) == [(FindingKind.MISSING, Severity.MAJOR, "en")]
    assert (late.expected, late.absent) == (("uk", "en", "ru"), ("en",))
    assert absences(run(4, ("uk", "en", "ru"))) == []


@pytest.mark.parametrize(
    ("house", "expected"),
    [
        ({"absent": {"en": Severity.MINOR}}, [(FindingKind.MISSING, Severity.MINOR, "en")]),
        ({"languages": ("uk", "ru")}, []),
        ({"never": {"en": ("/sport/",)}}, []),
        ({"never": {"en": ("/culture/",)}}, [(FindingKind.MISSING, Severity.MAJOR, "en")]),
        ({"never": {"ru": ("/sport/",)}}, [(FindingKind.MISSING, Severity.MAJOR, "en")]),
        ({"pending_for": 9.0}, [(FindingKind.PENDING, Severity.INFO, "en")]),
        ({"known": False}, [(FindingKind.MISSING, Severity.INFO, "en")]),
    ],
    ids=["less serious", "not its language", "never in this section", "another section", "another language", "patient",
         "nobody's"],
)  # fmt: skip
def test_what_the_house_says_of_absent_editions(run, house, expected):
    assert absences(run(4, path="/sport/bridge", **house)) == expected


@pytest.mark.parametrize("form", ["rich", "markdown", "html"])
def test_no_form_of_the_report_is_green(run, form):
    for hours, said in ((1, "Not published yet"), (4, "No edition")):
        told = render(run(hours), form, "en")
        assert said in told
        assert "No difference found" not in told
        assert "✓" not in told
        assert 'class="verdict good"' not in told
    assert "There is no EN edition" in told


def test_list_shows_and_finds_what_lacks_an_edition(run, settings):
    run(4)
    run(4, ("uk", "en", "ru"), "/news/whole")
    with Store(settings.database_url) as store:
        (story,) = store.browsing.stories(Filter(without="en")).stories
        assert story.absent == ("en",)
        assert store.browsing.stories(Filter(without="ru")).stories == ()
        assert store.browsing.stories(Filter(without="en", publisher="visnyk", worst="major")).stories == (story,)
        assert store.browsing.stories(Filter(without="en", publisher="another")).stories == ()
        (day,) = (each for each in store.browsing.completeness("2000-01-01") if each.publisher == "visnyk")
        assert (day.stories, day.absent) == (2, {"en": 1})


def test_who_dismisses_absent_editions_dismisses_no_missing_paragraphs(run, settings):
    late = run(4)
    (absent,) = (each for each in late.findings if each.of_edition)
    paragraph = replace(absent, id="a-paragraph", row=0)
    made = replace(late, findings=(absent, paragraph))
    choice = Choice(reason=Reason.DELIBERATE, scope=Scope.PUBLISHER, who="anna", made=datetime.now(UTC))
    with Store(settings.database_url) as store:
        store.record(made, {})
        store.decisions.make(made, [absent], choice)
        assert set(store.decisions.of(made).holding) == {absent.id}
        assert store.summary(made.story).counts[Severity.MAJOR] == 1
