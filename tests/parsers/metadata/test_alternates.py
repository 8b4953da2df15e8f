import pytest

from parsers.page import parse
from parsers.publishers import edition_addresses

STORY = "<h1>Headline of a story</h1>" + "<p>A sentence of a story that goes on for long enough to be one.</p>" * 1


def found(head, body="", url="https://post.example/news/headline-1", **given):
    page = f"<html><head>{head}</head><body>{body}<article>{STORY}</article></body></html>"
    return [(one.language, one.evidence, one.url) for one in parse(page.encode(), url=url, **given).alternates]


def test_swapped_directories_of_rbc_leave_the_language_to_the_page():
    (one,) = edition_addresses.swapped_directories("https://www.rbc.ua/rus/news/slug-1763800000.html")
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
    assert [one.url for one in edition_addresses.pravda(url.format(own))] == [url.format(prefix) for prefix in others]


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


UK = "https://post.example/ua/headline-1"


@pytest.mark.parametrize(
    "switch",
    [
        f'<select class="lang"><option>English</option><option value="{UK}">Українська</option></select>',
        '<button data-href="/ua/headline-1">UA</button>',
        '<ul class="languages"><li data-url="/ua/headline-1">УКР</li></ul>',
        '<a href="/ua/headline-1"><img src="/i/a.png" alt="Українська"></a>',
        '<a href="/ua/headline-1" title="Українська"><svg></svg></a>',
        '<a href="/ua/headline-1"><img src="/static/flags/ua.svg" alt=""></a>',
        '<a href="/ua/headline-1"><span class="flag-icon flag-icon-ua"></span></a>',
        '<a href="/ua/headline-1" class="flag flag-ua"></a>',
    ],
)
def test_ways_to_switch_between_editions(switch):
    assert found("", switch) == [("uk", "switcher", UK)]


@pytest.mark.parametrize(
    "other",
    [
        '<option value="12">Українська</option>',
        '<a href="/ua/headline-1"><img src="/flags/pl.svg"></a>',
        '<a href="/ua/headline-1"><img src="/flags/ua/news.svg"></a>',
        '<a href="/ua/headline-1">Flag-raising in Kyiv<span class="flag-ua"></span></a>',
    ],
)
def test_what_is_no_switch(other):
    assert found("", other) == []


def test_base_of_a_page_holds_for_its_links():
    head = (
        '<base href="https://news.example/deep/"><link rel="alternate" hreflang="ru" href="ru/1"><link rel="canonical"'
        ' href="/en/headline-1">'
    )
    assert found(head, '<a href="uk/headline-1">УКР</a>') == [
        ("ru", "hreflang", "https://news.example/deep/ru/1"),
        ("uk", "switcher", "https://news.example/deep/uk/headline-1"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        '<https://post.example/ua/headline-1>; rel="alternate"; hreflang="uk"',
        "</x>; rel=preload, </ua/headline-1>; hreflang=ua; rel=alternate, </>; rel=alternate; hreflang=x-default",
    ],
)
def test_link_header_names_editions(header):
    assert found("", link_header=header) == [("uk", "link-header", UK)]


@pytest.mark.parametrize("header", ["<" * 5000, '</a>; rel="', "</a>;;;;", "</ua/1>; rel=next; hreflang=uk"])
def test_link_header_that_names_none(header):
    assert found("", link_header=header) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/news/headline-1?a=1">', "https://post.example/news/headline-1?a=1"),
        (f'<link rel="canonical" href="{UK}"><link rel="alternate" hreflang="uk" href="{UK}">', None),
        ('<link rel="canonical" href="/ua/headline-2">', "https://post.example/ua/headline-2"),
    ],
)
def test_canonical_of_another_edition_is_not_the_pages_own(head, expected):
    page = f'<html lang="en"><head>{head}</head><body><article>{STORY}</article></body></html>'
    article = parse(page.encode(), url="https://post.example/news/headline-1")
    assert article.canonical == expected
    assert (UK in [one.url for one in article.alternates]) == (UK in head)


def test_canonical_below_the_prefix_of_another_language_is_not_the_pages_own():
    page = (
        f'<html><head><link rel="canonical" href="/uk/headline-1"></head><body><article>{STORY}</article></body></html>'
    )
    assert parse(page.encode(), url="https://post.example/en/headline-1").canonical is None


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


@pytest.mark.parametrize(
    ("url", "other", "language"),
    [
        ("https://censor.net/ua/news/3512345/mist_vidkryly", "https://censor.net/ru/news/3512345/most_otkryli", "ru"),
        ("https://babel.ua/news/112233-mist-vidkryly", "https://babel.ua/en/news/112233-bridge-opened", "en"),
        ("https://news.online.ua/mist-vidkryli-884455/", "https://news.online.ua/ru/most-otkryli-884455/", "ru"),
        ("https://tsn.ua/ukrayina/mist-vidkryly-2715234.html", "https://tsn.ua/ru/ukrayina/most-2715234.html", "ru"),
        ("https://comments.ua/news/mist-vidkryly-773311.html", "https://comments.ua/ru/news/most-773311.html", "ru"),
        ("https://www.president.gov.ua/news/mist-vidkryto-95001", "https://www.president.gov.ua/en/news/x-95001", "en"),
        ("https://novyny.live/kyiv/mist-vidkryly-9.html", "https://novyny.live/ru/kiev/mist-vidkryly-9.html", "ru"),
        ("https://forbes.ua/news/mist-cherez-richku", "https://forbes.ua/ru/news/mist-cherez-richku", "ru"),
        ("https://fakty.ua/411685-mist-vidkryly", "https://fakty.ua/ru/kiev/411685-mist-vidkryly", "ru"),
        (
            "https://ua.interfax.com.ua/news/general/1040402.html",
            "https://en.interfax.com.ua/news/general/1040405.html",
            "en",
        ),
        ("https://www.unian.ua/war/mist-12950010.html", "https://www.unian.net/war/most-12950013.html", None),
    ],
)
def test_link_that_the_publishers_rule_takes_for_an_edition(url, other, language):
    """A link without a word about languages: a flag, or an icon."""
    assert (language, "url-rule", other) in found("", f'<a href="{other}"><img src="flag.png"></a>', url)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://censor.net/ua/news/3512345/mist", "https://censor.net/ru/news/3512346/most"),
        ("https://censor.net/ua/news/3512345/mist", "https://babel.ua/news/3512345-mist"),
        ("https://www.unian.ua/war/mist-12950010.html", "https://www.unian.ua/war/most-12950013.html"),
        ("https://www.unian.ua/war/mist-12950010.html", "https://www.unian.net/war/most-12950099.html"),
        ("https://forbes.ua/news/mist-cherez-richku", "https://forbes.ua/ru/news/inshyi-mist"),
        ("https://forbes.ua/news/mist-cherez-richku", "https://forbes.ua/news/mist-cherez-richku/#top"),
        ("https://post.example/news/3512345/mist", "https://post.example/ru/news/3512345/most"),
        ("https://tsn.ua/2025/mist-2715234.html", "https://tsn.ua/2025/inshe-2715235.html"),
        ("https://censor.net/ua/news/3512345/mist", "http://[broken/3512345"),
    ],
)
def test_link_that_no_rule_joins(url, other):
    assert found("", f'<a href="{other}"><img src="flag.png"></a>', url) == [
        one for one in found("", "", url) if "[" not in one[2]
    ]


def test_nv_and_slugs_behind_a_prefix_make_addresses():
    assert found("", "", "https://nv.ua/ukr/kyiv/mist-50001.html") == [
        ("ru", "url-rule", "https://nv.ua/kyiv/mist-50001.html")
    ]
    assert found("", "", "https://forbes.ua/news/mist-cherez-richku") == [
        ("ru", "url-rule", "https://forbes.ua/ru/news/mist-cherez-richku")
    ]
