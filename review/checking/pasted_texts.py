"""Pasted texts: kept as files for a day, and shown without a path, for where they lie is nobody's business."""

from __future__ import annotations

import re
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from locales.interface import Interface, edition_label
from pipeline.atomic_files import write_atomically
from reports.plain import PASTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alignment.types import Comparison

#: Where they lie, below the home, and how many letters of its hash name the folder of a story.
FOLDER, LETTERS = "pasted", 16
#: Seconds that a text, and the check that it was given to, are kept there; the story keeps what was made of them.
KEPT = 24 * 3600.0
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


def named(line: str, home: Path, language: str) -> str:
    """Return a line of progress, or an error, in which the files of pasted texts are called so."""
    interface = Interface(language)
    kept = re.compile(rf"(?:{re.escape(str(home))}|[^\s/]*)/{FOLDER}/\w{{{LETTERS}}}/([\w-]+)\.txt")
    return kept.sub(lambda found: interface.gettext("pasted text {edition}", edition=edition_label(found[1])), line)


def was_pasted(comparison: Comparison) -> bool:
    """Return whether a story is made of pasted texts."""
    return all(is_pasted(each.url) for each in comparison.articles.values())


def texts_of(comparison: Comparison) -> dict[str, str]:
    """Return the texts that were pasted, by language; what was made of them where they are kept no more."""
    found = {}
    for code, article in comparison.articles.items():
        said = "\n\n".join([article.title, *(block.text for block in article.blocks)])
        file = Path(article.url)
        found[code] = file.read_text(encoding="utf-8") if file.is_file() else said
    return found


def is_address(text: str) -> bool:
    """Whether a field holds the address of a page; everything else in it is the text itself, never a file's name."""
    return len(text.split()) == 1 and text.startswith(("http://", "https://"))


def keep(folder: Path, editions: Mapping[str, str], before: Comparison | None = None) -> dict[str, str]:
    """Write texts to files and return where each edition is to be read: its address, or its file.

    Args:
        folder: where pasted texts are kept.
        editions: an address or a text for each language.
        before: the story whose texts these take the place of; it stays the same story.

    Raises:
        OSError: they cannot be written.
    """
    texts = "\n".join(f"{code} {text}" for code, text in sorted(editions.items()))
    own = folder / sha256(texts.encode()).hexdigest()[:LETTERS]
    earlier = [Path(each.url).parent for each in before.articles.values()] if before is not None else []
    place = next((each for each in earlier if each.parent == folder), own)
    return {code: text if is_address(text) else _file(place, code, text) for code, text in editions.items()}


def _file(folder: Path, code: str, text: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{code}.txt"
    write_atomically(file, text, mode=0o600)  # a new file also makes the folder new: it is kept for another day
    return str(file)


def forget(folder: Path) -> None:
    """Remove the texts and checks that are older than a day."""
    now = time.time()
    for old in folder.glob("*"):
        with suppress(FileNotFoundError):
            if now - old.stat().st_mtime <= KEPT:
                continue
            if old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink()
