"""What changed between two versions of a page, word by word, and where the history shows it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st

from review.findings.word_diff import GONE, NEW, SAME, changed, words
from tests.support.stories import article

STORY = "/stories/security-guarantees"


def page(*texts):
    own = article("uk")
    return replace(own, title=texts[0], blocks=tuple(replace(own.blocks[0], text=text) for text in texts[1:]))


def said(paragraph):
    marks = {SAME: "{}", GONE: "-{}-", NEW: "+{}+"}
    return "".join(marks[piece.kind].format(piece.text) for piece in paragraph)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Міст коштував 40 мільйонів.", "Міст коштував 60 мільйонів.", "Міст коштував -40-+60+ мільйонів."),
        ("Рада підтримала закон.", "Рада не підтримала закон.", "Рада +не +підтримала закон."),
        (
            "Він сказав це вчора ввечері.",
            "Він сказав це сьогодні зранку.",
            "Він сказав це -вчора ввечері-+сьогодні зранку+.",
        ),
        ("Усе так.", "Усе так.", "Усе так."),
    ],
)
def test_words_that_changed_are_marked(before, after, shown):
    assert said(words(before, after)) == shown


def test_paragraphs_that_came_went_and_changed():
    before = page("Заголовок", "Перший абзац про міст.", "Другий абзац про дорогу й гроші.", "Третій.")
    after = page("Заголовок новий", "Перший абзац про міст.", "Зовсім нове речення тут.", "Третій.")
    assert [said(each) for each in changed(before, after)] == [
        "Заголовок+ новий+",
        "+Зовсім нове речення тут.+",
        "-Другий абзац про дорогу й гроші.-",
    ]
    assert changed(before, before) == ()


TEXTS = st.lists(st.text("аб в,.", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_from_what_is_shown(before, after):
    found = changed(page(*before), page(*after))
    for kinds, texts, others in (((SAME, GONE), before, after), ((SAME, NEW), after, before)):
        read = ["".join(piece.text for piece in each if piece.kind in kinds) for each in found]
        left = list(texts)
        for each in filter(None, read):
            left.remove(each)
        assert all(text in others for text in left), "what is not shown stands in both"


def test_what_is_too_long_is_shown_as_a_whole():
    assert [each.kind for each in words("а " * 4000, "б " * 4000)] == [GONE, NEW]


def test_the_history_tells_which_edition_changed_and_how(open_page, site, comparison):
    english = comparison.articles["en"]
    blocks = tuple(replace(each, text=each.text.replace("880,000", "890,000")) for each in english.blocks)
    later = comparison.created + timedelta(hours=1)
    articles = {**comparison.articles, "en": replace(english, blocks=blocks)}
    site.store.record(replace(comparison, articles=articles, created=later), {})
    newest, first = [
        each for each in site.client().get(f"{STORY}/history.json").json() if each["what"] in ("compared", "first")
    ]
    assert [each["edition"] for each in newest["changes"]] == ["en"]
    assert first["changes"] == []
    page = open_page(f"{site.url}{STORY}/history?lang=uk", script=False)
    page.get_by_text("1 абзац змінено").click()
    assert (page.locator(".edits del").inner_text(), page.locator(".edits ins").inner_text()) == ("880", "890")
    dark = open_page(f"{site.url}{STORY}/history", scheme="dark", width=380)
    dark.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert Axe().run(dark).violations_count == 0
    assert dark.evaluate("document.documentElement.scrollWidth") <= 380
