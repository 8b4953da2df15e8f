import io

import pytest

from sources import files, pasted_text
from sources.types import LocalError, Reason

LANGUAGES = ("uk", "en", "ru")


def test_file_is_read_with_its_type(tmp_path):
    path = tmp_path / "uk.HTML"
    path.write_bytes(b"<p>text</p>")
    page = files.read(path)
    assert (page.url, page.raw, page.media_type) == (str(path), b"<p>text</p>", "text/html")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("nothing.html", None, Reason.NOT_FOUND), ("blank.html", b" \n", Reason.EMPTY), (".", None, Reason.FOLDER)],
)
def test_file_that_cannot_be_used(tmp_path, name, content, reason):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(LocalError) as caught:
        files.read(tmp_path / name)
    assert caught.value.reason is reason
    assert "\n" not in str(caught.value)


def test_huge_file_is_refused(tmp_path):
    with (tmp_path / "huge.html").open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)
    with pytest.raises(LocalError) as caught:
        files.read(tmp_path / "huge.html")
    assert caught.value.reason is Reason.TOO_LARGE


def test_folder_gives_its_editions_in_the_order_of_the_languages(tmp_path):
    for name in ("ru.txt", "uk.html", "EN.htm", "README.md", "notes.txt", "de.html"):
        (tmp_path / name).write_text("x")
    found = files.editions(tmp_path, LANGUAGES)
    assert {language: path.name for language, path in found.items()} == {
        "uk": "uk.html",
        "en": "EN.htm",
        "ru": "ru.txt",
    }
    assert list(found) == ["uk", "en", "ru"]


def test_the_label_of_an_edition_names_it_and_other_pages_are_told(tmp_path):
    for name in ("UA.html", "en.txt", "eng.html", "README.md"):
        (tmp_path / name).write_text("x")
    assert {language: path.name for language, path in files.editions(tmp_path, LANGUAGES).items()} == {
        "uk": "UA.html",
        "en": "en.txt",
    }
    assert files.passed_over(tmp_path, LANGUAGES) == ("eng.html",)


def test_any_configured_language_can_be_in_a_folder(tmp_path):
    for name in ("pl.html", "uk.html"):
        (tmp_path / name).write_text("x")
    assert list(files.editions(tmp_path, ("uk", "pl"))) == ["uk", "pl"]


def test_two_files_for_one_language(tmp_path):
    for name in ("uk.html", "uk.txt"):
        (tmp_path / name).write_text("x")
    with pytest.raises(LocalError, match=r"uk\.html, uk\.txt"):
        files.editions(tmp_path, LANGUAGES)


def test_folder_without_editions_says_how_to_name_them(tmp_path):
    (tmp_path / "page.html").write_text("x")
    with pytest.raises(LocalError, match=r"uk\.html, en\.html, ru\.html"):
        files.editions(tmp_path, LANGUAGES)


def test_folder_that_is_not_there(tmp_path):
    with pytest.raises(LocalError) as caught:
        files.editions(tmp_path / "nowhere", LANGUAGES)
    assert caught.value.reason is Reason.NOT_FOUND


def test_standard_input():
    page = pasted_text.from_stream(io.BytesIO("Зеленський".encode()))
    assert (page.url, page.raw.decode()) == ("standard input", "Зеленський")
    with pytest.raises(LocalError) as caught:
        pasted_text.from_stream(io.BytesIO(b"  "))
    assert caught.value.reason is Reason.EMPTY
