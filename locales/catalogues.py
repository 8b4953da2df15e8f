"""Message catalogues: extract what the code says, update and compile what translators write, tell what is missing.

``python -m locales.catalogues`` (``make i18n``) does all of it in place; ``--check`` only tells.
"""

from __future__ import annotations

import string
import sys
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import locales

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from babel.messages.catalog import Message

#: The folders that say something to people.
ROOMS = ("alignment", "flows", "locales", "parsers", "pipeline", "reports", "review", "sources", "storage")
METHODS = [("**.py", "python"), ("**.j2", "jinja2.ext:babel_extract")]
OPTIONS = {"**.j2": {"silent": "false"}}
START = datetime(2026, 11, 22, tzinfo=UTC)
#: Function names and which of their arguments are message ids; a single None stands for the first one.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "gettext": None,
    "ngettext": (1, 2),
    "message": None,
    "plural_message": (1, 2),
    "text": (2,),
    "translatable": None,
    "translatable_plural": (1, 2),
    "notice": (3,),
}


def template(root: Path = locales.FOLDER.parent) -> Catalog:
    """Return every message id of the code and the templates under a checkout's root, in the order of its files."""
    catalogue = Catalog(project="zvirka", charset="utf-8")
    for room in ROOMS:
        found = extract_from_dir(str(root / room), METHODS, OPTIONS, KEYWORDS, comment_tags=())
        for name, _, message, _, _ in sorted(found, key=lambda entry: (entry[0], entry[1])):
            if not name.endswith(".po"):
                catalogue.add(message, locations=[(f"{room}/{name}", 0)])
    return catalogue


def path(language: str, suffix: str = "po", folder: Path | None = None) -> Path:
    """Return where a language's catalogue lies."""
    return (folder or locales.FOLDER) / language / "LC_MESSAGES" / f"zvirka.{suffix}"


def load(language: str, folder: Path | None = None) -> Catalog:
    """Return a language's catalogue; an empty one where it has none yet."""
    file = path(language, folder=folder)
    if not file.is_file():
        return _new(language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def _new(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="zvirka",
        version="1",
        header_comment="# What zvirka says to people.",
        msgid_bugs_address="none",
        creation_date=START,
        revision_date=START,
        last_translator="zvirka",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )


def update(catalogue: Catalog, template: Catalog) -> Catalog:
    """Bring a catalogue up to the code: new messages empty, gone ones dropped, nothing guessed.

    English says what the code says, so its new messages are filled in.
    """
    created, comment = catalogue.creation_date, catalogue.header_comment
    catalogue.update(deepcopy(template), no_fuzzy_matching=True)  # it takes over the template's own messages
    catalogue.creation_date = created  # a date that changes at every run hides what has changed
    catalogue.header_comment = comment
    catalogue.obsolete.clear()
    if str(catalogue.locale) == "en":
        for message in entries(catalogue):
            message.string = message.string if _translated(message) else message.id
    return catalogue


def entries(catalogue: Catalog) -> Iterator[Message]:
    """Yield a catalogue's messages without its header."""
    return (message for message in catalogue if message.id)


def problems(catalogue: Catalog, template: Catalog) -> list[str]:
    """Return what is wrong with a catalogue, a line for each: missing, fuzzy, obsolete, placeholders that differ."""
    found = [f"missing: {_first(wanted)}" for wanted in entries(template) if _of(catalogue, wanted) is None]
    for message in entries(catalogue):
        name = _first(message)
        if _of(template, message) is None:
            found.append(f"not in the code: {name}")
        elif not _translated(message):
            found.append(f"untranslated: {name}")
        elif message.fuzzy:
            found.append(f"fuzzy: {name}")
        elif not _same_placeholders(message):
            found.append(f"placeholders differ: {name}")
    return found


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the content of an .mo file; the same catalogue gives the same bytes."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the content of a .po file, with file names but no line numbers: diffs stay small."""
    out = BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, sort_by_file=True)
    return out.getvalue()


def save(language: str, catalogue: Catalog, folder: Path | None = None) -> None:
    """Write a language's .po and .mo."""
    path(language, folder=folder).parent.mkdir(parents=True, exist_ok=True)
    path(language, folder=folder).write_bytes(written(catalogue))
    path(language, "mo", folder).write_bytes(compiled(catalogue))


def main(arguments: Sequence[str]) -> int:
    """Update every catalogue, or with ``--check`` only look; return 1 where something is missing, fuzzy or wrong."""
    wanted = template()
    failed = 0
    for language in locales.available():
        catalogue = load(language)
        if "--check" not in arguments:
            save(language, update(catalogue, wanted))
        for problem in problems(catalogue, wanted):
            failed = 1
            sys.stderr.write(f"{path(language)}: {problem}\n")
    return failed


def _of(catalogue: Catalog, message: Message) -> Message | None:
    """Return the same message in another catalogue, plural form and all."""
    found = catalogue.get(message.id)
    return found if found is not None and found.id == message.id else None


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _translated(message: Message) -> bool:
    return bool(message.string) and all(_forms(message.string))


def _same_placeholders(message: Message) -> bool:
    """Whether every form has the placeholders of the ids; a form may leave out {count} ("один абзац")."""
    wanted = {name for form in _forms(message.id) for name in _placeholders(form)} - {"count"}
    return all(_placeholders(form) - {"count"} == wanted for form in _forms(message.string))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
