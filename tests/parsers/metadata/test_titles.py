"""Which of a page's statements about its title is taken."""

import json

import pytest

from parsers.page import parse

STORY = "<p>A sentence of a story that goes on for long enough to be one, and then for a little longer.</p>"


def title(*, headline=None, shared=None, visible=None, plain="", site="The Post", trail=None, second=None, again=None):
    node = json.dumps({"@type": "NewsArticle", "headline": headline, "publisher": {"name": site}})
    head = f"<title>{plain}</title><script type='application/ld+json'>{node}</script>"
    head += f'<meta property="og:title" content="{shared}">' if shared else ""
    shown = f"<nav><ul><li><h1>{trail}</h1></li></ul></nav>" if trail else ""
    shown += "".join(f"<{tag}>{text}</{tag}>" for tag, text in (("h1", visible), ("h1", again), ("h2", second)) if text)
    page = f"<html><head>{head}</head><body><article>{shown}{STORY * 1}</article></body></html>"
    return parse(page.encode(), url="page").title


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ({"headline": "One", "shared": "Two", "visible": "One"}, "One"),
        ({"headline": "One", "shared": "Two", "visible": "Two"}, "Two"),
        ({"headline": "One", "shared": "One | The Post", "visible": "Other"}, "One"),
        ({"shared": "One - The Post"}, "One"),
        ({"plain": "One – The Post"}, "One"),
        ({"headline": "Fires! - Latest", "shared": "Fires! - Latest", "visible": "Fires!"}, "Fires! - Latest"),
        ({"headline": "Fires! - The Post", "shared": "Fires! - The Post", "visible": "Fires!"}, "Fires!"),
        ({"headline": "Fires! - Latest", "shared": "Fires!", "visible": "Fires!"}, "Fires!"),
        (
            {"headline": "Interview: a very long talk about rivers", "shared": "A very long talk about rivers"},
            "A very long talk about rivers",
        ),
        (
            {
                "headline": "Bridge: the ferry is back",
                "shared": "The ferry is back on the river",
                "trail": "Bridge: the ferry is back",
                "second": "New timetable The ferry is back on the river",
            },
            "The ferry is back on the river",
        ),
        (
            {
                "shared": "After the storm: the ferry is back on the river",
                "visible": "New timetable - The ferry is back on the river",
            },
            "the ferry is back on the river",
        ),
        ({"shared": "The ferry is back: timetable and fares", "visible": "The ferry is back"}, "The ferry is back"),
        (
            {"shared": "Transport: The ferry is back on the river", "visible": "The ferry is back on the river"},
            "Transport: The ferry is back on the river",
        ),
        (
            {
                "shared": "Transport: The ferry is back on the river",
                "visible": "The ferry is back on the river",
                "plain": "The ferry is back on the river • The Post",
            },
            "The ferry is back on the river",
        ),
        (
            {"shared": "Harbour Gazette: the ferry", "visible": "Harbour Gazette", "site": "Harbour Gazette"},
            "Harbour Gazette: the ferry",
        ),
        ({"shared": "It's “here”: the ferry", "visible": "No trains today"}, "It's “here”: the ferry"),
        (
            {
                "headline": "The ferry’s back",
                "visible": "The ferry’s back",
                "shared": "The ferry's back",
                "plain": "The ferry's back | The Post",
            },
            "The ferry's back",
        ),
        ({"headline": "Ferry’s back", "visible": "Ferry’s back", "shared": "Ferry's back"}, "Ferry’s back"),
        ({"shared": "The &amp;quot;ferry&amp;quot; &amp;amp; the bridge"}, 'The "ferry" & the bridge'),
        ({"visible": "Log in", "shared": "The ferry is back", "again": "The ferry is back"}, "The ferry is back"),
        (
            {
                "shared": "Ferry on the river is back after the storm",
                "visible": "After the storm, the river ferry returns with a timetable",
            },
            "After the storm, the river ferry returns with a timetable",
        ),
        (
            {"shared": "The river ferry returns in spring", "visible": "The old river ferry returns again in spring"},
            "The river ferry returns in spring",
        ),
        (
            {"shared": "Why the ferry is back", "visible": "The ship that nobody wanted", "plain": "Press releases"},
            "Why the ferry is back",
        ),
        ({"shared": "Press releases", "visible": "The ship is back", "plain": "The ship is back"}, "The ship is back"),
        ({"shared": "The Post", "visible": "The ferry is back on the river"}, "The ferry is back on the river"),
        (
            {"shared": "The captain says of it: ", "visible": "The captain says of it: “never again”"},
            "The captain says of it: “never again”",
        ),
        (
            {
                "shared": "The ferry is back on the river",
                "visible": "News",
                "second": "The ferry is back on the river, with bells",
            },
            "The ferry is back on the river, with bells",
        ),
        (
            {
                "shared": "The ferry is back - of sorts",
                "visible": "The ferry is back – of sorts",
                "plain": "The ferry is back – of sorts | The Post",
            },
            "The ferry is back – of sorts",
        ),
        ({"shared": "The ferry is back|The Post"}, "The ferry is back"),
        ({"shared": "The Post｜The ferry is back"}, "The ferry is back"),
        ({"shared": "The ferry is back: the Post"}, "The ferry is back: the Post"),
        ({"shared": "The ferry is back -"}, "The ferry is back"),
        ({"visible": "<style>.x{color:red}</style>The ferry is back"}, "The ferry is back"),
        ({"plain": "The ferry is back on the river", "visible": "Welcome"}, "The ferry is back on the river"),
        ({"plain": "Ferryboats and their timetables", "visible": "Our new ferry"}, "Our new ferry"),
        ({"plain": "Home", "visible": "The ferry is back"}, "The ferry is back"),
        ({"headline": "AT&amp;T wins", "visible": "AT&amp;T wins"}, "AT&T wins"),
    ],
)
def test_title(statements, expected):
    assert title(**statements) == expected
