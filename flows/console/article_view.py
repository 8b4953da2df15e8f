"""An article for people on a terminal: what it says about itself, its blocks, and what was set aside."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from locales.messages import translatable
from parsers.labels import spelled
from parsers.types import BlockKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rich.console import Console

    from locales.interface import Interface
    from parsers.types import Article, Block, Conflict

#: Characters of a block that was set aside.
_EXCERPT = 160
_KINDS: dict[str, str] = {
    BlockKind.HEADING: translatable("heading"),
    BlockKind.PARAGRAPH: translatable("paragraph"),
    BlockKind.QUOTE: translatable("quote"),
    BlockKind.PULL_QUOTE: translatable("pull quote"),
    BlockKind.LIST_ITEM: translatable("list item"),
    BlockKind.TABLE_ROW: translatable("table row"),
    BlockKind.CAPTION: translatable("caption"),
    BlockKind.IMAGE: translatable("picture"),
    BlockKind.EMBED: translatable("embed"),
}
_ROLES: dict[str, str] = {
    Role.LEAD: translatable("lead"),
    Role.BACKGROUND: translatable("background"),
    Role.SOURCE_LINE: translatable("source line"),
    Role.UPDATE: translatable("update"),
    Role.LABEL: translatable("label"),
    Role.BOX: translatable("box"),
}
_CONFLICTS = {
    "language": translatable("the page declares its language as {declared}; the text is in {detected}"),
    "charset": translatable("the page declares its charset as {declared}; it was read as {detected}"),
}


def show(article: Article, interface: Interface, console: Console) -> None:
    """Print an article.

    Args:
        article: what was read.
        interface: the reader's language.
        console: where it is printed.
    """
    from rich.markup import escape  # noqa: PLC0415 - loaded with the console

    console.print(f"[bold]{escape(article.title)}[/]")
    for name, value in _about(article, interface):
        console.print(f"[dim]{escape(name)}[/] {escape(value)}")
    for warning in chain(_conflicts(article, interface), _notices(article, interface)):
        console.print(f"[yellow]{escape(warning)}[/]")
    console.print()
    for number, block in enumerate(article.blocks):
        about = " · ".join(filter(None, (_named(block, interface), block.path)))
        console.print(f"[dim]{number:>3} {escape(about)}[/]\n    {escape(block.text or block.target or '')}")
    _show_set_aside(article, interface, console)


def _about(article: Article, interface: Interface) -> Iterator[tuple[str, str]]:
    """Yield what an article says about itself, each with its name."""
    gettext = interface.gettext
    facts = (
        (gettext("language"), interface.language_name(article.language)),
        (gettext("authors"), ", ".join(article.authors)),
        (gettext("published"), _time(article.published, interface)),
        (gettext("modified"), _time(article.modified, interface)),
        (gettext("publisher"), article.publisher),
        (gettext("section"), article.section),
        (gettext("tags"), ", ".join(article.tags)),
        (gettext("address"), article.canonical),
        (gettext("access"), gettext("only a part without a subscription") if article.paywalled else None),
    )
    yield from ((name, value) for name, value in facts if value)
    for other in article.alternates:
        known = interface.language_name(other.language) if other.language else gettext("language not said")
        yield (
            gettext("other edition"),
            f"{known} · {other.url} · {other.evidence} · {interface.percent(other.confidence)}",
        )


def _time(moment: datetime | None, interface: Interface) -> str:
    return interface.time(moment) if moment else ""


def _conflicts(article: Article, interface: Interface) -> Iterator[str]:
    return (_conflict(one, interface) for one in article.conflicts)


def _conflict(one: Conflict, interface: Interface) -> str:
    if one.about not in _CONFLICTS:
        return f"{one.about}: {one.declared} / {one.detected}"
    detected = interface.language_name(one.detected) if one.about == "language" else one.detected
    return interface.gettext(_CONFLICTS[one.about], declared=one.declared, detected=detected)


def _notices(article: Article, interface: Interface) -> Iterator[str]:
    return (interface.sentence(notice.message) for notice in article.notices)


def _named(block: Block, interface: Interface) -> str:
    """Return what a block is and what is known of it besides its text."""
    gettext = interface.gettext
    level = f" {block.level}" if block.level and (block.kind is BlockKind.HEADING or block.level > 1) else ""
    parts = (
        f"{gettext(_KINDS[block.kind])}{level}",
        gettext(_ROLES[block.role]) if block.role else None,
        f"{spelled(block.label, interface.language)}:" if block.label else None,
        block.provider,
        block.credit,
        block.attribution,
        interface.language_name(block.language) if block.language else None,
    )
    return ", ".join(part for part in parts if part)


def _show_set_aside(article: Article, interface: Interface, console: Console) -> None:
    """Print what is not of the story, and what another extractor read in its place."""
    from rich.markup import escape  # noqa: PLC0415 - see show

    from reports.wording import reason_name  # noqa: PLC0415 - the same

    title = interface.gettext("Not part of the story")
    if article.dropped:
        console.print(f"\n[bold]{escape(title)}[/]")
    for dropped in article.dropped:
        about = f"{reason_name(dropped.reason, interface)} [{dropped.reason}] · {dropped.path}"
        console.print(f"[dim]  - {escape(about)}\n    {escape(dropped.text[:_EXCERPT])}[/]")
    title = interface.gettext("What the second extractor read")
    if article.second_opinion:
        console.print(f"\n[bold]{escape(title)}[/]")
    for line in article.second_opinion:
        console.print(f"    {escape(line)}")
