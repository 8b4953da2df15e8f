"""What counts as another program."""

import shutil
from pathlib import Path

import pytest

from pipeline import version

ROOT = Path(version.__file__).parents[1]


@pytest.mark.parametrize("changed", ["alignment/texts/exonyms.tsv", "alignment/checks/negation/counterpart.npz"])
def test_program_with_another_table_is_another_one(changed, tmp_path, monkeypatch):
    for room in ("alignment", "locales", "parsers", "pipeline"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(version, "__file__", str(tmp_path / "pipeline" / "version.py"))
    before = version.build.__wrapped__()
    (tmp_path / changed).write_bytes(b"other")
    assert version.build.__wrapped__() != before
