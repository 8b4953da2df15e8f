"""The table of tables in ``docs/languages.md``: what each says, and what goes silent without it.

``python -m locales.describe`` writes it from the dataclasses, their docstrings and the comments beside their fields.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import locales
from locales.loading import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = locales.FOLDER.parent / "docs" / "languages.md"
_START, _END = "<!-- tables: python -m locales.describe -->\n", "<!-- end of tables -->\n"
#: The comment before a field, and the field.
_COMMENTED = re.compile(r"(?P<comment>(?:    #: .*\n)+)    (?P<name>\w+): ")


def section() -> str:
    """Return the tables in Markdown."""
    return "\n".join(line for name, form in TABLES.items() for line in _table(name, form))


def described(page: str) -> str:
    """Return a page with the tables as they are now between its two marks.

    Raises:
        ValueError: the page lacks a mark.
    """
    before, _, rest = page.partition(_START)
    _, end, after = rest.partition(_END)
    if not end:
        msg = f"{PAGE.name} lacks a mark of the tables"
        raise ValueError(msg)
    return f"{before}{_START}\n{section()}\n{end}{after}"


def _table(name: str, form: Any) -> Iterator[str]:  # noqa: ANN401 - any dataclass
    silent = form.silent.format(language="", table="").partition(": ")[2]
    yield f"### `{name}.toml`\n\n{inspect.getdoc(form)}\n\nWithout it: {silent}.\n\n| key | |\n|---|---|"
    yield from _rows(form, "")
    yield ""


def _rows(form: Any, before: str) -> Iterator[str]:  # noqa: ANN401 - any dataclass
    said, kinds = _comments(form), get_type_hints(form)
    for each in fields(form):
        needed = " Needed." if "needed" in each.metadata else ""
        shared = " Keys are English's." if "shared" in each.metadata else ""
        yield f"| `{before}{each.name}` | {said[each.name]}{needed}{shared} |"
        for part in (kinds[each.name], *get_args(kinds[each.name])):
            if is_dataclass(part):
                yield from _rows(part, f"{before}{each.name}.")


def _comments(form: type) -> Mapping[str, str]:
    found = _COMMENTED.finditer(inspect.getsource(form))
    return {each["name"]: " ".join(each["comment"].replace("#:", "").split()) for each in found}


if __name__ == "__main__":
    PAGE.write_text(described(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
