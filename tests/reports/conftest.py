import os
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from alignment.types import Comparison, Evidence, Finding, FindingKind, Relation, Row, Severity
from locales.messages import Message
from parsers.types import Article, Block, BlockKind

HERE = Path(__file__).parent
SENTENCE = "Кабінет міністрів виділив на відбудову шкіл ще 120 мільйонів гривень, повідомила речниця відомства. "


@pytest.fixture(scope="session")
def comparison():
    return TypeAdapter(Comparison).validate_json((HERE / "guarantees.json").read_bytes())


@pytest.fixture(scope="session")
def long_comparison(comparison):
    """Sixty rows in three languages, a finding in every third one."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=f"{place}. {SENTENCE * 2}") for place in range(60))
    articles = {
        code: Article(url=f"https://{code}.visnyk.example/1", language=code, title=SENTENCE, blocks=blocks)
        for code in ("uk", "en", "ru")
    }
    findings = tuple(
        Finding(
            id=f"number-{place}",
            kind=FindingKind.NUMBER,
            severity=Severity.CRITICAL,
            message=Message(
                text="{edition} says {value}, the others say {other}",
                values={"edition": "language:en", "value": 1, "other": 2},
            ),
            edition="en",
            row=place,
            evidence=tuple(
                Evidence(edition=code, block=place, start=55, end=70, text=blocks[place].text[55:70])
                for code in articles
            ),
        )
        for place in range(0, 60, 3)
    )
    rows = tuple(
        Row(cells=dict.fromkeys(articles, (place,)), relation=Relation.ALIGNED, score=0.9) for place in range(60)
    )
    return replace(comparison, articles=articles, rows=rows, findings=findings, drafts=())


@pytest.fixture(scope="session")
def same(comparison):
    """Three editions that agree."""
    rows = tuple(
        Row(cells={"uk": (place,), "en": (place,), "ru": (place,)}, relation=Relation.ALIGNED, score=1)
        for place in range(10)
    )
    articles = {code: replace(article, blocks=article.blocks[:10]) for code, article in comparison.articles.items()}
    return replace(comparison, articles=articles, rows=rows, findings=(), drafts=())


@pytest.fixture
def golden():
    """Compare a text with a file; ZVIRKA_UPDATE_GOLDEN=1 writes it anew."""

    def check(name, text):
        file = HERE / "golden" / name
        if os.environ.get("ZVIRKA_UPDATE_GOLDEN"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        assert text == file.read_bytes().decode()

    return check
