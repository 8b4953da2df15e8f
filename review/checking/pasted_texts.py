"""Pasted texts as people see them: where this machine keeps them is nobody's business."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.plain import PASTED

if TYPE_CHECKING:
    from alignment.types import Comparison

#: Where they lie, below the home, and how many letters of its hash name the folder of a story.
FOLDER, LETTERS = "pasted", 16
_TEXT = re.compile(rf"(?:^|/){FOLDER}/[0-9a-f]{{{LETTERS}}}/[\w-]+\.txt\Z")


def is_pasted(url: str) -> bool:
    """Return whether a source is the file of a pasted text."""
    return bool(_TEXT.search(url))


def without_path(url: str, language: str) -> str:
    """Return a source as it may be shown: "pasted:uk" for a pasted text, every other one as it is."""
    return f"{PASTED}{language}" if is_pasted(url) else url


def without_paths(comparison: Comparison) -> Comparison:
    """Return a comparison whose pasted texts are called so, as everybody gets it who looks at it or takes it along."""
    articles = {
        code: replace(article, url=without_path(article.url, code)) for code, article in comparison.articles.items()
    }
    return replace(comparison, articles=articles)
