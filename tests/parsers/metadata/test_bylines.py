"""Whom a page names as its authors: the surest way first, and nobody else's story."""

import pytest
from lxml import html

from parsers.metadata.bylines import authors

HEAD = "<h1>The bridge is open</h1>"


def named(markup="", declared=(), meta=None, publisher="Visnyk"):
    return authors(
        html.document_fromstring(f"<body><article>{HEAD}{markup}</article></body>"), declared, meta or {}, publisher
    )


def test_who_is_declared_comes_first():
    link = '<a rel="author" href="/authors/2">Maria Hai</a>'
    assert named(link, ["Olha Lys"], {"author": "Petro Dub"}) == ("Olha Lys",)
    assert named(link, [], {"author": "Petro Dub"}) == ("Petro Dub",)
    assert named(link) == ("Maria Hai",)


def test_the_publisher_is_an_author_only_where_nobody_else_is():
    assert named(declared=["VISNYK", "Olha Lys"]) == ("Olha Lys",)
    assert named('<a rel="author" href="/a">Maria Hai</a>', ["Visnyk"]) == ("Maria Hai",)
    assert named(declared=["Visnyk"]) == ("Visnyk",)


@pytest.mark.parametrize(
    "markup",
    [
        '<p>By <a rel="nofollow author" href="/x">Olha Lys</a></p>',
        '<div itemprop="author"><span itemprop="name">Olha Lys</span></div>',
        '<span itemprop="author">Olha Lys</span>',
        '<p class="article-byline">Olha Lys</p>',
        '<address class="author">Olha Lys</address>',
    ],
)
def test_marks_of_authors_are_known(markup):
    assert named(markup) == ("Olha Lys",)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        '<p class="byline">View my complete profile</p>',
        f'<p class="byline">{"Olha Lys " * 12}</p>',
        '<section class="comments"><a rel="author" href="/x">Reader One</a></section>',
        '<div class="related-stories"><span class="author">Maria Hai</span></div>',
        '<form><span class="author">Your name</span></form>',
    ],
)
def test_what_names_no_author(markup):
    assert named(markup) == ()


def test_authors_of_other_stories_stand_farther_from_the_headline():
    markup = (
        '<p><a rel="author" href="/1">Olha Lys</a></p></article><article><p><a rel="author" href="/2">Maria Hai</a></p>'
    )
    assert named(markup) == ("Olha Lys",)


def test_two_authors_are_two():
    markup = '<p><a rel="author" href="/1">Olha Lys</a>, <a rel="author" href="/2">Maria Hai</a></p>'
    assert named(markup) == ("Olha Lys", "Maria Hai")
