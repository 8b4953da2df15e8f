import pytest

from parsers.metadata.authors import split
from parsers.page import parse


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Author: Daryna Moroz", ("Daryna Moroz",)),
        ("By Ann Poe and Ben Ray, staff writers", ("Ann Poe", "Ben Ray")),
        ("Автор: Леся Мороз, Петро Гай", ("Леся Мороз", "Петро Гай")),
        ("Автори: Леся Мороз та Петро Гай", ("Леся Мороз", "Петро Гай")),
        ("Вера Сом и Олег Лис", ("Вера Сом", "Олег Лис")),
        ("Оксана Тур 18 ноября, 05:30", ("Оксана Тур",)),
        ("Ann Poe (ann@post.example)", ("Ann Poe",)),
        ("https://post.example/authors/ann", ()),
        ("View all posts by Ann Poe", ("Ann Poe",)),
        ("Zeige alle Beiträge von Anna Poe", ("Anna Poe",)),
        ("Anna von Poe", ("Anna von Poe",)),
        ("Alles von Anna Poe", ("Anna Poe",)),
        ("Artikel von", ()),
        ("Posted on September 21, 2024 by Ann Poe", ("Ann Poe",)),
        ("Ann Poe @annpoe", ("Ann Poe",)),
        ("Ann Poe Staff Writer", ("Ann Poe",)),
        ("Harbour staff reporter", ("Harbour staff reporter",)),
        ("105092", ()),
        ("", ()),
        ("She has been writing about harbours and trams for twenty years", ()),
    ],
)
def test_bylines(byline, names):
    assert split([byline]) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('<p>From <a href="/author/ann-poe">Ann Poe</a> in Lviv</p>', ("Ann Poe",)),
        ('<p class="author"><a href="/staff/poe">Ann Poe</a> Chief correspondent</p>', ("Ann Poe",)),
        (
            '<a rel="author" href="/p/1">Ann Poe</a><a rel="author" href="/p/1">View my complete profile</a>',
            ("Ann Poe",),
        ),
        ('<p><a href="/?author=7">Ann Poe</a></p>', ("Ann Poe",)),
        ('<div class="comments"><a href="/author/bob-ray">Bob Ray</a></div>', ("The Post",)),
        ('<p class="author">Ann Poe</p>', ("The Post",)),
    ],
)
def test_links_to_pages_of_authors_name_them_before_the_site(byline, names):
    assert parse(page(byline, '<meta name="author" content="The Post">'), url="page").authors == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [("The Post - Ann Poe", ("Ann Poe",)), ("Ann Poe The Post", ("Ann Poe",)), ("The Post Desk", ("The Post Desk",))],
)
def test_site_beside_the_name_is_left_out(byline, names):
    assert split([byline], "The Post") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>Text by Ann Poe</p>", ("Ann Poe",)),
        ("<div><i>von Anna Poe</i></div>", ("Anna Poe",)),
        ("<p>Photo by: Ann Poe</p>", ()),
        ("<p>Picture of the harbour by night</p>", ()),
        ("<footer><p>Powered by Ann Poe</p></footer>", ()),
        ('<span class="username">annpoe</span>', ("annpoe",)),
        ('<a href="/profil/7/ann-poe">Ann Poe</a>', ("Ann Poe",)),
    ],
)
def test_line_of_its_own_says_by_whom_the_story_is(line, names):
    assert parse(page(line), url="page").authors == names


def test_byline_is_read_where_nobody_is_named_to_machines():
    assert parse(page('<div class="avatar author"></div><p class="author">Ann Poe</p>'), url="page").authors == (
        "Ann Poe",
    )


def test_converter_wrote_metadata_as_value():
    assert parse(page(head='<meta name="author" value="Ann Poe">'), url="page").authors == ("Ann Poe",)


def page(byline="", head=""):
    story = (
        "<p>The clock on the town hall has struck again after eleven years of silence, and people came to hear it.</p>"
    )
    site = '<meta property="og:site_name" content="The Post">'
    return (
        f"<html><head>{site}{head}</head><body><article><h1>Clock</h1>{byline}{story}</article></body></html>".encode()
    )
