"""A made-up publisher in three languages, as pages on a loopback site or as files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.support.site import Site

from tests.support.site import Answer

NAMES = {"uk": "Вісник", "en": "Herald", "ru": "Вестник"}

_STORY = {
    "uk": (
        "Міська рада виділила 12 мільйонів гривень на ремонт мосту",
        "Міська рада Полтави виділила 12 мільйонів гривень на ремонт мосту через Ворсклу, повідомив Карпов.",
        "Роботи почнуться 3 березня і триватимуть близько пів року, уточнили у департаменті транспорту.",
        "На час ремонту рух вантажівок перенаправлять на об'їзну дорогу, її ширина становить 9 метрів.",
        "«Ми чекали на ці гроші чотири роки, і тепер відкладати нікуди», – сказав Карпов після засідання.",
    ),
    "en": (
        "City council sets aside 12 million hryvnias to repair a bridge",
        "The Poltava city council set aside 12 million hryvnias to repair the bridge over the Vorskla, Karpov said.",
        "Work starts on March 3 and will take about half a year, the transport department specified.",
        "Lorries will be sent to the bypass during the repairs; the road there is 9 metres wide.",
        '"We waited four years for this money, and nothing can be put off now," Karpov said after the session.',
    ),
    "ru": (
        "Городской совет выделил 12 миллионов гривен на ремонт моста",
        "Городской совет Полтавы выделил 12 миллионов гривен на ремонт моста через Ворсклу, сообщил Карпов.",
        "Работы начнутся 3 марта и продлятся около полугода, уточнили в департаменте транспорта.",
        "На время ремонта движение грузовиков перенаправят на объездную дорогу, её ширина составляет 9 метров.",
        "«Мы ждали этих денег четыре года, и теперь откладывать некуда», – сказал Карпов после заседания.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition's page before it is written as HTML."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    published: str = "2026-03-01T10:00:00+02:00"
    modified: str = ""
    declared: str = ""
    #: Language and address of the other editions.
    alternates: dict[str, str] = field(default_factory=dict)
    canonical: str = ""

    def html(self) -> bytes:
        links = "".join(
            f'<link rel="alternate" hreflang="{language}" href="{url}">' for language, url in self.alternates.items()
        )
        canonical = f'<link rel="canonical" href="{self.canonical}">' if self.canonical else ""
        modified = f'<meta property="article:modified_time" content="{self.modified}">' if self.modified else ""
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in self.paragraphs)
        return (
            f'<!DOCTYPE html><html lang="{self.declared or self.language}"><head><meta charset="utf-8">'
            f'<title>{self.title}</title><meta property="article:published_time" content="{self.published}">'
            f'{modified}{canonical}{links}</head><body><nav><a href="/">{NAMES.get(self.language, "")}</a></nav>'
            f"<main><article><h1>{self.title}</h1>\n{body}</article></main></body></html>"
        ).encode()


def edition(language: str, **changes: Any) -> Edition:
    """Return the bridge story in a language."""
    title, *paragraphs = _STORY[language]
    return replace(Edition(language=language, title=title, paragraphs=tuple(paragraphs)), **changes)


def without(made: Edition, index: int) -> Edition:
    """Return an edition that lacks one paragraph."""
    return replace(made, paragraphs=made.paragraphs[:index] + made.paragraphs[index + 1 :])


def publish(site: Site, editions: Sequence[Edition], *, prefix: str = "/news/bridge") -> dict[str, str]:
    """Serve editions that link to each other; return their addresses by language."""
    urls = {made.language: site.url(f"{prefix}/{made.language}.html") for made in editions}
    for made in editions:
        linked = replace(made, alternates=made.alternates or urls, canonical=made.canonical or urls[made.language])
        site.page(f"{prefix}/{made.language}.html", linked.html())
    return urls


def alone(site, path, made):
    """Serve an edition that links to no other; return its address."""
    site.page(path, made.html())
    return site.url(path)


def announce(site, path, *entries, at="Sun, 01 Mar 2026 09:30:00 +0200"):
    """Serve a feed of addresses with their editions, all of one time; return its address."""
    items = "".join(
        f"<item><title>{made.title}</title><link>{url}</link><pubDate>{at}</pubDate></item>" for url, made in entries
    )
    body = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()
    site.put(path, Answer(body=body, headers={"Content-Type": "application/rss+xml"}))
    return site.url(path)


def write(folder: Path, editions: Sequence[Edition]) -> Path:
    """Write editions as files named by language."""
    folder.mkdir(parents=True, exist_ok=True)
    for made in editions:
        (folder / f"{made.language}.html").write_bytes(made.html())
    return folder
