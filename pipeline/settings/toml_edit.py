"""Changes of a settings file that somebody wrote by hand: values are put in their place, all else stays as it is.

The result is read again before it is kept: it says what the file said, with the new values, or it is refused. tomlkit
(0.15) would put a new key below the comment that belongs to the next section, and drop comments inside of lists.
"""

from __future__ import annotations

import fcntl
import json
import re
import tomllib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from locales.messages import message
from pipeline.atomic_files import write_atomically
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

#: What a TOML value consists of, as far as comments have to be told from "#" in strings.
_TOKEN = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[^\n]*", re.DOTALL)
#: The file beside a settings file that whoever changes it holds.
_LOCK = ".changes.lock"
#: Where a section stands, from the top: ("visnyk",), ("checks", "severity"); () for what stands above all sections.
Section = tuple[str, ...]


def change(path: Path, edit: Callable[[str], str]) -> None:
    """Read a file, change its text and write it, while nobody else does; a file that is not there is empty.

    Args:
        path: the file; it is for its owner's eyes afterwards.
        edit: returns the new text; what it raises leaves the file as it is.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _held(path.parent / _LOCK):
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        write_atomically(path, edit(before), mode=0o600)


@contextmanager
def _held(file: Path) -> Iterator[None]:
    with file.open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def put(text: str, section: Section, values: Mapping[str, Any], file: str) -> str:
    """Return a TOML file's text with values in a section; comments and everything else stay.

    Args:
        text: the file's.
        section: where it stands; it is added where there is none.
        values: by key: texts, numbers, lists, tables of these; None takes a key out.
        file: its name, for errors.

    Raises:
        SettingsError: the file is written in a way that no value can be put into; nothing is changed then.
    """
    lines = text.splitlines()
    begin, end = _extent(lines, section)
    if begin is None:
        lines += [*([""] if lines else []), f"[{'.'.join(map(_key, section))}]"]
        begin = end = len(lines)
    own = lines[begin:end]
    for key, value in values.items():
        own = _put(own, key, value)
    known = {_assigned(line) for line in own}
    added = [
        f"{_key(key)} = {_written(value)}" for key, value in values.items() if value is not None and key not in known
    ]
    own = [*added, *own] if section else [*own, *added]  # what stands above all sections begins with what it is about
    ending = "\r\n" if "\r\n" in text else "\n"
    new = ending.join([*lines[:begin], *own, *lines[end:]]).strip("\r\n") + ending
    if _read(new) != _wanted(_read(text), section, values):
        place = ".".join((*section, *values))
        raise SettingsError(
            message("{place} in {file} cannot be changed from here; edit the file", place=place, file=file)
        )
    return new


def _extent(lines: Sequence[str], section: Section) -> tuple[int | None, int]:
    """Return the lines between a section's head and the next one; None where there is no such head."""
    heads = [(number, name) for number, line in enumerate(lines) if (name := _head(line)) is not None]
    begin = next((number + 1 for number, name in heads if name == section), None) if section else 0
    if begin is None:
        return None, len(lines)
    end = next((number for number, _ in heads if number >= begin), len(lines))
    while end > begin and not lines[end - 1].strip():  # blank lines part sections
        end -= 1
    return begin, end


def _head(line: str) -> Section | None:
    """Return the name of the section that a line begins; None where it begins none."""
    if not line.lstrip().startswith("["):
        return None
    table: Any
    name: list[str] = []
    try:
        table = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None  # a line of an array
    while isinstance(table, dict) and table:
        ((key, table),) = table.items()
        name.append(key)
    return (*name, "[]") if isinstance(table, list) else tuple(name)


def _put(lines: Sequence[str], key: str, value: object) -> list[str]:
    """Return a section's lines with another value; comments on the old one stay beside the new one, or above it."""
    place = next((number for number, line in enumerate(lines) if _assigned(line) == key), None)
    if place is None:
        return list(lines)
    last = _value_end(lines, place)
    old = "\n".join(lines[place:last])
    comments = [found[0] for found in _TOKEN.finditer(old) if found[0].startswith("#")]
    if value is None:
        return [*lines[:place], *comments, *lines[last:]]
    beside = comments.pop() if comments and lines[last - 1].endswith(comments[-1]) else ""
    return [*lines[:place], *comments, f"{_key(key)} = {_written(value)}  {beside}".rstrip(), *lines[last:]]


def _assigned(line: str) -> str | None:
    """Return the key that a line gives a value."""
    name, equals, _ = line.partition("=")
    return name.strip().strip("\"'") if equals and not name.lstrip().startswith("#") else None


def _value_end(lines: Sequence[str], place: int) -> int:
    """Return the number of the line behind a value: it ends where it can be read."""
    for end in range(place + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[place:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return place + 1


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)


def _written(value: object) -> str:
    """Return a value as TOML has it, which for texts, numbers and lists is how JSON has it."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_written(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _read(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _wanted(table: Any, section: Section, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the same
    """Return what a file ought to say with the new values."""
    if not isinstance(table, dict):
        return ()  # what cannot be read now is nothing to write into
    if section:
        first, *below = section
        return table | {first: _wanted(table.get(first, {}), tuple(below), values)}
    plain = json.loads(json.dumps({key: value for key, value in values.items() if value is not None}))
    return {key: value for key, value in (table | plain).items() if values.get(key, key) is not None}
