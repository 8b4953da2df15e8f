import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check import Request, check
from pipeline.errors import UsageError
from pipeline.settings import DraftSettings
from pipeline.translators import PROVIDERS, pieces_of, translator
from tests.support.libre import JSON, Libre
from tests.support.publisher import edition, without, write
from tests.support.site import Answer

OPEN = frozenset({"127.0.0.1"})


@pytest.fixture
def libre():
    libre = Libre()
    yield libre
    libre.stop()


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "bridge", [edition("uk"), edition("en"), without(edition("ru"), 2)])


@pytest.fixture
def run(settings, libre, folder, said):
    def run(**changes):
        drafts = replace(settings.drafts, libre_url=libre.base, **changes)
        return check(Request(story=str(folder), draft="libre"), replace(settings, drafts=drafts), progress=said.append)

    return run


def test_missing_paragraph_is_drafted(run):
    comparison = run()
    (draft,) = comparison.drafts
    missing = next(finding for finding in comparison.findings if finding.kind == "missing")
    assert (draft.finding, draft.source, draft.target, draft.provider) == (missing.id, "uk", "ru", "libre")
    assert draft.text == f"[ru] {edition('uk').paragraphs[2]}"
    assert draft.error is None
    assert draft.text not in [block.text for block in comparison.articles["ru"].blocks]


def test_second_run_asks_nobody(run, libre):
    first, second = run(), run()
    assert len(libre.seen) == 1
    assert second.drafts[0].text == first.drafts[0].text


def test_no_drafts_unless_asked_for(settings, folder, libre, said):
    assert check(Request(story=str(folder)), settings, progress=said.append).drafts == ()
    assert not libre.seen


FAULTS = {
    "server error": Answer(status=500, headers=JSON),
    "too many requests": Answer(status=429, headers=JSON),
    "not json": Answer(body=b"<html>busy</html>"),
    "other json": Answer(body=b'{"error": "no"}', headers=JSON),
    "empty translation": Answer(body=b'{"translatedText": " "}', headers=JSON),
    "connection breaks": Answer(body=b"x" * 50, cut=3, headers=JSON),
    "slow": Answer(body=b"{}", delay=1.0, headers=JSON),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_failing_service_is_a_note_not_a_failed_run(run, libre, fault):
    libre.put("/translate", fault)
    started = time.monotonic()
    (draft,) = run(timeout=0.3).drafts
    assert draft.text is None
    assert draft.error.startswith("libre")
    assert "\n" not in draft.error
    assert time.monotonic() - started < 10


def test_failed_draft_is_tried_again_the_next_time(run, libre):
    libre.put("/translate", Answer(status=500), libre._translate)
    assert run().drafts[0].text is None
    assert run().drafts[0].text is not None


def test_deadline_of_a_run(run):
    (draft,) = run(deadline=0.0001).drafts
    assert "no time left" in draft.error or "did not answer" in draft.error


def test_key_is_sent_and_never_shown(run, libre):
    libre.key = "right"
    assert run(libre_key="right").drafts[0].text


def test_wrong_key_is_never_shown(run, libre):
    libre.key = "right"
    error = run(libre_key="wrong-secret").drafts[0].error
    assert "wrong-secret" not in error


def test_long_paragraph_goes_in_pieces(run, tmp_path):
    """LibreTranslate gets its text in the address, and its web server cuts addresses at 4,094 bytes."""
    made = edition("uk")
    long = " ".join(f"Це речення номер {number} про міст через річку Ворсклу." for number in range(30))
    paragraphs = (*made.paragraphs[:3], long, *made.paragraphs[3:])
    write(tmp_path / "bridge", [replace(made, paragraphs=paragraphs), edition("en"), edition("ru")])
    drafts = {draft.target: draft for draft in run().drafts}
    assert drafts
    assert all(draft.error is None for draft in drafts.values())
    assert "речення номер 29" in next(iter(drafts.values())).text


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("babelfish", DraftSettings(), "google, mymemory, deepl, microsoft, libre"),
        ("libre", DraftSettings(), "drafts.libre_url"),
        ("deepl", DraftSettings(), "drafts.deepl_key"),
        ("microsoft", DraftSettings(), "drafts.microsoft_key"),
        ("libre", DraftSettings(libre_url="http://10.0.0.1/"), "private address"),
        ("libre", DraftSettings(libre_url="ftp://translate.example/"), "not a web address"),
    ],
)
def test_service_that_cannot_be_used(name, settings, said):
    with pytest.raises(UsageError, match=said):
        translator(name, settings, frozenset())


def test_unknown_service_ends_the_run_before_anything_is_read(settings, folder, said):
    with pytest.raises(UsageError):
        check(Request(story=str(folder), draft="babelfish"), settings, progress=said.append)
    assert not said


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_service_can_be_made(name):
    settings = DraftSettings(libre_url="http://127.0.0.1:5000/", deepl_key="k", microsoft_key="k")
    assert translator(name, settings, OPEN).name == name


@given(st.text(alphabet="абв. !?\n", max_size=200), st.integers(5, 50))
def test_pieces_lose_nothing_and_fit(text, longest):
    pieces = list(pieces_of(text, longest))
    assert all(len(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
