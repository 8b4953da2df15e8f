import io
import sys
from dataclasses import replace

import pytest

from alignment.types import FindingKind, Severity
from pipeline.check import Request, check
from pipeline.errors import TooFewEditionsError, UsageError
from storage.store import Store
from tests.support.publisher import edition, without, write

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture
def run(settings, said):
    def run(story=None, **editions):
        request = Request(story=story and str(story), editions={key: str(value) for key, value in editions.items()})
        return check(request, settings, progress=said.append)

    return run


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "bridge", [edition("uk"), edition("en"), edition("ru")])


def database(settings):
    return settings.home / "zvirka.db"


def kinds(comparison):
    return {(finding.kind, finding.edition) for finding in comparison.findings}


def test_folder_is_compared_and_kept(run, folder, settings, said):
    comparison = run(folder)
    assert list(comparison.articles) == ["uk", "en", "ru"]
    assert not [each for each in comparison.findings if each.severity.rank <= Severity.MAJOR.rank]
    assert said[-1] == "Comparing UA, EN, RU"
    with Store(settings.database_url) as store:
        assert store.comparison(comparison.story) == comparison
        assert [story.id for story in store.stories().stories] == [comparison.story]


def test_missing_paragraph_is_found(run, tmp_path):
    folder = write(tmp_path / "a", [edition("uk"), edition("en"), without(edition("ru"), 2)])
    assert (FindingKind.MISSING, "ru") in kinds(run(folder))


def test_second_run_says_the_same(run, folder):
    first, second = run(folder), run(folder)
    assert replace(second, created=first.created) == first


def test_newer_program_says_the_same(run, folder, said, monkeypatch):
    first = run(folder)
    monkeypatch.setattr("pipeline.comparing.reuse.build", lambda: "0.2.0-1")
    second = run(folder)
    assert replace(second, created=first.created) == first
    assert said[-1] == "Comparing UA, EN, RU"


def test_files_that_did_not_change_are_not_compared_again(run, folder, said):
    run(folder)
    said.clear()
    run(folder)
    assert said == ["Nothing has changed in UA, EN, RU since the last check"]


def test_changed_file_is_compared_again(run, folder, said):
    run(folder)
    write(folder.parent / "bridge", [without(edition("ru"), 2)])
    assert (FindingKind.MISSING, "ru") in kinds(run(folder))
    assert said[-1] == "Comparing UA, EN, RU"


def test_file_that_is_gone_or_broken_is_told(run, folder):
    run(folder)
    (folder / "ru.html").write_bytes(b"")
    assert (FindingKind.EDITION_UNAVAILABLE, "ru") in kinds(run(folder))
    (folder / "ru.html").unlink()
    assert list(run(folder).articles) == ["uk", "en"]


def test_changed_setting_compares_again(run, folder, settings, said):
    run(folder)
    (settings.home / "glossary.toml").write_text("[[term]]\nforbidden = { en = ['bridge'] }\n")
    run(folder)
    assert said[-1] == "Comparing UA, EN, RU"


def test_file_of_another_language_than_its_name_keeps_its_conflict(run, folder):
    (folder / "ru.html").write_bytes((folder / "en.html").read_bytes())
    (folder / "en.html").unlink()
    both = [run(folder), run(folder)]
    assert [[each.about for each in one.articles["en"].conflicts] for one in both] == [["language"], ["language"]]


def test_editions_stand_in_the_order_in_which_they_are_given(run, folder):
    assert list(run(folder).articles) == ["uk", "en", "ru"]
    by_options = run(ru=folder / "ru.html", uk=folder / "uk.html", en=folder / "en.html")
    assert list(by_options.articles) == ["ru", "uk", "en"]


def test_story_keeps_its_id(run, folder):
    by_options = run(ru=folder / "ru.html", uk=folder / "uk.html", en=folder / "en.html")
    assert by_options.story == run(folder).story
    assert by_options.story.startswith("bridge-")


def test_options_win_over_the_folder(run, folder, tmp_path):
    other = write(tmp_path / "other", [without(edition("en"), 1)])
    assert (FindingKind.MISSING, "en") in kinds(run(folder, en=other / "en.html"))


def test_one_bad_edition_of_three_is_a_finding(run, folder):
    (folder / "ru.html").write_bytes(PDF)
    comparison = run(folder)
    assert list(comparison.articles) == ["uk", "en"]
    (lost,) = [each for each in comparison.findings if each.kind is FindingKind.EDITION_UNAVAILABLE]
    assert (lost.severity, lost.edition, lost.cause) == (Severity.MAJOR, "ru", "not-text")
    assert "ru.html" in str(lost.message.values)


@pytest.mark.parametrize(
    ("body", "cause", "words"),
    [
        (
            "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
            "bot-check",
            "asks whether a person",
        ),
        ("<form action='https://consent.visnyk.example/save'></form>", "consent-wall", "asks for consent"),
    ],
)
def test_wall_before_a_story_is_said_as_what_it_is(run, folder, body, cause, words):
    text = "<p>Before you read on we have to ask you for a moment of patience, please wait here.</p>"
    (folder / "ru.html").write_text(f"<html lang='ru'><body>{text}{body}</body></html>")
    (lost,) = [each for each in run(folder).findings if each.kind is FindingKind.EDITION_UNAVAILABLE]
    assert (lost.edition, lost.cause) == ("ru", cause)
    assert words in lost.message.text


def test_finding_of_a_lost_edition_keeps_its_id(run, folder):
    (folder / "ru.html").write_bytes(b" ")
    ids = [{each.id for each in run(folder).findings} for _ in range(2)]
    assert ids[0] == ids[1]


BAD = {
    "empty": b"  \n",
    "pdf renamed": PDF,
    "no article": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    "zeros": bytes(500),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_fewer_than_two_editions_is_one_clear_line_and_writes_nothing(run, tmp_path, settings, content):
    folder = write(tmp_path / "bridge", [edition("uk")])
    (folder / "en.html").write_bytes(content)
    database(settings).unlink()
    with pytest.raises(TooFewEditionsError) as caught:
        run(folder)
    assert caught.value.exit_status == 2
    assert "en.html" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not database(settings).exists()


@pytest.mark.parametrize("names", [(), ("page.html",)])
def test_folder_without_editions(run, tmp_path, names):
    for name in names:
        (tmp_path / name).write_bytes(edition("uk").html())
    with pytest.raises(TooFewEditionsError, match="holds no editions") as caught:
        run(tmp_path)
    assert caught.value.exit_status == 2


def test_folder_with_one_edition_says_what_to_give(run, tmp_path):
    with pytest.raises(TooFewEditionsError, match="--en, --ru"):
        run(write(tmp_path / "bridge", [edition("uk")]))


def test_file_that_is_alone_sends_nobody_to_the_network(run, tmp_path, site):
    page = (
        edition("uk")
        .html()
        .replace(b"</head>", f'<link rel="alternate" hreflang="en" href="{site.url("/en")}"></head>'.encode())
    )
    (tmp_path / "uk.html").write_bytes(page)
    with pytest.raises(TooFewEditionsError, match="only edition \\(UA\\)") as caught:
        run(tmp_path / "uk.html")
    assert caught.value.exit_status == 2
    assert not site.requests("/en")


def test_file_that_is_not_there(run, folder):
    with pytest.raises(TooFewEditionsError, match="does not exist") as caught:
        run(uk=folder / "uk.html", en=folder / "nowhere.html")
    assert caught.value.exit_status == 2


def test_nothing_was_asked_for(run):
    with pytest.raises(UsageError, match="Nothing to compare"):
        run()


def test_two_editions_in_one_language(run, folder):
    (folder / "en.html").write_bytes(edition("uk").html())
    with pytest.raises(UsageError) as caught:
        run(folder)
    assert caught.value.exit_status == 2
    assert "uk.html" in str(caught.value)
    assert "en.html" in str(caught.value)
    assert "both in UA;" in str(caught.value)


def test_body_decides_on_the_language_and_the_conflict_is_kept(run, folder):
    """The publisher whose /rus/ pages are Ukrainian and whose /ukr/ pages are Russian."""
    comparison = run(uk=folder / "ru.html", ru=folder / "uk.html", en=folder / "en.html")
    assert comparison.articles["uk"].url.endswith("uk.html")
    conflict = comparison.articles["uk"].conflicts[-1]
    assert (conflict.about, conflict.declared, conflict.detected) == ("language", "option --ru", "uk")


def test_text_files_and_pages_mix(run, folder):
    text = "\n\n".join([edition("en").title, *edition("en").paragraphs])
    (folder / "pasted.txt").write_text(text)
    assert set(run(uk=folder / "uk.html", en=folder / "pasted.txt").articles) == {"uk", "en"}


def test_standard_input(run, folder, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(edition("en").html()))
    monkeypatch.setattr(sys, "stdin", stream)
    comparison = run(uk=folder / "uk.html", en="-")
    assert comparison.articles["en"].url == "standard input"


def test_progress_is_told_in_the_readers_language(folder, settings, said):
    check(Request(story=str(folder)), replace(settings, ui_language="uk"), progress=said.append)
    assert said
    assert all("\n" not in line for line in said)


def test_any_two_languages(settings, tmp_path, said):
    folder = write(tmp_path / "bridge", [edition("uk"), edition("ru")])
    comparison = check(Request(story=str(folder)), replace(settings, languages=("ru", "uk")), progress=said.append)
    assert list(comparison.articles) == ["ru", "uk"]
