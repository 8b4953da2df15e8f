"""What is not an HTML page: pasted text, Markdown, feeds, posts of content systems."""

import json

from parsers.page import parse
from parsers.text import parse_text

PASTED = """ua en ru

Town gets its clock back

Town gets its clock back Photo: the tower of the town hall (press service)
Author: Ann Poe

The clock on the tower of the town hall goes again after forty years.

Who repaired it

A school club cleaned the works and made one wheel anew.
"""


def kinds(article):
    return [(block.kind.value, block.text) for block in article.blocks]


def test_pasted_text():
    article = parse_text(PASTED, url="pasted")
    assert (article.title, article.authors, article.language) == ("Town gets its clock back", ("Ann Poe",), "en")
    assert kinds(article) == [
        ("caption", "the tower of the town hall"),
        ("paragraph", "The clock on the tower of the town hall goes again after forty years."),
        ("heading", "Who repaired it"),
        ("paragraph", "A school club cleaned the works and made one wheel anew."),
    ]
    assert [one.reason for one in article.dropped] == ["boilerplate:switcher", "duplicate-of-title", "byline"]


def test_labels_in_pasted_text_join_their_blocks():
    article = parse_text("Заголовок\n\nДжерело: міська рада\n\nДеталі:\n\nГодинник пішов у п'ятницю.\n", url="pasted")
    assert [(block.label, block.role and block.role.value, block.text) for block in article.blocks] == [
        ("source", "source_line", "міська рада"),
        ("details", "lead", "Годинник пішов у п'ятницю."),
    ]


def test_markdown():
    article = parse_text("# Title\n\nFirst paragraph of it.\n\n## Part\n\n> Said so.\n\n* one\n* two\n", url="story.md")
    assert article.title == "Title"
    assert [kind for kind, _ in kinds(article)] == ["paragraph", "heading", "quote", "list_item", "list_item"]


STORY = "<p>The clock on the tower of the town hall goes again after forty years.</p><p>It strikes only by day.</p>"


def test_wordpress_post():
    post = {
        "title": {"rendered": "Clock &amp; tower"},
        "content": {"rendered": STORY},
        "date_gmt": "2025-03-04T08:00:00",
    }
    article = parse(json.dumps([post]).encode(), url="posts.json")
    assert (article.title, len(article.blocks), article.published.isoformat()) == (
        "Clock & tower",
        2,
        "2025-03-04T08:00:00+00:00",
    )


def test_ghost_post():
    post = {
        "posts": [
            {
                "title": "Clock",
                "html": STORY,
                "primary_author": {"name": "Ann Poe"},
                "url": "https://post.example/clock/",
            }
        ]
    }
    article = parse(json.dumps(post).encode(), url="posts.json")
    assert (article.authors, article.canonical) == (("Ann Poe",), "https://post.example/clock/")


def test_full_text_of_a_feed():
    date = "<pubDate>Wed, 19 Feb 2025 13:05:00 +0200</pubDate>"
    item = f"<title>Clock</title>{date}<fulltext><![CDATA[{STORY}]]></fulltext>"
    feed = f"<?xml version='1.0'?><rss><channel><item>{item}</item></channel></rss>"
    article = parse(feed.encode(), url="feed.xml")
    assert (article.title, len(article.blocks), article.published.hour) == ("Clock", 2, 13)


def test_charset_of_the_header_wins_over_that_of_a_feed():
    story = "Годинник на вежі знову йде після сорока років ремонту."
    item = f"<title>Годинник</title><description><![CDATA[<p>{story}</p><p>{story}</p>]]></description>"
    feed = f"<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item>{item}</item></channel></rss>"
    article = parse(feed.encode("cp1251"), url="feed.xml", http_charset="windows-1251")
    assert (article.title, kinds(article)) == ("Годинник", [("paragraph", story)] * 2)


def test_entity_bomb_in_a_feed_is_not_expanded():
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    item = "<item><title>&b;</title><description>&b;</description></item>"
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss>{item}</rss>'
    try:
        article = parse(bomb.encode(), url="bomb.xml")
    except ValueError:
        return
    assert "aaaaaaaaaaaaaaaaaaaa" not in article.title
