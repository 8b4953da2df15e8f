from dataclasses import replace

import pytest
import sqlalchemy as sa

from alignment.types import FindingKind
from pipeline.check import Request, check
from pipeline.errors import TooFewEditionsError, UsageError
from pipeline.settings import house
from pipeline.settings.publisher_settings import Publisher
from storage.decisions import Choice, Reason, Scope
from storage.models import Base
from storage.store import Store
from storage.stories.story_browser import Filter
from tests.support.publisher import edition, publish, without, write
from tests.support.site import Answer
from tests.support.stories import comparison


@pytest.fixture
def run(settings, said):
    def run(story=None, **editions):
        return check(Request(story=story, editions=editions), settings, progress=said.append)

    return run


def lost(comparison):
    return {
        (finding.edition, finding.cause)
        for finding in comparison.findings
        if finding.kind is FindingKind.EDITION_UNAVAILABLE
    }


ALL = [edition("uk"), edition("en"), edition("ru")]


def test_sister_editions_of_one_address_are_found(run, site):
    urls = publish(site, [edition("uk"), edition("en"), without(edition("ru"), 2)])
    comparison = run(urls["en"])
    assert set(comparison.articles) == {"uk", "en", "ru"}
    assert {language: article.url for language, article in comparison.articles.items()} == urls
    assert (FindingKind.MISSING, "ru") in {(each.kind, each.edition) for each in comparison.findings}


def test_story_has_one_id_from_whichever_edition_it_is_checked(run, site):
    urls = publish(site, ALL)
    assert len({run(url).story for url in urls.values()}) == 1


def test_second_run_asks_only_for_changes(run, site, settings):
    urls = publish(site, ALL)
    run(urls["uk"])
    run(urls["uk"])
    pages = [seen for seen in site.seen if seen.path != "/robots.txt"]
    assert len(pages) == 6
    assert all("if-none-match" in seen.headers for seen in pages[3:])
    with Store(settings.database_url) as store:
        assert len(store.stories().stories) == 1


def rows(settings):
    with Store(settings.database_url) as store, store._engine.begin() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in Base.metadata.sorted_tables
        }


def test_nothing_is_done_again_for_pages_that_did_not_change(run, site, settings, said):
    urls = publish(site, [edition("uk"), edition("en"), without(edition("ru"), 2)])
    first, before = run(urls["uk"]), rows(settings)
    said.clear()
    second = run(urls["ru"])
    assert replace(second, created=first.created) == first
    assert second.created > first.created
    assert rows(settings) == before
    assert said == ["Nothing has changed in UA, EN, RU since the last check"]


def test_newer_program_compares_unchanged_pages_again(run, site, monkeypatch, said):
    urls = publish(site, ALL)
    run(urls["uk"])
    monkeypatch.setattr("pipeline.comparing.reuse.build", lambda: "0.2.0-1")
    said.clear()
    run(urls["uk"])
    assert said[-1] == "Comparing UA, EN, RU"


def test_change_of_one_page_is_seen(run, site):
    urls = publish(site, ALL)
    run(urls["uk"])
    publish(site, [edition("uk"), edition("en"), without(edition("ru"), 2)])
    assert (FindingKind.MISSING, "ru") in {(each.kind, each.edition) for each in run(urls["uk"]).findings}


def test_page_that_is_gone_is_seen(run, site):
    urls = publish(site, ALL)
    run(urls["uk"])
    site.put("/news/bridge/ru.html", Answer(status=410))
    assert lost(run(urls["uk"])) == {("ru", "not-found")}


def test_edition_that_comes_back_is_seen(run, site):
    urls = publish(site, ALL)
    site.put("/news/bridge/ru.html", Answer(status=500))
    assert set(run(urls["uk"]).articles) == {"uk", "en"}
    publish(site, ALL)
    assert set(run(urls["uk"]).articles) == {"uk", "en", "ru"}


def test_language_of_the_body_decides_about_a_sister(run, site):
    """hreflang may lie: here the page called Russian is Ukrainian, and the other way round."""
    uk, ru = site.url("/ukr/1.html"), site.url("/rus/1.html")
    links = {"uk": uk, "ru": ru}
    site.page("/ukr/1.html", replace(edition("ru"), declared="uk", alternates=links).html())
    site.page("/rus/1.html", replace(edition("uk"), declared="ru", alternates=links).html())
    comparison = run(uk)
    assert {language: article.url for language, article in comparison.articles.items()} == {"ru": uk, "uk": ru}


def test_fewer_than_two_after_fetching_is_status_3_and_writes_nothing(run, site, settings):
    urls = publish(site, ALL)
    for language in ("en", "ru"):
        site.put(f"/news/bridge/{language}.html", Answer(status=404))
    with pytest.raises(TooFewEditionsError) as caught:
        run(urls["uk"])
    assert caught.value.exit_status == 3
    assert "\n" not in str(caught.value)
    with Store(settings.database_url) as store:
        assert store.stories().stories == ()


def test_page_without_sister_editions(run, site):
    site.page("/alone.html", edition("uk").html())
    with pytest.raises(TooFewEditionsError, match="--en, --ru"):
        run(site.url("/alone.html"))


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://10.0.0.1/a", 3),
        ("http://nobody.invalid/", 3),
        ("ftp://visnyk.example/a", 2),
        ("http://u:p@x.example/", 2),
    ],
)
def test_address_that_cannot_be_fetched(run, url, status):
    with pytest.raises(TooFewEditionsError) as caught:
        run(url)
    assert caught.value.exit_status == status
    assert "u:p" not in str(caught.value)


def test_addresses_and_files_mix(run, site, tmp_path):
    urls = publish(site, ALL)
    folder = write(tmp_path / "a", [edition("en")])
    assert set(run(uk=urls["uk"], en=str(folder / "en.html")).articles) == {"uk", "en"}


def test_two_addresses_in_one_language(run, site):
    urls = publish(site, ALL)
    site.page("/copy.html", edition("uk").html())
    with pytest.raises(UsageError, match="different languages"):
        run(uk=urls["uk"], en=site.url("/copy.html"))


def test_linked_page_of_another_time_is_no_sister(run, site):
    old = replace(edition("ru"), published="2024-01-01T10:00:00+02:00")
    urls = publish(site, [edition("uk"), edition("en"), old])
    comparison = run(urls["uk"])
    assert set(comparison.articles) == {"uk", "en"}
    assert lost(comparison) == {("ru", "another-story")}


@pytest.mark.parametrize(("sent", "declared"), [("windows-1251", "utf-8"), ("utf-8", "windows-1251")])
def test_wrong_charset_in_the_header_spoils_no_letters(run, site, sent, declared):
    """The server names one charset and sends another, and the page itself is silent or wrong, too."""
    urls = publish(site, ALL)
    linked = replace(edition("uk"), alternates=urls, canonical=urls["uk"])
    page = linked.html().decode().replace('<meta charset="utf-8">', "")
    body = page.replace("–", "-").encode(sent)
    site.put("/news/bridge/uk.html", Answer(body=body, headers={"Content-Type": f"text/html; charset={declared}"}))
    comparison = run(urls["en"])
    assert comparison.articles["uk"].title == edition("uk").title
    assert set(comparison.articles) == {"uk", "en", "ru"}


def test_one_house_stays_one_whatever_changes(settings, said, site):
    """A change of the English page made the story's title English, turned its columns, and named its house anew."""
    named = {"uk": "Вісник", "en": "Visnyk UX", "ru": "Вестник"}
    urls = publish(site, ALL)
    for made in ALL:
        linked = replace(made, alternates=urls, canonical=urls[made.language]).html().decode()
        name = f'<meta property="og:site_name" content="{named[made.language]}"></head>'
        site.page(f"/news/bridge/{made.language}.html", linked.replace("</head>", name).encode())
    houses = {"127.0.0.1": Publisher(name="visnyk-ux")}
    for first in ("uk", "en", "ru"):
        comparison = check(Request(story=urls[first]), replace(settings, publishers=houses), progress=said.append)
        assert list(comparison.articles) == ["uk", "en", "ru"]
        site.page(f"/news/bridge/{first}.html", site.answer(f"/news/bridge/{first}.html", {}).body + b"<!-- x -->")
    with Store(settings.database_url) as store:
        (story,) = store.stories().stories
        assert set(store.browsing.publishers()) - {""} == {"visnyk-ux"}
    assert (story.publisher, story.title) == ("visnyk-ux", edition("uk").title)
    assert story.titled("ru") == (edition("ru").title, "ru")
    assert story.titled("de") == (edition("uk").title, "uk")


def test_house_without_a_section_is_its_host_and_takes_its_section_later(settings, said, site):
    urls = publish(site, ALL)
    check(Request(story=urls["en"]), settings, progress=said.append)
    houses = {"127.0.0.1": Publisher(name="visnyk")}
    with Store(settings.database_url) as store:
        assert set(store.browsing.publishers()) - {""} == {"127.0.0.1"}
        assert house.bring_up_to_date(store, houses) == 1
        assert house.bring_up_to_date(store, houses) == 0
        assert set(store.browsing.publishers()) - {""} == {"visnyk"}
        assert store.stories().stories[0].publisher == "visnyk"
        assert store.browsing.stories(Filter(words="visnyk")).stories != ()


def test_a_page_that_calls_itself_by_another_house_stays_out_of_its_books(run, site, settings):
    """What is said in ``og:site_name``, as the publisher and as the canonical address."""
    with Store(settings.database_url) as store:
        mine = comparison("visnyk-1")
        store.record(mine, {})
        choice = Choice(reason=Reason.DELIBERATE, scope=Scope.PUBLISHER, who="x", made=mine.created, note="")
        store.decisions.make(mine, mine.findings, choice)
        before = [each for each in store.browsing.days("2000-01-01") if each.publisher == mine.house]
        assert before
        wrong = tuple(text.replace("12 million", "15 million") for text in edition("en").paragraphs)
        claims = (
            f'<meta property="og:site_name" content="{mine.house}"><script type="application/ld+json">'
            f'{{"@type": "NewsArticle", "publisher": {{"name": "{mine.house}"}}}}</script></head>'
        )
        urls = {code: site.url(f"/news/{code}.html") for code in ("uk", "en", "ru")}
        for each in (edition("uk"), edition("en", paragraphs=wrong), edition("ru")):
            made = replace(each, alternates=urls, canonical=f"https://{mine.house}/{each.language}/1")
            site.page(f"/news/{each.language}.html", made.html().replace(b"</head>", claims.encode()))
        found = run(urls["uk"])
        assert {each.publisher for each in found.articles.values()} == {mine.house}, "as it calls itself"
        assert (found.house, found.story == mine.story) == ("127.0.0.1", False)
        assert {(each.kind, each.edition) for each in found.findings} >= {(mine.findings[0].kind, "en")}
        assert not store.decisions.of(found).holding
        assert [each for each in store.browsing.days("2000-01-01") if each.publisher == mine.house] == before
        assert store.comparison(mine.story) == mine
