import pytest

from parsers.page import parse
from parsers.publishers import editions

STORY = "<h1>Headline of a story</h1>" + "<p>A sentence of a story that goes on for long enough to be one.</p>" * 1


def found(head, body="", url="https://post.example/news/headline-1"):
    page = f"<html><head>{head}</head><body>{body}<article>{STORY}</article></body></html>"
    return [(one.language, one.evidence, one.url) for one in parse(page.encode(), url=url).alternates]


def test_swapped_directories_of_rbc_leave_the_language_to_the_page():
    (one,) = editions.swapped_directories("https://www.rbc.ua/rus/news/slug-1763800000.html")
    assert (one.url, one.language) == ("https://www.rbc.ua/ukr/news/slug-1763800000.html", None)


@pytest.mark.parametrize(
    ("url", "own", "others"),
    [
        ("https://www.pravda.com.ua{}/news/2025/11/20/1/", "/rus", ["", "/eng"]),
        ("https://www.eurointegration.com.ua{}/news/2025/11/20/1/", "/eng", ["", "/rus"]),
        ("https://other.example{}/1/", "/rus", []),
    ],
)
def test_pravda_editions_differ_in_the_prefix(url, own, others):
    assert [one.url for one in editions.pravda(url.format(own))] == [url.format(prefix) for prefix in others]


def test_hreflang_with_a_country_for_a_language():
    head = (
        '<link rel="alternate" hreflang="ua" href="/ua/headline-1"><link rel="alternate" hreflang="x-default" href="/">'
    )
    assert found(head) == [("uk", "hreflang", "https://post.example/ua/headline-1")]


def test_json_ld_translations():
    node = '{"@type": "NewsArticle", "workTranslation": [{"url": "/ru/headline-1", "inLanguage": "ru"}]}'
    head = f'<script type="application/ld+json">{node}</script>'
    assert found(head) == [("ru", "json-ld", "https://post.example/ru/headline-1")]


def test_switcher_to_a_home_page_is_no_edition():
    assert found("", '<div class="lang"><a href="/ua/">УКР</a><a href="/ru/news/headline-1">РУС</a></div>') == [
        ("ru", "switcher", "https://post.example/ru/news/headline-1")
    ]


def test_opengraph_locales_make_an_alternate_surer_and_none_of_their_own():
    locale = (
        '<meta property="og:locale:alternate" content="ru_RU"><meta property="og:locale:alternate" content="en_GB">'
    )
    body = '<a href="/ru/news/headline-1">РУС</a>'
    plain = parse(f"<html><body>{body}<article>{STORY}</article></body></html>".encode(), url="https://post.example/1")
    page = f"<html><head>{locale}</head><body>{body}<article>{STORY}</article></body></html>"
    (one,) = parse(page.encode(), url="https://post.example/1").alternates
    assert (one.language, one.evidence) == ("ru", "switcher+og-locale")
    assert plain.alternates[0].confidence < one.confidence < 1
