"""Links of a page to other editions of its article, each with its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from locales import table
from locales.page_tables import Language
from parsers import links
from parsers.html.class_names import words_of
from parsers.html.tree import text_of
from parsers.metadata import jsonld
from parsers.publishers.edition_addresses import same_slug
from parsers.publishers.kin import claimed_language, has_rule, kin
from parsers.sanitize import primary
from parsers.types import Alternate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from parsers.publishers.profile import Profile

#: Countries that switchers between editions name in place of a language.
_COUNTRIES = {"gb": "en", "us": "en"}
#: Parts of class names that switchers have.
_SWITCHER = frozenset(("lang", "language", "languages", "locale", "hreflang", "translations", "switcher"))
#: A path this short is a home page.
_SHORTEST_PATH = 8
#: What it adds that the page declares a language among its editions (many sites declare theirs on every page).
_LOCALE = 0.2


def find(
    root: Element,
    *,
    url: str,
    own: Iterable[str],
    nodes: list[jsonld.Node],
    languages: Sequence[str],
    profile: Profile | None,
) -> tuple[Alternate, ...]:
    """Return what the page names as its other editions, the best evidence first, each address once.

    Args:
        root: the page's tree.
        url: the page's address.
        own: other addresses of the page itself.
        nodes: its JSON-LD nodes.
        languages: BCP 47 codes of the editions that are expected.
        profile: the publisher's profile, if there is one.
    """
    by_rule = profile.editions(url) if profile and profile.editions else same_slug(url)
    found = [*_hreflang(root, url), *_json_ld(nodes, url), *_switcher(root, url, languages), *by_rule, *_kin(root, url)]
    themselves = {_plain(url), *map(_plain, own)}
    unique: dict[str, Alternate] = {}
    for alternate in found:
        key = _plain(alternate.url)
        if key not in themselves and alternate.language in (None, *languages):
            known = unique.get(key)
            unique[key] = _agreed(known, alternate) if known else alternate
    return tuple(_declared(root, list(unique.values())))


def _declared(root: Element, found: list[Alternate]) -> Iterable[Alternate]:
    """Yield alternates, surer where OpenGraph says that there is an edition in their language; it gives no address."""
    locales = (meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:locale:alternate")
    codes = {_code(locale) for locale in locales if locale}
    for one in found:
        if one.language in codes:
            sure = round(1 - (1 - one.confidence) * (1 - _LOCALE), 3)
            yield replace(one, evidence=f"{one.evidence}+og-locale", confidence=sure)
        else:
            yield one


def _agreed(first: Alternate, second: Alternate) -> Alternate:
    """Return the better evidence; two kinds that agree are worth more than one."""
    if second.evidence in first.evidence.split("+") or second.language not in (None, first.language):
        return first
    confidence = 1 - (1 - first.confidence) * (1 - second.confidence)
    return replace(first, evidence=f"{first.evidence}+{second.evidence}", confidence=round(confidence, 3))


def _plain(url: str) -> str:
    return url.partition("#")[0].rstrip("/").removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _code(declared: str) -> str:
    """Return a code for what a page calls a language, by its country at need; "" where it is none."""
    code = primary(declared) or ""
    return _COUNTRIES.get(code, code)


def _hreflang(root: Element, url: str) -> list[Alternate]:
    declared = [
        link for link in root.iter("link") if "alternate" in (link.get("rel") or "").lower() and link.get("href")
    ]
    return [
        Alternate(url=links.join(url, link.get("href", "")), language=_code(code), evidence="hreflang", confidence=0.95)
        for link in declared
        if (code := link.get("hreflang") or "") and code.lower() != "x-default" and _code(code)
    ]


def _json_ld(nodes: list[jsonld.Node], url: str) -> list[Alternate]:
    found = []
    for node in nodes:
        for key in ("workTranslation", "translationOfWork"):
            for work in jsonld.listed(node.get(key)):
                target = work if isinstance(work, str) else jsonld.string([work.get("url"), work.get("@id")])
                code = _code(jsonld.string(work.get("inLanguage"))) if isinstance(work, dict) else ""
                if target:
                    other = links.join(url, target)
                    found.append(Alternate(url=other, language=code or None, evidence="json-ld", confidence=0.9))
    return found


def _switcher(root: Element, url: str, languages: Sequence[str]) -> list[Alternate]:
    """Return links whose text is what a language is called, and that lead to a page of their own."""
    names = {name: code for code in languages for name in table(code, Language).names}
    found = []
    for link in root.iter("a"):
        text = text_of(link).casefold() if len(link) <= 1 else ""
        code = names.get(text) if text else None
        target = links.join(url, link.get("href") or "") if code else ""
        if target.startswith("http") and len(links.path(target)) > _SHORTEST_PATH:
            marked = any(words_of(node) & _SWITCHER for node in (link, *list(link.iterancestors())[:2]))
            confidence = 0.85 if marked else 0.7
            found.append(Alternate(url=target, language=code, evidence="switcher", confidence=confidence))
    return found


def _kin(root: Element, url: str) -> list[Alternate]:
    """Return links to what the publisher's rule takes for an edition: of one id, of one slug, of a near id."""
    if not has_rule(url):
        return []
    targets = dict.fromkeys(links.join(url, link.get("href") or "") for link in root.iter("a", "link"))
    return [
        Alternate(url=target, language=claimed_language(target), evidence="url-rule", confidence=confidence)
        for target in targets
        if (confidence := kin(url, target)) > 0
    ]
