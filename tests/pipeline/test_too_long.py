"""What takes more processor time than `patience` is given up, told in a line, and costs nothing else."""

from dataclasses import replace
from functools import partial

import pytest

from pipeline import gate
from pipeline.check import Request, check
from pipeline.errors import ZvirkaError
from pipeline.many.folder import stories
from pipeline.workers import Workers
from tests.support.hostile import PARAGRAPH
from tests.support.publisher import edition, write

#: Seconds of the processor in which a warm worker does a usual page or story, and not the ones below.
PATIENCE = 1.0
#: As large a page as is taken; reading it is linear, and takes some seconds.
HUGE = PARAGRAPH * 3 + b"<a href='http://a.b/c'>a link in one line</a> " * 210_000
LONG = tuple(f"Paragraph {n} tells of the house {n * 7} in street {n * 3} and of those there. " * 6 for n in range(200))


@pytest.fixture
def workers(settings):
    with Workers(1, PATIENCE, partial(gate.warm, settings)) as workers:
        yield workers


def test_a_page_that_takes_too_long_is_an_edition_that_is_unavailable(settings, workers, tmp_path, said):
    folder = write(tmp_path / "story", [edition("uk"), edition("en")])
    (folder / "ru.html").write_bytes(HUGE)

    found = check(Request(story=str(folder)), settings, progress=said.append, do=workers.do)

    (lost,) = [finding for finding in found.findings if finding.kind == "edition-unavailable"]
    assert (lost.edition, lost.cause) == ("ru", "too-long")
    assert set(found.articles) == {"uk", "en"}


def test_a_comparison_that_takes_too_long_is_a_line_and_the_next_is_made(settings, workers, tmp_path, said):
    long = write(tmp_path / "long", [edition("uk"), edition("en", paragraphs=LONG)])
    usual = write(tmp_path / "usual", [edition("uk"), edition("en")])

    with pytest.raises(ZvirkaError, match="takes too long; is one of them no article"):
        check(Request(story=str(long)), settings, progress=said.append, do=workers.do)
    assert check(Request(story=str(usual)), settings, progress=said.append, do=workers.do).rows


def test_a_batch_with_such_stories_ends(settings, tmp_path, said):
    """A worker that has nothing loaded yet takes longer than this for anything."""
    for name in ("one", "two"):
        write(tmp_path / "many" / name, [edition("uk"), edition("en")])

    done = list(stories(str(tmp_path / "many"), replace(settings, patience=0.01), progress=said.append))

    assert ["too long" in str(each.error) for each in done] == [True, True]
