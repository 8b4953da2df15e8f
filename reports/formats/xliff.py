"""A comparison as XLIFF 1.2, for translators' tools: a ``<file>`` for each pair of languages, a unit for each row.

What an edition lacks is a unit without target; machine drafts are alternatives beside it, never its target. It is
translate-toolkit that knows how units are made; its own files are XLIFF 1.1, which differs in name only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locales.interface import Interface, edition_label
from reports.draft_wording import label
from reports.formats.toolkit import needs
from reports.pairs import pairs
from reports.plain import writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Draft
    from reports.pairs import Pair, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SKELETON = (
    f"<?xml version='1.0' ?><xliff version='1.2' xmlns='{NAMESPACE}'>"
    "<file original='NoName' source-language='en' datatype='plaintext'><body></body></file></xliff>"
)


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the rows of a comparison as XLIFF 1.2.

    Args:
        comparison: what was compared.
        language: of the notes about findings, BCP 47.
        states: how findings stand, by their ids; a dismissed one is no note.

    Raises:
        UnavailableFormatError: translate-toolkit is not installed.
    """
    needs("xliff")
    interface, store = Interface(language), _store()
    for pair in pairs(comparison, interface, states or {}):
        name = f"{writable(comparison.story)}/{pair.source}-{pair.target}"
        node = store.createfilenode(name, pair.source, pair.target)
        store.document.getroot().append(node)
        store.body = store.getbodynode(node)
        _header(store, node, comparison, pair)
        for unit in pair.units:
            _add(store, unit, interface)
    return bytes(store).decode()


def _store() -> Any:  # noqa: ANN401 - a class that exists only where the library does
    """Return an empty file."""
    from translate.storage import xliff  # noqa: PLC0415 - GPL, and only where it was asked for

    class Unit12(xliff.Xliff1Unit):
        namespace = NAMESPACE

    class File12(xliff.Xliff1File[Unit12]):
        UnitClass = Unit12
        XMLskeleton = SKELETON
        namespace = NAMESPACE

    return File12()


def _header(store: Any, node: Any, comparison: Comparison, pair: Pair) -> None:  # noqa: ANN401 - the same
    """Say where both texts come from, and what made the file."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    header = etree.Element(store.namespaced("header"))
    node.insert(0, header)
    node.set("date", f"{comparison.created:%Y-%m-%dT%H:%M:%SZ}")
    for code in (pair.source, pair.target):
        article = comparison.articles[code]
        note = etree.SubElement(header, store.namespaced("note"))
        note.text = writable(f"{edition_label(code)}: {article.title} {article.url}")
    about = {"tool-id": "zvirka", "tool-name": "zvirka", "tool-version": comparison.engine}
    etree.SubElement(header, store.namespaced("tool"), about)


def _add(store: Any, unit: Unit, interface: Interface) -> None:  # noqa: ANN401 - the same
    """Add a row."""
    made = store.UnitClass(writable(unit.source))
    store.addunit(made)
    made.setid(str(unit.row.place))
    made.xmlelement.set("resname", f"row-{unit.row.place}")
    if unit.target:
        made.target = writable(unit.target)
        if unit.notes:
            made.markapproved(value=False)
            made.markreviewneeded()
    for draft in unit.drafts:
        made.addalttrans(writable(draft.text or ""), origin=origin(draft, interface), lang=draft.target)
    for note in unit.notes:
        made.addnote(writable(note), origin="zvirka")


def origin(draft: Draft, interface: Interface) -> str:
    """Return where an alternative comes from: that a machine made it, which, when, and from which edition."""
    return writable(label(draft, interface))
