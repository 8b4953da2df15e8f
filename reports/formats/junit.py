"""A comparison as JUnit XML, for build servers: a test case for every finding, or one that passed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from alignment.types import Severity
from locales.interface import Interface, edition_label
from reports.plain import writable
from reports.quoting import told
from reports.states import OPEN, SETTLED, counted
from reports.summary import verdict
from reports.texts import texts
from reports.wording import kind_name, state_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison, Finding


def render(comparison: Comparison, language: str, *, states: Mapping[str, str] | None = None) -> str:
    """Return the findings as JUnit XML; a note is a test that passed with something to say."""
    interface, standing = Interface(language), states or {}
    counting = counted(comparison, standing)
    failures = sum(finding.severity is not Severity.INFO for finding in counting)
    suite = ET.Element(
        "testsuite",
        name=writable(f"zvirka {comparison.story}"),
        tests=str(max(1, len(comparison.findings))),
        failures=str(failures),
        skipped=str(len(comparison.findings) - len(counting)),
        timestamp=comparison.created.isoformat(),
    )
    for finding in comparison.findings:
        _case(suite, comparison, finding, standing.get(finding.id, OPEN), interface)
    if not comparison.findings:
        ET.SubElement(suite, "testcase", classname="zvirka", name=verdict(comparison, (), interface))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, comparison: Comparison, finding: Finding, state: str, interface: Interface) -> None:
    text = writable(told(finding, comparison, interface))
    case = ET.SubElement(suite, "testcase", classname=f"zvirka.{finding.kind}", name=f"{finding.id}: {text}")
    if state in SETTLED:
        ET.SubElement(case, "skipped", message=state_name(state, interface))
    tag = "system-out" if finding.severity is Severity.INFO or state in SETTLED else "failure"
    said = ET.SubElement(case, tag)
    if tag == "failure":
        said.attrib |= {"type": finding.severity, "message": text}
    said.text = writable(f"{kind_name(finding.kind, interface)}\n{_texts(comparison, finding, interface.language)}")


def _texts(comparison: Comparison, finding: Finding, language: str) -> str:
    return "\n".join(
        f"{edition_label(text.edition)}: {''.join(piece.text for piece in text.pieces) or '-'}"
        for text in texts(comparison, finding, language)
    )
