"""An editor at the review app: reads every page of the only story over HTTP, and asks that they say the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from bs4 import BeautifulSoup

from review.access import TOKEN_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import Tag

SEVERITIES = ("critical", "major", "minor", "info")
#: Kinds that only say how the publisher's pages are made; no step of a day is about them.
ASIDE = frozenset({"media", "label"})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the review app says about a story, once its pages were found to agree."""

    story: str
    #: The languages that the list names, in order.
    editions: tuple[str, ...]
    #: Kind and edition of what counts, and of what was dismissed.
    open: tuple[tuple[str, str], ...]
    dismissed: tuple[tuple[str, str], ...]
    #: Ids of findings that count.
    ids: tuple[str, ...]
    #: The text of the story's page.
    text: str
    #: What happened so far to the findings, oldest first, as (what, kind of edition's code).
    history: tuple[tuple[str, str], ...]


class Reviewer:
    """An editor with a browser.

    Args:
        url: where the review app is.
    """

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=30, trust_env=False, headers={"Accept-Language": "en"})

    def close(self) -> None:
        """Close the browser."""
        self._client.close()

    def see(self) -> Seen | None:
        """Read everything; None where there is no story yet.

        Raises:
            AssertionError: two pages contradict each other.
        """
        while True:
            before = self.json("/stories.json")["stories"]
            seen = self._read(before)
            if self.json("/stories.json")["stories"] == before:  # else a round came between two pages
                return seen.checked() if seen is not None else None

    def _read(self, listed: list[dict[str, Any]]) -> _Pages | None:
        if not listed:
            return None
        (story,) = listed
        path = f"/stories/{story['id']}"
        report, history = self.json(f"{path}.json"), self.json(f"{path}/history.json")
        return _Pages(story, self.page("/"), self.page(path), report, history)

    def dismiss(self, seen: Seen) -> None:
        """Dismiss everything that counts, as the page's script does."""
        token = self.json("/me.json")["token"]
        choice = {"finding": list(seen.ids), "reason": "deliberate", "scope": "text", "note": "as agreed"}
        path = f"/stories/{seen.story}/decisions.json"
        answer = self._client.post(path, json=choice, headers={TOKEN_HEADER: token})
        assert answer.is_success, answer.text

    def metrics(self) -> dict[str, float]:
        """Return the counters by name and labels."""
        lines = self._client.get("/metrics").raise_for_status().text.splitlines()
        return {name: float(value) for name, _, value in (each.rpartition(" ") for each in lines if each[:1] != "#")}

    def json(self, path: str) -> Any:
        """Return what the app answers to a request for JSON."""
        return self._client.get(path).raise_for_status().json()

    def page(self, path: str) -> BeautifulSoup:
        """Return a page."""
        return BeautifulSoup(self._client.get(path).raise_for_status().text, "lxml")


@dataclass(frozen=True)
class _Pages:
    """What the app answered about the only story: its line as JSON, the list, its page, its report, its history."""

    story: dict[str, Any]
    index: BeautifulSoup
    page: BeautifulSoup
    report: dict[str, Any]
    history: list[dict[str, Any]]

    def checked(self) -> Seen:
        """Ask that all of them say the same, and return that."""
        articles = self.page.select("article.finding")
        counted = [each for each in articles if each["data-state"] not in ("dismissed", "resolved")]
        self._agree(counted)
        return Seen(
            story=self.story["id"],
            editions=tuple(each["language"] for each in self.story["editions"]),
            open=_about(counted),
            dismissed=_about(each for each in articles if each["data-state"] == "dismissed"),
            ids=tuple(str(each["id"]).removeprefix("f-") for each in counted),
            text=self.page.get_text(),
            history=tuple((each["what"], each["edition"]) for each in reversed(self.history)),
        )

    def _agree(self, counted: list[Tag]) -> None:
        (item,) = self.index.select("li.story")
        link = item.select_one("h3 a")
        assert link is not None
        assert link["href"] == f"/stories/{self.story['id']}"
        languages = [each["language"] for each in self.story["editions"]]
        assert len(item.select(".tag:not(.absent)")) == len(languages)
        absent = self.story["absent"]
        assert len(item.select(".tag.absent")) == len(self.page.select(".edition.absent")) == len(absent), "the absent"
        assert set(languages) == set(self.report["story"]["editions"]), "the list and the report"
        severities = Counter(str(each["data-severity"]) for each in counted)
        assert self.story["counts"] == {name: severities[name] for name in SEVERITIES}, "the list and the story's page"
        shown = {str(each["class"][1]) for each in item.select(".count")}
        assert shown == set(severities), "the list as a page and the story's page"
        ids = {f"f-{each['id']}" for each in self.report["findings"]}
        assert ids == {each["id"] for each in counted}, "the report and the story's page"


def _about(articles: Iterable[Tag]) -> tuple[tuple[str, str], ...]:
    found = [(str(each["data-kind"]), str(each["data-edition"])) for each in articles]
    return tuple(sorted(each for each in found if each[0] not in ASIDE))
