"""Small pages, each with one fault that was met: a story of five paragraphs must come out whole and alone."""

import json

import pytest

from parsers.page import parse
from parsers.types import UnreadablePageError

TITLE = "Museum of clocks moves to the old mill"
STORY = (
    "The museum of clocks will move to the old mill by the river in May, its director Vera Moss told the council.",
    "The move costs 2.4 million, of which the county pays one half and the friends of the museum the other.",
    "Carpenters have mended the floors and the great wheel, and visitors will see both from a gallery.",
    '"We have waited for this house for eleven years," Moss said after the vote on Monday evening.',
    "The last tours through the present rooms are on Saturday, and the doors close at six o'clock.",
)
P = "".join(f"<p>{line}</p>" for line in STORY)
OTHERS = (
    "Firemen saved a heron from a frozen pond on Sunday morning, and it flew away as soon as it was dry again.",
    "The county hospital has bought two new scanners, and the first patients will be examined on Monday at noon.",
    "Pupils of the second school won a medal in geography, three of them will go to the national contest in June.",
    "Water will be cut off in Mill Street on Thursday from nine to four while a broken main is being replaced.",
    "The price of potatoes has fallen by a third since January, say the growers, who expect it to rise by Easter.",
    "The choir looks for basses and tenors who can read notes, the next rehearsal is on Wednesday in the town hall.",
)
TEASERS = "<ul>" + "".join(f"<li><time>1{n}:20</time><p>{line}</p></li>" for n, line in enumerate(OTHERS)) + "</ul>"
COMMENTS = "<section><h3>Talk</h3>" + "".join(
    f"<div><b>reader{n}</b><p>I like the mill and its clocks. {line}</p></div>" for n, line in enumerate(OTHERS)
)


def page(body, head="", title=TITLE):
    head = f"<meta charset=utf-8><title>{title} | The Gazette</title>{head}"
    return f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode()


def shared(title=TITLE):
    return f'<meta property="og:title" content="{title}">'


def texts(raw):
    return [block.text for block in parse(raw, url="page").blocks if block.kind.value != "image"]


def linked(line):
    """Put the third to fifth word of a sentence in a link, in bold and in a named span."""
    words = line.split()
    marked = [f"<a href='/x'>{words[2]}</a>", f"<b>{words[3]}</b>", f"<span class='share'>{words[4]}</span>"]
    return " ".join([*words[:2], *marked, *words[5:]])


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{TITLE}</h1>{P}</article>",
        f"<main><h1>{TITLE}</h1><div class=t><p>{linked(STORY[0])}</p><p>{linked(STORY[1])}</p>"
        "<div>" + "".join(f"<p>{line}</p>" for line in STORY[2:]) + "</div></div></main>",
        f"<main><div class='share-area'><h1>{TITLE}</h1>{P}</div></main>",
        f"<div class='ad-portal'><article><h1>{TITLE}</h1><div>{P}</div></article></div>{TEASERS}",
        f"<article class='post tag-clocks'><h1>{TITLE}</h1>{P}</article><aside class=widget><p>{OTHERS[0]}</p></aside>",
        f"<article><h1>{TITLE}</h1><div class=lead-in><div><p>{STORY[0]}</p></div></div><div>"
        + "".join(f"<p>{line}</p>" for line in STORY[1:])
        + "</div></article>",
        f"<main><h1>{TITLE}</h1><div class=text>{'<br><br>'.join(STORY)}</div></main>{TEASERS}",
        f"<article><h1>{TITLE}</h1>{P}</article>{COMMENTS}",
        f"<article><h1>{TITLE}</h1><noscript><div><div></noscript>{P}</article>",
        f"<article><h1>{TITLE}</h1>{P.replace('river', '<span class=sr-only>(opens a map)</span>river')}</article>",
    ],
    ids=["plain", "links", "share", "portal", "tag", "first", "breaks", "comments", "noscript", "readers"],
)
def test_story_comes_out_whole_and_alone(body):
    assert texts(page(body, shared())) == list(STORY)


@pytest.mark.parametrize("wrapper", ["{}", "<div>{}</div>"], ids=["beside the headline", "in a box"])
def test_sections_that_are_each_an_article_are_one_story(wrapper):
    sections = "".join(f"<article><h2>Part {n}</h2><p>{line}</p></article>" for n, line in enumerate(STORY))
    body = f"<main><h1>{TITLE}</h1>{wrapper.format(sections)}</main>{TEASERS}"
    told = [line for n, one in enumerate(STORY) for line in (f"Part {n}", one)]
    assert texts(page(body, shared())) == told


LETTERS = (
    "<ul>" + "".join(f"<li><b>reader{n}</b><div><p>{line}</p></div></li>" for n, line in enumerate(OTHERS)) + "</ul>"
)


def test_story_in_a_heading_that_nobody_closed_is_no_row_of_headings():
    article = parse(page(f"<article><h1>{TITLE}</h1><h2><div>{P}</div></h2></article>"), url="page")
    assert [(block.kind.value, block.text) for block in article.blocks] == [("paragraph", line) for line in STORY]


def test_heading_of_the_first_of_several_lists_is_the_storys():
    lists = "".join(f"<h3>Part {n}</h3><ul><li>{STORY[n]}</li><li>{OTHERS[n]}</li></ul>" for n in range(4))
    body = f"<div class=post><h1>{TITLE}</h1><div class=meta>3 min</div><div class=text>{lists}</div></div>"
    headings = [block.text for block in parse(page(body), url="page").blocks if block.kind.value == "heading"]
    assert headings == ["Part 0", "Part 1", "Part 2", "Part 3"]


def test_results_that_are_all_in_a_table_are_an_article():
    rows = "".join(f"<tr><td>{number}.</td><td>{line}</td></tr>" for number, line in enumerate(OTHERS))
    raw = page(f"<article><h1>{TITLE}</h1><table>{rows}</table></article>")
    assert [block.kind.value for block in parse(raw, url="page").blocks] == ["table_row"] * len(OTHERS)


def test_button_in_a_cell_is_not_cut_out_of_the_row():
    rows = "<tr><td>2024 <button>sort</button></td><td>eight</td></tr><tr><td>2025</td><td>nine</td></tr>"
    kept = texts(page(f"<article><h1>{TITLE}</h1>{P}<table>{rows}</table></article>"))
    assert kept == [*STORY, "2024 sort | eight", "2025 | nine"]


def test_letters_of_readers_behind_the_only_article_are_no_story():
    body = f"<div><h1>{TITLE}</h1><article>{P}</article></div><div class='community'>{LETTERS}{LETTERS}</div>"
    assert texts(page(body)) == list(STORY)


def test_long_list_of_related_stories_behind_a_short_one_is_none_of_it():
    items = "".join(f"<li><a href=/n>{line[:20]}</a> {line[20:]}</li>" for line in OTHERS)
    story = f"<article><h1>{TITLE}</h1><div>{P}<ul class=related_post>{items}</ul></div></article>"
    kept = texts(page(f"{story}<div class=comments>{COMMENTS}</div>"))
    assert kept == list(STORY)


def test_section_whose_id_is_made_of_its_heading_is_named_by_no_template():
    named = zip(("Share of the county", "Related work"), STORY[1:], strict=False)
    parts = "".join(f"<div id='{'-'.join(name.lower().split())}'><h2>{name}</h2><p>{p}</p></div>" for name, p in named)
    kept = texts(page(f"<h1>{TITLE}</h1><div><p>{STORY[0]}</p>{parts}<p>{STORY[3]}</p></div>"))
    assert kept == [STORY[0], "Share of the county", STORY[1], "Related work", STORY[2], STORY[3]]


def test_item_of_the_storys_own_list_may_be_a_link():
    link = "<a href='/plans'>The plans of the mill with all floors</a>"
    items = "".join(f"<li>{item}</li>" for item in (STORY[1], link, STORY[2]))
    kept = texts(page(f"<article><h1>{TITLE}</h1><ul>{items}</ul></article>"))
    assert kept == [STORY[1], "The plans of the mill with all floors", STORY[2]]


def test_paragraph_that_its_author_wrote_twice_is_seen_twice():
    twice = f"<p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[0]}</p>"
    assert texts(page(f"<article><h1>{TITLE}</h1><div>{twice}</div></article>")) == [STORY[0], STORY[1], STORY[0]]
    copies = f"<article><h1>{TITLE}</h1><div class=wide>{P}</div><div class=narrow>{P}</div></article>"
    assert texts(page(copies)) == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Ann Poe<span class=post_author_date>18 November</span>{}",
        "<strong>Ann Poe<span class=post_author_date>18 November</span></strong>{}",
        "Ann Poe<span class=post_author_date>18 November</span><a href=/last>{}</a>",
    ],
)
def test_line_out_of_whose_middle_a_profile_takes_something_is_parted(line):
    body = (
        f'<article class="post_article"><h1 class="post_article_title">{TITLE}</h1><div>{P}</div><p>'
        f"{line.format(STORY[4])}</p></article>"
    )
    head = '<link rel="canonical" href="https://www.pravda.com.ua/eng/articles/2025/11/18/7484900/">'
    kept = texts(page(body, head))
    assert not any("Poe" in line and "tours" in line for line in kept)


def test_second_name_under_a_quotation_is_not_lost():
    quote = (
        f"<blockquote><p>{STORY[3]}</p><footer>Vera Moss</footer><footer>in a letter to readers</footer></blockquote>"
    )
    article = parse(page(f"<article><h1>{TITLE}</h1>{P}{quote}</article>"), url="page")
    said = " ".join(f"{block.text} {block.attribution or ''}" for block in article.blocks)
    assert "Vera Moss" in said
    assert "in a letter to readers" in said


@pytest.mark.parametrize(
    ("markup", "target", "provider"),
    [
        ("<script async data-telegram-post='gazette/15'></script>", "https://t.me/gazette/15", "telegram"),
        ("<lite-youtube videoid=abc></lite-youtube>", "https://www.youtube.com/embed/abc", "youtube"),
        (
            "<div class=fb-post data-href=https://www.facebook.com/g/1></div>",
            "https://www.facebook.com/g/1",
            "facebook",
        ),
    ],
)
def test_post_that_a_script_would_show_is_an_embed(markup, target, provider):
    last = P.rindex("<p>")
    blocks = parse(page(f"<article><h1>{TITLE}</h1>{P[:last]}{markup}{P[last:]}</article>"), url="page").blocks
    assert [(block.target, block.provider) for block in blocks if block.kind.value == "embed"] == [(target, provider)]
    assert [block.text for block in blocks if block.kind.value == "paragraph"] == list(STORY)


def test_post_beside_a_player_of_another_one_is_an_embed():
    both = "<iframe src='https://t.me/gazette/15?embed=1'></iframe><script data-telegram-post='gazette/1'></script>"
    blocks = parse(page(f"<article><h1>{TITLE}</h1>{P}{both}{P}</article>"), url="page").blocks
    targets = [block.target.partition("?")[0] for block in blocks if block.kind.value == "embed"]
    assert targets == ["https://t.me/gazette/15", "https://t.me/gazette/1"]


def test_what_stands_behind_an_embed_that_nobody_closed_is_read():
    first = P.index("<p>", 1)
    raw = page(f"<article><h1>{TITLE}</h1>{P[:first]}<embed src=/film.swf>{P[first:]}</article>")
    assert [block.text for block in parse(raw, url="page").blocks if block.text] == list(STORY)


def test_text_only_in_scripts_is_read():
    node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(STORY)}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    assert texts(
        page(f"<h1>{TITLE}</h1><p>Vera Moss collects clocks and winds every one of them by hand.</p>", head)
    ) == [*STORY]


def test_text_only_in_the_data_of_an_app_is_read():
    data = {"props": {"story": {"parts": [{"text": line} for line in STORY]}, "id": 7}}
    body = f"<div id=app></div><script id=__NEXT_DATA__ type='application/json'>{json.dumps(data)}</script>"
    assert texts(page(body)) == list(STORY)


def test_metadata_that_knows_another_text_makes_the_reading_doubtful():
    head = "<meta name=description content='Director Vera Moss promises visitors a gallery above the great wheel'>"
    body = f"<article><h1>{TITLE}</h1></article>{''.join(f'<p>{line}</p>' for line in OTHERS)}"
    found = parse(page(body, head), url="page")
    assert [notice.cause for notice in found.notices] == ["wrong-region"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<div class=byline>By Ann Cole December 5, 2025</div>", ("Ann Cole",)),
        ("<span class='author-date author'>February 25, 2021</span>", ()),
        ("<span class=author>Updated on 5 May 2025</span>", ()),
        ("<a rel=author href=/a>Ann Cole</a>", ("Ann Cole",)),
    ],
)
def test_authors_are_names(line, authors):
    card = "<section><div><h3><a href=/n>Heron saved</a></h3><a rel=author href=/b>Ben Dale</a></div></section>"
    raw = page(f"<main><article><h1>{TITLE}</h1>{line}{P}</article>{card if 'rel=' in line else ''}</main>")
    assert parse(raw, url="page").authors == authors


@pytest.mark.parametrize(
    ("head", "line", "day"),
    [
        ("<meta property='article:published_time' content='1970-01-01T00:00:00Z'>", "11 March 2025", "2025-03-11"),
        ("", "March 11th, 2025", "2025-03-11"),
        ("", "11 Марта 2025", "2025-03-11"),
    ],
)
def test_day_far_from_the_headline(head, line, day):
    raw = page(f"<div><h1>{TITLE}</h1></div><div><div><div class=news-date>{line}</div>{P}</div></div>", head)
    assert str(parse(raw, url="page").published)[:10] == day


def test_months_of_the_language_that_the_page_declares():
    raw = page(f"<div><h1>{TITLE}</h1></div><div><p class=date>6. Dezember 2014</p>{P}</div>").replace(b"=en", b"=de")
    assert str(parse(raw, url="page").published)[:10] == "2014-12-06"


def test_name_of_the_site_is_no_title():
    body = f"<header><h1><a href=/>The Gazette</a></h1></header><article><h2>{TITLE}</h2>{P}</article>"
    assert parse(page(body), url="page").title == TITLE


RELATED = {
    "@type": "NewsArticle",
    "headline": "Heron saved",
    "datePublished": "2024-01-01",
    "author": {"name": "B. D."},
}
OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2025-03-11", "author": {"name": "Ann Cole"}}


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(OWN).replace('"', "&quot;"),
        "\ufeff" + json.dumps(OWN),
        f"/* data */ {json.dumps(OWN)}",
        f"<![CDATA[{json.dumps(OWN)}]]>",
        json.dumps(RELATED) + json.dumps(OWN),
        json.dumps([{**RELATED, "articleBody": "x"}, OWN]),
    ],
    ids=["entities", "bom", "comment", "cdata", "two", "related"],
)
def test_quirks_of_json_ld(script):
    head = f"{shared()}<script type='application/ld+json'>{script}</script>"
    found = parse(page(f"<article><h1>{TITLE}</h1>{P}</article>", head), url="page")
    assert (found.authors, str(found.published)[:10]) == (("Ann Cole",), "2025-03-11")


@pytest.mark.parametrize(
    ("line", "kept"),
    [("Оновлено: загинула одна людина", True), ("Оновлено: 17:26", False), ("Автор: загинула одна людина вночі", True)],
)
def test_label_before_a_sentence_eats_nothing(line, kept):
    found = texts(page(f"<article><h1>{TITLE}</h1>{P[: P.index('</p>') + 4]}<p>{line}</p>{P}</article>"))
    assert any("загинула" in text for text in found) is kept


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (("<p>Checking whether you are a person before you go on to the site of the paper.</p>"
          "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1'></script>"), "bot-check"),
        (("<p>Before you go on we ask you to accept that we and our partners store data on your device.</p>"
          "<form action='https://consent.gazette.example/save'><button>Accept</button></form>"), "consent-wall"),
    ],
)  # fmt: skip
def test_wall_with_status_200_is_no_edition(body, reason):
    with pytest.raises(UnreadablePageError) as caught:
        parse(page(body), url="page")
    assert caught.value.reason == reason


def test_description_in_a_box_named_caption_is_the_text_of_a_page_with_a_video():
    said = "The ferry crossed the river for the first time since the storm. Nobody was on the bank to see it."
    page = f"<article><h1>The ferry is back</h1><div class='item-caption'><div><p>{said}</p></div></div></article>"
    assert [block.text for block in parse(page.encode(), url="page").blocks if block.kind == "paragraph"] == [said]


def test_short_lines_of_the_headlines_article_are_read_where_there_is_no_running_text():
    page = "<article><h1>Two</h1><h3>Film</h3><p>Ann: slow.</p><p>Ben: fast.</p></article><footer><p>Hi</p></footer>"
    texts = [block.text for block in parse(page.encode(), url="page").blocks]
    assert texts == ["Film", "Ann: slow.", "Ben: fast."]
