"""A comparison as XLIFF 2.0, for newer translators' tools: one pair of languages, as that format has it.

It is the pair with most to fill in; a comparison of two editions has no other. What an edition lacks is a unit without
target; machine drafts are translation candidates beside it (module ``mtc``), never its target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locales.interface import Interface
from reports.formats.toolkit import needs
from reports.formats.xliff import origin
from reports.pairs import pairs, widest
from reports.plain import writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison
    from reports.pairs import Unit

CANDIDATES = "urn:oasis:names:tc:xliff:matches:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: The only segment of a unit.
SEGMENT = "s1"


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the rows of a comparison as XLIFF 2.0.

    Args:
        comparison: what was compared.
        language: of the notes about findings, BCP 47.
        states: how findings stand, by their ids; a dismissed one is no note.

    Raises:
        UnavailableFormatError: translate-toolkit is not installed.
    """
    needs("xliff2")
    from translate.storage.xliff2 import Xliff2File  # noqa: PLC0415 - GPL, and only where it was asked for

    interface = Interface(language)
    pair = widest(pairs(comparison, interface, states or {}))
    source, target = (pair.source, pair.target) if pair else (*comparison.articles, "")[:2]
    store: Any = Xliff2File(sourcelanguage=source, targetlanguage=target)
    store.body.set("original", writable(comparison.articles[source].url))
    for unit in pair.units if pair else ():
        _add(store, unit, interface)
    return bytes(store).decode()


def _add(store: Any, unit: Unit, interface: Interface) -> None:  # noqa: ANN401 - the library has no types
    """Add a row: notes and candidates stand before the segment, as the format's schema has it."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    made = store.UnitClass(writable(unit.source))
    store.addunit(made)
    made.setid(f"r{unit.row.place}::{SEGMENT}")
    segment, around = made.xmlelement, made.getunitelement()
    if unit.target:
        made.target = writable(unit.target)
        segment.set("state", "translated" if unit.notes else "final")
    segment.attrib.pop(SPACE, None)  # the format has it on the unit, the library on the segment
    around.set(SPACE, "preserve")
    if unit.notes:
        notes = etree.Element(store.namespaced("notes"))
        for said in unit.notes:
            etree.SubElement(notes, store.namespaced("note"), category="zvirka").text = writable(said)
        around.insert(0, notes)
    if unit.drafts:
        around.insert(0, _candidates(store, unit, interface))


def _candidates(store: Any, unit: Unit, interface: Interface) -> Any:  # noqa: ANN401 - the same
    from lxml import etree  # noqa: PLC0415 - loaded by now

    candidates = etree.Element(f"{{{CANDIDATES}}}matches", nsmap={"mtc": CANDIDATES})
    for draft in unit.drafts:
        match = etree.SubElement(
            candidates, f"{{{CANDIDATES}}}match", ref=f"#{SEGMENT}", type="mt", origin=origin(draft, interface)
        )
        for name, text in (("source", unit.source), ("target", draft.text or "")):
            etree.SubElement(match, store.namespaced(name)).text = writable(text)
    return candidates
