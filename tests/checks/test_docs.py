"""docs/checks.md says of every check what zvirka checks says, in the same order."""

import re
from pathlib import Path

import pytest

from alignment.checks import CHECKS

DOCS = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"(?ms)^## ([\w-]+)\n(.*?)(?=^## |\Z)", DOCS))


def test_every_check_has_a_section_and_no_other():
    assert sorted(SECTIONS) == sorted(check.name for check in CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_section_agrees_with_the_check(check):
    section = SECTIONS[check.name]
    named = {"info": "information|info"}.get(str(check.severity), str(check.severity))
    assert f"Example: {check.example.text}." in section
    assert re.search(rf"(?i)\b(?:{named})\b", section)
    assert "\nIgnores: " in section
