"""Collects sentences that people have translated, from what comes with free programs.

``python -m benchmarks.fits.parallel OUT.jsonl FOLDER [--descriptions ENGLISH TRANSLATED ...]``

``FOLDER`` is searched for message catalogues (``.../uk/LC_MESSAGES/*.mo``) and for help pages that a folder of each
language holds under the same name (``C`` or ``en`` for English); ``--descriptions`` takes lists of package
descriptions as Debian's archive has them (``Translation-en``, ``Translation-uk``). Each line of the result is an
English text with its translations by language. Games tell stories, help pages explain, messages warn: together they
negate often, and in many ways. The texts belong to their authors; only what is fitted to them is kept.
"""

from __future__ import annotations

import argparse
import gettext
import html
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LANGUAGES = ("uk", "ru")
ENGLISH_FOLDERS = ("C", "en")
#: Characters and words of a text that says something.
LENGTH, WORDS = range(25, 421), 5
#: Least share of letters, so that no code is taken for a text.
LETTERS, CYRILLIC = 0.7, 0.6
#: How much longer or shorter a translation may be.
RATIO = (0.5, 2.0)
_CODE = re.compile(r"%[\d$]*[sdlu(]|[{}$\\|]|://")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯІЇЄҐ])")
_TEXTS = {"p", "dt", "h1", "h2", "h3", "td", "title", "desc"}


if TYPE_CHECKING:
    #: English, language, translation.
    Pair = tuple[str, str, str]


def catalogues(folder: Path) -> Iterator[Pair]:
    """Yield the messages of all catalogues below a folder."""
    for path in sorted(folder.rglob("LC_MESSAGES/*.mo")):
        language = path.parent.parent.name
        if language in LANGUAGES:
            with path.open("rb") as file:
                messages: dict[object, object] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined] # noqa: SLF001 - there is no other way to list them
            for english, translated in messages.items():
                if isinstance(english, str) and isinstance(translated, str):
                    yield english.rpartition("\x04")[2].replace("_", ""), language, translated


def help_pages(folder: Path) -> Iterator[Pair]:
    """Yield what stands in the same places of pages of the same name, where pages are built alike."""
    for path in sorted({*folder.rglob("*.html"), *folder.rglob("*.page")}):
        place = next((index for index, part in enumerate(path.parts) if part in ENGLISH_FOLDERS), None)
        if place is None:
            continue
        for language in LANGUAGES:
            other = Path(*path.parts[:place], language, *path.parts[place + 1 :])
            if other.is_file():
                yield from _in_step(_texts(path), language, _texts(other))


def _texts(path: Path) -> list[str]:
    parser = etree.HTMLParser() if path.suffix == ".html" else etree.XMLParser(recover=True, resolve_entities=False)
    root = etree.fromstring(path.read_bytes(), parser)
    elements = () if root is None else (each for each in root.iter() if isinstance(each.tag, str))
    return ["".join(map(str, each.itertext())) for each in elements if etree.QName(each).localname in _TEXTS]


def descriptions(english: Path, translated: Path) -> Iterator[Pair]:
    """Yield the paragraphs of package descriptions."""
    language, originals = translated.name.rpartition("-")[2], dict(_descriptions(english))
    for key, paragraphs in _descriptions(translated):
        yield from _in_step(originals.get(key, []), language, paragraphs)


def _descriptions(path: Path) -> Iterator[tuple[str, list[str]]]:
    for entry in path.read_text(encoding="utf-8").split("\n\n"):
        found = re.search(r"^Description-md5: (\w+)\nDescription-\w+:.*\n((?: .*\n?)*)", entry, re.MULTILINE)
        if found:
            yield found[1], re.split(r"^ \.$", found[2], flags=re.MULTILINE)


def _in_step(texts: list[str], language: str, translated: list[str]) -> Iterator[Pair]:
    """Yield texts with their translations, sentence by sentence where there are as many."""
    for one, other in zip(texts, translated, strict=True) if len(texts) == len(translated) else ():
        parts = _SENTENCE.split(plain(one)), _SENTENCE.split(plain(other))
        if len(parts[0]) == len(parts[1]):
            yield from ((first, language, second) for first, second in zip(*parts, strict=True))


def plain(text: str) -> str:
    """Return a text without markup and with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def is_prose(text: str, *, cyrillic: bool) -> bool:
    """Return whether a text is a sentence or more, and no code."""
    letters = sum(map(str.isalpha, text))
    return (
        len(text) in LENGTH
        and len(text.split()) >= WORDS
        and not _CODE.search(text)
        and letters >= LETTERS * len(text.replace(" ", ""))
        and (not cyrillic or len(re.findall(r"[а-яіїєґё]", text, re.IGNORECASE)) >= CYRILLIC * letters)
    )


def collected(pairs: Iterable[Pair]) -> dict[str, dict[str, str]]:
    """Return the translations of each English text, the first one that there is."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one, language, other in pairs:
        english, translated = plain(one), plain(other)
        fits = RATIO[0] < len(translated) / max(1, len(english)) < RATIO[1]
        if fits and is_prose(english, cyrillic=False) and is_prose(translated, cyrillic=True):
            found[english].setdefault(language, translated)
    return found


def main() -> None:
    """Collect, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--descriptions", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    pairs = [*catalogues(options.folder), *help_pages(options.folder)]
    for each in options.descriptions[1:]:
        pairs += descriptions(options.descriptions[0], each)
    texts = collected(pairs)
    with options.out.open("w", encoding="utf-8") as file:
        for english, translations in texts.items():
            file.write(json.dumps({"en": english, **translations}, ensure_ascii=False) + "\n")
    print(f"{len(texts)} texts, {sum(len(each) == len(LANGUAGES) for each in texts.values())} in all languages")


if __name__ == "__main__":
    main()
