"""What the names of elements say about them, and what they do not."""

import pytest
from lxml import html

from parsers.html.class_names import is_caption, is_hidden, reason_to_drop, verdict, words_of
from parsers.types import DropReason

#: markup, why it is no part of a story
DROPPED = [
    ("<div hidden>a</div>", DropReason.HIDDEN),
    ('<div aria-hidden="true">a</div>', DropReason.HIDDEN),
    ('<div style="color: red; display: none">a</div>', DropReason.HIDDEN),
    ('<p class="lead sr-only">a</p>', DropReason.HIDDEN),
    ("<nav>a</nav>", DropReason.NAVIGATION),
    ("<footer>a</footer>", DropReason.FOOTER),
    ("<button>a</button>", DropReason.CONTROL),
    ('<div role="complementary">a</div>', DropReason.ASIDE),
    ('<div role="search">a</div>', DropReason.FORM),
    ('<span itemprop="datePublished">a</span>', DropReason.BYLINE),
    ('<div class="articleShareBar">a</div>', DropReason.SHARE),
    ('<div class="article__related-list">a</div>', DropReason.READ_ALSO),
    ('<div id="disqus_thread">a</div>', DropReason.COMMENTS),
    ('<section data-testid="newsletter-promo">a</section>', DropReason.NEWSLETTER),
    ('<div data-component="ad-slot">a</div>', DropReason.ADVERTISEMENT),
    ('<div class="Cookie consent">a</div>', DropReason.COOKIES),
]
#: markup that says nothing of the kind
KEPT = [
    "<div>a</div>",
    '<div class="">a</div>',
    '<div class="article-body">a</div>',
    '<div class="no-ads">a</div>',  # what it lacks
    '<div class="page-with-sidebar">a</div>',  # what stands beside it
    '<div class="comments-open">a</div>',  # what a page allows
    '<div class="embed-share">a</div>',  # a post of a network inside the story
    '<div class="shadow">a</div>',  # "ad" inside a word
    '<section id="rating-donations"><h2>Rating donations</h2><p>a</p></section>',  # its heading's own words
]


@pytest.mark.parametrize(("markup", "reason"), DROPPED)
def test_what_is_no_part_of_a_story(markup, reason):
    assert reason_to_drop(html.fragment_fromstring(markup)) is reason


@pytest.mark.parametrize("markup", KEPT)
def test_what_may_be_part_of_it(markup):
    assert reason_to_drop(html.fragment_fromstring(markup)) is None


def test_the_word_that_says_so_is_told():
    assert verdict(html.fragment_fromstring('<div class="storyShareBar">a</div>')) == (DropReason.SHARE, "share")


def test_an_id_of_two_words_is_the_template_s_where_no_heading_has_them():
    markup = '<section id="rating-donations"><h2>The bridge</h2><p>a</p></section>'
    assert reason_to_drop(html.fragment_fromstring(markup)) is DropReason.WIDGET


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<span hidden>a</span>", True),
        ('<span style="display:none">a</span>', True),
        ('<span class="d-none">a</span>', True),
        ('<span class="visually-hidden">a</span>', True),
        ('<span class="offscreen-text">a</span>', True),
        ('<span aria-hidden="true">a</span>', False),  # it hides from those who listen alone
        ('<span class="share">a</span>', False),
        ("<span>a</span>", False),
    ],
)
def test_what_readers_do_not_see(markup, expected):
    assert is_hidden(html.fragment_fromstring(markup)) is expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<figcaption>a</figcaption>", True),
        ('<p class="photoCredit">a</p>', True),
        ('<p class="article-imagecredit">a</p>', True),
        ('<p id="legend">a</p>', True),
        ('<p class="captionless">a</p>', False),
        ("<p>a</p>", False),
    ],
)
def test_what_is_named_as_a_caption(markup, expected):
    assert is_caption(html.fragment_fromstring(markup)) is expected


def test_words_of_names_are_told_apart_however_they_are_joined():
    markup = '<p class="articleBody main_text HTMLBlock" id="p-12">a</p>'
    assert words_of(html.fragment_fromstring(markup)) == {"article", "body", "main", "text", "html", "block", "p"}
