"""Golden pages: each folder below ``pages/`` holds a page and what must come out of it; adding one needs no code.

``ZVIRKA_UPDATE_GOLDEN=1`` writes the expected files anew, to be read before they are committed.
"""

import json
import os
from pathlib import Path

import pytest

from parsers.page import parse
from parsers.publishers.profiles import PROFILES

PAGES = Path(__file__).with_name("pages")
FOLDERS = sorted(path.parent for path in PAGES.rglob("page.*"))
KEYS = ("kind", "role", "label", "level", "text", "credit", "attribution", "provider", "target", "language")


def as_json(article):
    """Return what people would check by eye, without empty fields."""

    def fields(value, keys):
        return {
            key: str(found) if not isinstance(found, int) else found for key in keys if (found := getattr(value, key))
        }

    return {
        "title": article.title,
        "language": article.language,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "blocks": [
            fields(block, KEYS)
            | (
                {"links": [[block.text[link.start : link.end], link.target] for link in block.links]}
                if block.links
                else {}
            )
            for block in article.blocks
        ],
        "dropped": [[block.reason, block.text] for block in article.dropped],
        "alternates": [[one.language, one.evidence, one.url] for one in article.alternates],
        "conflicts": [[one.about, one.declared, one.detected] for one in article.conflicts],
        "notices": [one.kind for one in article.notices],
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(PAGES)))
def test_page_comes_out_as_expected(folder):
    page = next(folder.glob("page.*"))
    found = as_json(parse(page.read_bytes(), url=page.name))
    golden = folder / "expected.json"
    if os.environ.get("ZVIRKA_UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_has_a_page(name):
    assert list((PAGES / name).rglob("expected.json")), f"tests/parsers/pages/{name} holds no page"


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_fits_its_pages(name):
    stale = [
        json.loads(golden.read_text(encoding="utf-8"))["notices"]
        for golden in (PAGES / name).rglob("expected.json")
        if golden.parent.name != "stale"
    ]
    assert all(notices == [] for notices in stale)
