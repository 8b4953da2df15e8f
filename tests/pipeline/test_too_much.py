"""Articles that are longer than any."""

from datetime import UTC, datetime

import pytest

from parsers.limits import ARTICLE, BLOCKS
from parsers.types import UnreadablePageError
from pipeline.reading.page_parsing import parse
from sources.types import Page


def numbered(part, count):
    return "".join(part.replace("{}", str(number)) for number in range(count))


def of(text):
    return Page(url="page", raw=text.encode(), fetched=datetime.now(UTC))


@pytest.mark.parametrize(
    "page",
    [
        numbered("<p>Sentence {} of a book that goes on for very long.</p>", ARTICLE // 40),
        numbered("<p>Sentence {} of a story that goes on for very long.</p>", BLOCKS + 1),
        f"<p>{numbered('Sentence {} of a story that goes on for very long. ', ARTICLE // 40)}</p>",
    ],
    ids=["text", "blocks", "one block"],
)
def test_a_page_that_is_longer_than_any_article_is_refused(page):
    with pytest.raises(UnreadablePageError) as raised:
        parse(of(f"<article><h1>One thing</h1>{page}</article>"), ("en",))

    assert raised.value.reason == "too-much"


def test_a_long_read_is_an_article():
    story = numbered("<p>Sentence {} of a story that goes on for very long.</p>", ARTICLE // 80)

    assert parse(of(f"<article><h1>One thing</h1>{story}</article>"), ("en",)).blocks
