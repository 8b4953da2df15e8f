"""Aligned rows as a translation memory, TMX 1.4, by translate-toolkit: one unit holds all languages of a row.

Only what people published is in it. Machine drafts stay out, and so do headlines, which editions seldom translate.
"""

from __future__ import annotations

from importlib.metadata import version
from io import StringIO
from typing import TYPE_CHECKING, Any

from reports.aligned_rows import aligned_rows
from reports.formats.toolkit import needs
from reports.plain import writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from lxml import etree

    from alignment.types import Comparison
    from reports.aligned_rows import AlignedRow

#: A unit of fewer languages translates nothing.
FEWEST = 2


def render(comparison: Comparison, _language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the rows of one comparison as a translation memory.

    Raises:
        UnavailableFormatError: translate-toolkit is not installed.
    """
    out = StringIO()
    write([comparison], out, states=states)
    return out.getvalue()


def write(comparisons: Iterable[Comparison], out: TextIO, *, states: Mapping[str, str] | None = None) -> int:
    """Write the rows of any number of comparisons as they come, unit by unit; nothing is kept.

    Args:
        comparisons: read one by one.
        out: where the file goes.
        states: how findings stand, by their ids; a dismissed one is not named in its unit.

    Returns:
        How many units were written: the rows that two editions have, or more.

    Raises:
        UnavailableFormatError: translate-toolkit is not installed.
    """
    needs("tmx")
    from lxml import etree  # noqa: PLC0415 - slow to load, and only here

    before, after = _frame()
    count = 0
    out.write(before)
    for comparison in comparisons:
        for row in aligned_rows(comparison, states):
            if sum(map(bool, row.texts.values())) < FEWEST:
                continue
            out.write(etree.tostring(_unit(row, comparison), encoding="unicode") + "\n")
            count += 1
    out.write(after)
    return count


def _frame() -> tuple[str, str]:
    """Return what stands before the units and after them."""
    from translate.storage.tmx import tmxfile  # noqa: PLC0415 - GPL, and only where it was asked for

    file = tmxfile(sourcelanguage="*all*")  # every edition may be the source
    header = file.document.getroot().find("header")
    assert header is not None, "the library's own skeleton has one"
    header.set("creationtool", "zvirka")
    header.set("creationtoolversion", version("zvirka"))
    header.set("segtype", "paragraph")
    before, body, after = bytes(file).decode().rpartition("<body/>")
    assert body, "an empty memory has an empty body"
    return f"{before}<body>\n", f"</body>{after}"


def _unit(row: AlignedRow, comparison: Comparison) -> etree._Element:
    """Return the unit of a row: where it comes from, then the languages in the order of the editions."""
    from lxml import etree  # noqa: PLC0415 - loaded by now
    from translate.storage.tmx import tmxunit  # noqa: PLC0415 - the same

    unit: Any = tmxunit(None)
    element: etree._Element = unit.xmlelement
    element.set("tuid", f"{writable(row.story)}:{row.place}")
    element.set("creationdate", f"{comparison.created:%Y%m%dT%H%M%SZ}")
    kinds = " ".join(dict.fromkeys(each.kind.value for each in row.findings))
    properties = {"x-score": f"{row.score:.4f}", "x-relation": row.relation.value, "x-findings": kinds}
    for name, value in properties.items():
        if value:
            etree.SubElement(element, "prop", type=name).text = value
    for language, text in row.texts.items():
        if text:
            element.append(unit.createlanguageNode(language, writable(text), "target"))
    return element
