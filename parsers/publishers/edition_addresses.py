"""How publishers' addresses show their other editions; the language that an address claims is only a claim."""

from __future__ import annotations

import re

from parsers.types import Alternate

_RULE = "url-rule"
#: A rule gives an address that the publisher would use; whether there is a page under it is not known.
_LIKELY = 0.8
_POSSIBLE = 0.6


def swapped_directories(url: str) -> tuple[Alternate, ...]:
    """RBC-Ukraine: ``/ukr/`` and ``/rus/`` with the same slug and number.

    Since November 2022 ``/rus/`` serves Ukrainian and ``/ukr/`` Russian, so the language is left to the page.
    """
    match = re.match(r"(https?://(?:www\.)?rbc\.ua/)(ukr|rus)(/.+)$", url)
    if not match:
        return ()
    other = "rus" if match[2] == "ukr" else "ukr"
    return (Alternate(url=f"{match[1]}{other}{match[3]}", language=None, evidence=_RULE, confidence=_LIKELY),)


def prefixes(host: str, languages: dict[str, str]) -> re.Pattern[str]:
    """Return the pattern of addresses that differ in a prefix of the path alone.

    Args:
        host: the publisher's host as a regular expression.
        languages: the prefix of each language, "" for none.
    """
    named = "|".join(re.escape(prefix.strip("/")) for prefix in languages.values() if prefix)
    return re.compile(rf"(https?://(?:www\.)?{host})(?:/({named}))?(/.+)$")


def by_prefix(url: str, host: str, languages: dict[str, str]) -> tuple[Alternate, ...]:
    """Return the addresses of the editions that differ from this one in a prefix of the path alone."""
    match = prefixes(host, languages).match(url)
    if not match:
        return ()
    own = match[2] or ""
    return tuple(
        Alternate(url=f"{match[1]}{prefix}{match[3]}", language=code, evidence=_RULE, confidence=_LIKELY)
        for code, prefix in languages.items()
        if prefix.strip("/") != own
    )


def pravda(url: str) -> tuple[Alternate, ...]:
    """Ukrainska Pravda, European and Ekonomichna Pravda: the same path behind none, ``/rus`` and ``/eng``."""
    host = r"(?:(?:eurointegration|epravda|life)\.)?(?:pravda|epravda|eurointegration)\.com\.ua"
    return by_prefix(url, host, {"uk": "", "ru": "/rus", "en": "/eng"})


def president(url: str) -> tuple[Alternate, ...]:
    """president.gov.ua: the same slug and number behind none, ``/en`` and ``/ru``."""
    return by_prefix(url, r"president\.gov\.ua", {"uk": "", "en": "/en"})


def same_slug(url: str) -> tuple[Alternate, ...]:
    """Publishers without a profile whose editions share the whole path behind a prefix."""
    for host, languages in _PREFIXED.items():
        found = by_prefix(url, host, languages)
        if found:
            return tuple(
                Alternate(url=one.url, language=one.language, evidence=_RULE, confidence=_POSSIBLE) for one in found
            )
    return ()


#: Host pattern and prefixes of publishers that keep slug or id: measured on pages of 2022-2026.
_PREFIXED: dict[str, dict[str, str]] = {
    r"novyny\.live": {"uk": "", "ru": "/ru"},
    r"forbes\.ua": {"uk": "", "ru": "/ru"},
    r"nv\.ua": {"uk": "/ukr", "ru": ""},
}
