"""What a run was asked for: which editions, from where."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from locales.interface import language_named
from locales.messages import message
from pipeline.errors import UsageError
from sources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: What stands for standard input.
STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody wants to have compared."""

    #: A page's address, a folder of editions, or a page's file.
    story: str | None = None
    #: An address, an HTML file or a text file for each language; they win over what the story holds.
    editions: Mapping[str, str] = field(default_factory=dict)
    #: The service that drafts missing paragraphs; None for no drafts.
    draft: str | None = None
    #: Whether pages that are empty without their scripts are rendered, whatever the settings say.
    render: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One edition that was asked for."""

    #: An address or a file's name.
    source: str
    #: What it was given as; None where only the page itself can tell.
    language: str | None = None
    #: How it was given: "option --uk", "file name uk.html".
    declared: str = ""


def pack_request(request: Request) -> str:
    """Return a request as JSON."""
    return json.dumps(asdict(request), ensure_ascii=False)


def unpack_request(packed: str) -> Request:
    """Return the request that was packed."""
    return Request(**json.loads(packed))


def is_url(source: str) -> bool:
    """Return whether a source is an address and not a file's name."""
    return "://" in source


def languages_named(names: Iterable[str], languages: Sequence[str]) -> Mapping[str, str]:
    """Return the language that each name means.

    Args:
        names: codes of languages or labels of their editions, "ua" for ``uk``.
        languages: the languages that editions are expected in.

    Raises:
        UsageError: one is no expected language, or two mean the same.
    """
    meant: dict[str, str] = {}
    for name in names:
        language = language_named(name, languages)
        if language is None:
            expected = ", ".join(languages)
            raise UsageError(message("{name} is no expected language; use {languages}", name=name, languages=expected))
        if language in meant.values():
            raise UsageError(message("{language} is given twice", language=f"language:{language}"))
        meant[name] = language
    return meant


def targets(request: Request, languages: tuple[str, ...]) -> tuple[Target, ...]:
    """Return the editions that a request names.

    Args:
        request: what was asked for.
        languages: the languages that editions are expected in.

    Raises:
        UsageError: nothing was asked for, or an edition in no expected language.
        LocalError: the folder cannot be used.
    """
    known = languages_named(request.editions, languages)
    named = {
        known[name]: Target(source=source, language=known[name], declared=f"option --{known[name]}")
        for name, source in request.editions.items()
    }
    if request.story is None:
        if not named:
            raise UsageError(message("Nothing to compare: give a URL, a folder, or an edition for each language"))
        return tuple(named.values())
    if not is_url(request.story) and Path(request.story).is_dir():
        found = files.editions(Path(request.story), languages)
        named = {
            language: Target(source=str(path), language=language, declared=f"file name {path.name}")
            for language, path in found.items()
        } | named
        return tuple(named.values())
    return (Target(source=request.story), *named.values())
