"""Whole pages as people paste them: ``python -m benchmarks.pasted_pages ARTICLES.jsonl.gz [--houses NAME ...]``.

Stories whose first paragraph is their headline become three pages of an invented house (``tables/furniture.toml``):
switcher, navigation, author, dates, counters, teasers, tags, share labels, comments, footer. Printed are, against the
same stories without all that: findings louder than "info" that are new, by their kind and line, and how many there are
without the house; lines kept or dropped rightly; headlines; and whether paragraphs that were taken from one edition are
still told as missing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from alignment.types import FindingKind, Severity
from benchmarks.pasted.__main__ import Comparer
from parsers.page import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from alignment.types import Comparison, Finding

LANGUAGES = ("uk", "en", "ru")
#: The genres whose articles begin with their headline.
_NEWS = ("ntrex", "24-news/test-en-news", "24-machine")
_PLACES = ("start", "middle", "end", "ending")
_LONGEST_TITLE = 120
_MONTHS = {"uk": "листопада", "en": "November", "ru": "ноября"}
_AUTHORS = {
    "uk": ["Оксана Мороз", "Ігор Бондар"],
    "en": ["Oksana Moroz", "Ihor Bondar"],
    "ru": ["Оксана Мороз", "Игорь Бондарь"],
}
_TAGS = {"uk": ["міста", "Київ"], "en": ["cities", "Kyiv"], "ru": ["города", "Киев"]}

#: The paragraphs of a story by language, the headline first.
Story = dict[str, list[str]]


@dataclass
class _Sums:
    """What was counted."""

    rows: int = 0
    known: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    titles: int = 0
    texts: int = 0
    kept: int = 0
    lost: int = 0
    left: int = 0
    dropped: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    plain: Counter[str] = field(default_factory=Counter)


def stories(path: Path, only: Sequence[str]) -> list[Story]:
    """Return the articles of a file that begin with a headline and whose id begins with one of some words."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    found = [
        {each: [" ".join(" ".join(paragraph[each]).split()) for paragraph in case["paragraphs"]] for each in LANGUAGES}
        for case in cases
        if case["id"].startswith(tuple(only))
    ]
    for story in found:
        for paragraphs in story.values():
            paragraphs[0] = paragraphs[0].rstrip(".")
    return [story for story in found if all(len(story[each][0]) <= _LONGEST_TITLE for each in LANGUAGES)]


def with_standfirst(story: Story) -> Story:
    """Return a story of which the first paragraph has lost its full stop, as standfirsts have none."""
    return {each: [title, first.rstrip(".!?"), *rest] for each, (title, first, *rest) in story.items()}


class House:
    """Dresses editions as the pages of a house; what it puts in is drawn anew for each page."""

    def __init__(self, template: Mapping[str, Mapping[str, Sequence[str]]], pool: Sequence[Story], seed: str) -> None:
        self._template, self._pool, self._rng = template, pool, random.Random(seed)  # noqa: S311 - no secret
        self._shared = random.Random(f"{seed} shared").choice(pool)  # noqa: S311 - a story that all editions point to

    def page(self, language: str, paragraphs: Sequence[str]) -> list[tuple[str, bool]]:
        """Return the lines of a page, each with whether it is the story's; the first paragraph is its headline."""
        title, *body = paragraphs
        above, under, inside, behind = (
            [(self._filled(line, language, title), False) for line in self._template[language][part]]
            for part in ("above", "under", "inside", "behind")
        )
        middle = self._rng.randint(1, max(1, len(body) - 1))
        story = [(line, True) for line in body]
        return [*above, (title, True), *under, *story[:middle], *inside, *story[middle:], *behind]

    def _filled(self, line: str, language: str, title: str) -> str:
        rng = self._rng
        other = rng.choice(self._pool)
        day = rng.randint(1, 30)
        return line.format(
            title=title,
            news=other[language][0].rstrip("."),
            shared=self._shared[language][0].rstrip("."),
            teaser=other[language][1].split(". ")[0].rstrip(".") + ".",
            date=f"{day:02}.11.2025",
            day=f"November {day}, 2025" if language == "en" else f"{day} {_MONTHS[language]} 2025",
            clock=f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}",
            n=rng.randint(3, 9000),
            author=rng.choice(_AUTHORS[language]),
            tag=rng.choice(_TAGS[language]),
        )


def loud(found: Comparison) -> Iterator[tuple[tuple[str, str, str], Finding]]:
    """Yield the findings louder than "info" under a key that two comparisons of a story share."""
    for each in found.findings:
        if each.severity is not Severity.INFO:
            yield (each.kind, each.edition or "", each.evidence[0].text if each.evidence else ""), each


def without(story: Story, language: str, place: str) -> tuple[Story, list[int]]:
    """Return a story of which one edition lacks a paragraph (or the last two), and which they are."""
    count = len(story[language])
    gone = {"start": [1], "middle": [count // 2], "end": [count - 1], "ending": [count - 2, count - 1]}[place]
    return story | {language: [text for number, text in enumerate(story[language]) if number not in gone]}, gone


def told(found: Comparison, story: Story, language: str, gone: Sequence[int]) -> int:
    """Return how many of the paragraphs that an edition lacks are told, as missing or as left out of another one."""
    rows = {
        row for row, each in ((each.row, each) for _, each in loud(found)) if each.kind is FindingKind.MISSING
        and each.edition == language and row is not None
    }  # fmt: skip
    other = next(each for each in LANGUAGES if each != language)
    texts = {found.articles[other].blocks[place].text for row in rows for place in found.rows[row].cells.get(other, ())}
    omitted = [each.evidence[0].text for _, each in loud(found) if each.kind is FindingKind.OMISSION and each.evidence]
    wanted = [[story[each][number] for each in LANGUAGES if each != language] for number in gone]
    return sum(
        story[other][number] in texts or any(text in one for text in omitted for one in many)
        for number, many in zip(gone, wanted, strict=True)
    )


def _articles(pages: Mapping[str, Sequence[tuple[str, bool]]]) -> dict[str, object]:
    return {each: parse("\n\n".join(line for line, _ in page).encode(), url=each) for each, page in pages.items()}


def measure(comparer: Comparer, story: Story, house: House, sums: _Sums, rng: random.Random, *, show: bool) -> None:
    """Compare a story plain and dressed, and with paragraphs taken from one edition, and add to what is counted."""
    plain = {each: [(line, True) for line in story[each]] for each in LANGUAGES}
    base = comparer.compare(_articles(plain))  # type: ignore[arg-type]
    known = {key for key, _ in loud(base)}
    pages = {each: house.page(each, story[each]) for each in LANGUAGES}
    found = comparer.compare(_articles(pages))  # type: ignore[arg-type]
    sums.rows += len(base.rows)
    sums.known += len(known)
    for key, each in loud(found):
        if key not in known:
            sums.alarms[f"{each.kind}/{_line(each, pages)}"] += 1
            if show:
                print(
                    "   ",
                    each.kind,
                    each.severity,
                    each.edition,
                    [(one.edition, one.text[:70]) for one in each.evidence],
                )
    for language, page in pages.items():
        _count_lines(found, language, page, story[language][0], sums)
    for place in _PLACES:
        language = rng.choice(LANGUAGES)
        cut, gone = without(story, language, place)
        pages = {each: house.page(each, cut[each]) for each in LANGUAGES}
        bare = {each: [(line, True) for line in cut[each]] for each in LANGUAGES}
        sums.removed[place] += len(gone)
        sums.plain[place] += told(comparer.compare(_articles(bare)), story, language, gone)  # type: ignore[arg-type]
        known_now = told(comparer.compare(_articles(pages)), story, language, gone)  # type: ignore[arg-type]
        sums.told[place] += known_now
        if show and known_now < len(gone):
            print("    NOT TOLD", place, language, [story[language][number][:70] for number in gone])


def _line(each: Finding, pages: Mapping[str, Sequence[tuple[str, bool]]]) -> str:
    """Return whether a finding's evidence stands in a line of the story or of the house."""
    for one in each.evidence:
        if any(not own and one.text in line for line, own in pages[one.edition]) and not any(
            own and one.text in line for line, own in pages[one.edition]
        ):
            return "house"
    return "story"


def _count_lines(found: Comparison, language: str, page: Sequence[tuple[str, bool]], title: str, sums: _Sums) -> None:
    article = found.articles[language]
    sums.texts += 1
    sums.titles += article.title == title
    if article.title != title:
        print("TITLE", language, article.title[:70], "|", title[:60])
    kept = {block.path for block in article.blocks if block.kind != "caption"}
    for number, (line, own) in enumerate(page):
        if line == title:
            continue
        stays = f"line:{2 * number + 1}" in kept
        sums.kept += own and stays
        sums.lost += own and not stays
        sums.left += not own and stays
        sums.dropped += not own and not stays


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pasted_pages", description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--only", nargs="+", default=_NEWS, help="only articles whose id begins so")
    parser.add_argument("--houses", nargs="+", default=(), help="only these; all where none is named")
    parser.add_argument("--stories", type=int, default=20, help="at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--standfirst", action="store_true", help="first paragraphs lose their full stop")
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors between runs")
    parser.add_argument("--show", action="store_true", help="each alarm")
    options = parser.parse_args()
    houses = tomllib.loads((Path(__file__).parent / "tables" / "furniture.toml").read_text(encoding="utf-8"))
    pool = stories(options.articles, _NEWS)
    rng = random.Random(options.seed)  # noqa: S311 - which stories are taken
    chosen = stories(options.articles, options.only)
    rng.shuffle(chosen)
    if options.standfirst:
        chosen = [with_standfirst(story) for story in chosen]
    comparer = Comparer(options.cache)
    whole = _Sums()
    for name in options.houses or houses:
        sums = _Sums()
        for number, story in enumerate(chosen[: options.stories]):
            if options.show:
                print(name, number, story["en"][0])
            others = [each for each in pool if each["en"][0] != story["en"][0]]  # some are there in two translations
            house = House(houses[name], others, f"{options.seed} {name} {number}")
            measure(comparer, story, house, sums, rng, show=options.show)
        _print(name, sums)
        for each, value in vars(sums).items():
            setattr(whole, each, getattr(whole, each) + value)
    _print("all", whole)


def _print(name: str, sums: _Sums) -> None:
    count = sums.alarms.total()
    precision, recall = sums.kept / max(1, sums.kept + sums.left), sums.kept / max(1, sums.kept + sums.lost)
    both = 2 * precision * recall / (precision + recall)
    places = ", ".join(f"{each} {sums.told[each]}/{sums.plain[each]}/{sums.removed[each]}" for each in _PLACES)
    print(
        f"{name}: {count} alarms on {sums.rows} rows, {100 * count / sums.rows:.1f} per 100 (without the house"
        f" {100 * sums.known / sums.rows:.1f}); headlines {sums.titles} of"
        f" {sums.texts}; lines F1 {both:.3f} ({sums.lost} lost, {sums.left} left); told {sums.told.total()} of"
        f" {sums.removed.total()} (plain {sums.plain.total()}): {places}",
        dict(sums.alarms),
    )


if __name__ == "__main__":
    main()
