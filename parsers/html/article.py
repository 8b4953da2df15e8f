"""An HTML page to an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from locales import DEFAULT_LANGUAGES
from parsers import charset, language_detection
from parsers.boilerplate import phrases
from parsers.html import amp, embeds, scripts, soup, walls
from parsers.html import region as regions
from parsers.html.annotate import annotate
from parsers.html.anonymous_blocks import part_lines
from parsers.html.prune import prune
from parsers.html.refine import authors_in, dropped_block, refine
from parsers.html.text_blocks import squeeze
from parsers.html.tree import Paths, bounded, build, text_of
from parsers.metadata import alternates, collect, jsonld
from parsers.metadata.authors import split
from parsers.publishers import apply, profiles
from parsers.publishers.profile import first
from parsers.roles import assign
from parsers.sanitize import primary
from parsers.types import (
    Article,
    Block,
    BlockKind,
    Conflict,
    DroppedBlock,
    DropReason,
    Notice,
    UnreadablePageError,
    notice,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from parsers.boilerplate import Phrases
    from parsers.metadata.collect import Metadata
    from parsers.publishers.profile import Profile

#: Zone of dates without one: the publishers that the tables know write Kyiv time.
ZONE = "Europe/Kyiv"
#: Elements without text for readers; nothing is recorded of them.
SILENT = ("script", "style", "noscript", "template", "svg", "object", "canvas", "map", "datalist", "head")
#: Less text of a page's scripts says nothing about where the story stands (characters).
_LEAST_TOLD = 300
#: Letters of such a text that are looked for, and how far apart.
_SAMPLE, _EVERY = 25, 100
_MOSTLY = 0.6
_STEM = 5
_LONG_WORD = re.compile(r"\w{5,}")
_FEWEST_WORDS = 4
#: A story has more of the words of its title and description than this.
_FEWEST_SHARED = 0.15
_WALLS = {
    walls.BOT_CHECK: "the site asks whether a person is reading and shows no story; save the page in a browser",
    walls.CONSENT_WALL: "the site asks for consent and shows no story; save the page in a browser",
}
_PROSE = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM))


def parse_html(
    raw: bytes,
    *,
    url: str,
    languages: Sequence[str] = DEFAULT_LANGUAGES,
    http_charset: str | None = None,
    link_header: str = "",
) -> Article:
    """Return the article of a page.

    Args:
        raw: the page as it was received.
        url: its address, or the file's name.
        languages: BCP 47 codes of the editions that are expected.
        http_charset: the charset of the HTTP header, if there was one.
        link_header: the Link header that came with the page, if there was one.

    Raises:
        UnreadablePageError: there is no article in the bytes.
    """
    decoded = charset.decode(raw, http_charset)
    if not decoded.readable:
        raise UnreadablePageError(url, "encoding", "the text's encoding cannot be told; save the page as UTF-8")
    text = bounded(decoded.text)
    root = build(text)
    if root is None:
        raise UnreadablePageError(url, "empty", "the page is empty")
    nodes = jsonld.nodes(root)
    meta = collect.read(root, nodes=nodes, zone=ZONE, url=url)
    meta = replace(meta, canonical=alternates.canonical_of(root, meta.canonical, url, meta.language))
    day = meta.published.date() if meta.published else None
    profile = profiles.find(tuple(filter(None, (url, meta.canonical))), day)
    others = alternates.find(
        root,
        url=meta.canonical or url,
        own=(url,),
        nodes=nodes,
        languages=languages,
        profile=profile,
        link_header=link_header,
    )
    data = scripts.of_data(root)
    embeds.put_in(root)
    etree.strip_elements(root, *SILENT, with_tail=False)
    if "<amp-" in text:
        amp.as_html(root)
    read = _completed(_read(root, meta, languages, profile), meta, data)
    before = walls.wall(text, read.blocks)
    if before:
        raise UnreadablePageError(url, before, _WALLS[before])
    if not any(block.kind in _PROSE for block in read.blocks) and _told_in_tables(read.blocks) < _LEAST_TOLD:
        raise UnreadablePageError(url, "no-article", "no article was found on the page")
    detected = language_detection.detect(" ".join(block.text for block in read.blocks), languages)
    return Article(
        url=url,
        language=detected or primary(meta.language) or "und",
        title=meta.title,
        blocks=tuple(assign(read.blocks, languages, detected)),
        authors=meta.authors or read.authors,
        published=meta.published,
        modified=meta.modified,
        dropped=read.dropped,
        alternates=others,
        conflicts=_conflicts(decoded.conflict, meta.language, detected),
        publisher=meta.publisher or (profile.name if profile else None),
        section=meta.section,
        tags=meta.tags,
        canonical=meta.canonical,
        paywalled=meta.paywalled,
        notices=(*_cut(decoded.text, text), *read.notices),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What was read from a page's body."""

    blocks: tuple[Block, ...] = ()
    dropped: tuple[DroppedBlock, ...] = ()
    authors: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def _read(root: Element, meta: Metadata, languages: Sequence[str], profile: Profile | None) -> _Reading:
    """Return the body by the publisher's profile, or by the generic search where there is none or it fits no more."""
    boxes = part_lines(root)
    notices: tuple[Notice, ...] = ()
    authors: tuple[str, ...] = ()
    region: regions.Region | None = None
    dropped: list[DroppedBlock] = []
    places = Paths()
    if profile:
        byline = first(root, profile.author)
        authors = split([text_of(byline)]) if byline is not None else ()
        region, dropped = apply.region(root, profile, places, boxes)
        if region is None:
            stale = notice(
                "profile-stale",
                "profile",
                "the page does not fit the profile of {name} any more; it was read by general rules",
                name=profile.name,
            )
            notices = (stale,)
    region = region or regions.find(root, boxes=boxes, title=meta.title, description=meta.description, guide=meta.body)
    if region is None:
        return _Reading(notices=notices)
    pruned = prune(region, meta.description, places)
    around = set(regions.common(region.core).iterancestors("div", "section", "article"))
    paths = annotate(region.top, pruned.leads, around, places)
    top = region.top
    del region, places, boxes  # they know something of each element and are large
    kept, more = refine(soup.blocks(top, paths), meta.title, languages)
    known = phrases(tuple(languages))
    aside = tuple(_better_named(one, known) for one in (*dropped, *pruned.dropped, *more))
    authors = authors or split([next(filter(None, (authors_in(one.text, languages) for one in aside)), "")])
    return _Reading(blocks=tuple(kept), dropped=aside, authors=authors, notices=notices)


def _completed(read: _Reading, meta: Metadata, data: str) -> _Reading:
    """Return the text of the page's scripts where the page shows another one, and say so where they are doubtful."""
    has_story = any(block.kind in _PROSE for block in read.blocks)
    scripted = scripts.of_body(meta.body) or ([] if has_story else scripts.of_body(data))
    known = squeeze("".join(block.text for block in scripted))
    is_long = len(known) >= _LEAST_TOLD
    if is_long and _absent(known, _letters(read.blocks) + _letters(read.dropped)) > _MOSTLY:
        aside = [dropped_block(block, DropReason.OUTSIDE) for block in read.blocks if block.text]
        return replace(read, blocks=tuple(scripted), dropped=(*aside, *read.dropped))
    foreign = _is_foreign(f"{meta.title} {meta.description}", " ".join(block.text for block in read.blocks))
    lost = is_long and _absent(known, _letters(read.blocks)) > _MOSTLY
    if not lost and not foreign:
        return read
    doubt = notice(
        "extraction-doubtful",
        "wrong-region",
        "what was read has little in common with what the page says of itself; look at the page",
    )
    return replace(read, notices=(*read.notices, doubt))


def _letters(blocks: Sequence[Block | DroppedBlock]) -> str:
    return "".join(squeeze(block.text) for block in blocks)


def _absent(known: str, text: str) -> float:
    """Return the share of a known text's letters, by samples, that another text has not, 0 to 1."""
    samples = [known[place : place + _SAMPLE] for place in range(0, len(known), _EVERY)]
    return sum(sample not in text for sample in samples) / max(1, len(samples))


def _is_foreign(about: str, text: str) -> bool:
    """Return whether a text has next to none of the words of its title and description (by their beginnings)."""
    wanted = {word[:_STEM] for word in _LONG_WORD.findall(about.casefold())}
    if len(wanted) < _FEWEST_WORDS:
        return False
    found = wanted & {word[:_STEM] for word in _LONG_WORD.findall(text.casefold())}
    return len(found) < len(wanted) * _FEWEST_SHARED


def _better_named(dropped: DroppedBlock, known: Phrases) -> DroppedBlock:
    """Say of what stands outside the story what it is, where its words tell."""
    reason = known.reason(dropped.text) if dropped.reason == DropReason.OUTSIDE else None
    return replace(dropped, reason=reason) if reason else dropped


def _told_in_tables(blocks: Sequence[Block]) -> int:
    """Return how much stands in rows of tables (characters): results and lists may be all that an article has."""
    return sum(len(block.text) for block in blocks if block.kind is BlockKind.TABLE_ROW)


def _cut(page: str, text: str) -> tuple[Notice, ...]:
    """Say that not all of a page was read."""
    read, whole = len(text), len(page)
    if read == whole:
        return ()
    cut = notice(
        "extraction-doubtful",
        "too-large",
        "the page is larger than any story; {count} of its {total} characters were read",
        count=read,
        total=whole,
    )
    return (cut,)


def _conflicts(of_charset: Conflict | None, declared: str | None, detected: str | None) -> tuple[Conflict, ...]:
    found = [of_charset] if of_charset else []
    if declared and detected and primary(declared) != detected:
        found.append(Conflict(about="language", declared=f"html lang={declared}", detected=detected))
    return tuple(found)
