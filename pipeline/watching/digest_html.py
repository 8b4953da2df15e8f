"""A digest as HTML, for mail: what the text says, with the evidence marked. Styles stand inline, as mail wants them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from locales.interface import Interface, edition_label
from pipeline.settings.review_address import link
from pipeline.watching.digest_text import QUOTED, finding_address, last_comment, quoted_texts
from pipeline.watching.markup import harmless
from reports import quoting
from reports.marks import excerpt
from reports.wording import severity_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment.types import Finding
    from pipeline.watching.digest_text import Told
    from reports.marks import Piece

#: Colours of severities that can be read on white (WCAG AA); the word says it, too.
_TONES = {"critical": "#a81e17", "major": "#8a4b00", "minor": "#1c5590", "info": "#555b66"}
_PAGE = (
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"></head>'
    '<body style="font: 16px/1.5 sans-serif; color: #1c1e22; max-width: 44rem">{content}</body></html>'
)


def page(warnings: Sequence[str], stories: Sequence[Told], language: str) -> str:
    """Return a digest as a page.

    Args:
        warnings: what there is to say of sources that give nothing.
        stories: in their order.
        language: of the reader.
    """
    said = [f"<p>{escape(harmless(each))}</p>" for each in warnings]
    told = [_story(each, Interface(language)) for each in stories]
    return _PAGE.format(language=escape(language), content="\n".join([*said, *told]))


def _story(told: Told, interface: Interface) -> str:
    title, language = told.comparison.title(interface.language)
    linked = _linked(harmless(title), link(told.comparison.story))
    head = f'<h2 lang="{escape(language)}" style="font-size: 18px">{linked}</h2>'
    return "\n".join([head, *(_finding(told, finding, interface) for finding in told.findings)])


def _finding(told: Told, finding: Finding, interface: Interface) -> str:
    said = harmless(quoting.told(finding, told.comparison, interface))
    name = escape(severity_name(finding.severity, interface))
    lines = [f'<p><strong style="color: {_TONES[finding.severity.value]}">{name}:</strong> {escape(said)}</p>']
    for text in quoted_texts(told, finding, interface):
        quoted = "".join(map(_marked, excerpt(text.pieces, QUOTED)))
        label = f"<strong>{escape(edition_label(text.edition))}</strong>"
        lines.append(f'<p lang="{escape(text.edition)}" style="margin-left: 16px">{label} {quoted}</p>')
    lines += [f"<p>{escape(each)}</p>" for each in last_comment(told, finding)]
    address = finding_address(told, finding)
    return "\n".join([*lines, f"<p>{_linked(address, address)}</p>"] if address else lines)


def _marked(piece: Piece) -> str:
    said = escape(harmless(piece.text))
    around = (" " if piece.text[:1].isspace() else "", " " if piece.text[-1:].isspace() else "")
    marked = f'<mark style="background: #fcecd0">{said}</mark>' if piece.findings else said
    return f"{around[0]}{marked}{around[1]}"


def _linked(said: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(said)}</a>' if address else escape(said)
