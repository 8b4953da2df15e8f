"""Reading a language's tables: a misspelt key, a value of another type or an empty table is refused, not passed over.

The types are those of ``locales.tables``; what can stand there is little, so that reading them takes no library.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from locales.messages import message, translatable
from locales.page_tables import Boilerplate, Edition, Labels, Language, Metadata, Sample
from locales.tables import (
    Counted,
    Dates,
    Measures,
    Names,
    Negation,
    Numbers,
    Sentences,
    Sources,
    Speech,
    Stance,
    Transliteration,
    entries,
)

if TYPE_CHECKING:
    from pathlib import Path
    from typing import NoReturn

    from locales.messages import Message

T = TypeVar("T")

#: All tables, by their files' names.
TABLES: Mapping[str, type[Any]] = {
    form.__name__.lower(): form
    for form in (
        Boilerplate, Counted, Dates, Edition, Labels, Language, Measures, Metadata, Names, Negation, Numbers,
        Sample, Sentences, Sources, Speech, Stance, Transliteration,
    )
}  # fmt: skip

_TYPES = {
    str: translatable("{file}: {key} has to be a text in quotes"),
    bool: translatable("{file}: {key} has to be true or false"),
    tuple: translatable("{file}: {key} has to be a list"),
    Mapping: translatable("{file}: {key} has to be a table"),
    int: translatable("{file}: {key} has to be a whole number in quotes"),
    float: translatable("{file}: {key} has to be a number in quotes"),
}


class TableError(Exception):
    """A table is not as it has to be.

    Attributes:
        message: one line that names the file and the key.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message)  # all arguments, so that the error survives pickling
        self.message = message

    def __str__(self) -> str:
        return self.message.text.format(**self.message.values)


@dataclass(frozen=True, slots=True)
class _Place:
    """What is being read: the file, and the keys that lead there."""

    file: str
    keys: tuple[str, ...] = ()

    def at(self, key: str) -> _Place:
        return _Place(self.file, (*self.keys, key))

    def refuse(self, text: str, **values: str) -> NoReturn:
        raise TableError(message(text, file=self.file, key=".".join(self.keys), **values))


def load(form: type[T], path: Path, name: str) -> T:
    """Read a table.

    Args:
        form: a dataclass of ``locales.tables``.
        path: the file; the empty table is returned where there is none.
        name: what the file is called in an error.

    Raises:
        TableError: the file is no TOML, or not of the form.
    """
    if not path.is_file():
        return form()
    place = _Place(name)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # TOML or UTF-8
        place.refuse(translatable("{file} cannot be read ({why})"), why=str(error).partition("\n")[0])
    table: T = _record(form, raw, place)
    if not entries(table):
        place.refuse(translatable("{file} says nothing; fill it or remove it"))
    return table


def require_shared(table: object, english: object, name: str) -> None:
    """Refuse keys that should be those of all languages and that English does not have.

    Args:
        table: any language's.
        english: the same table of English; where it has no keys, nothing is asked for.
        name: what the file is called in an error.

    Raises:
        TableError: nothing would ever be compared with one of the keys.
    """
    for each in fields(table):  # type: ignore[arg-type]
        known = getattr(english, each.name) if "shared" in each.metadata else {}
        for key in getattr(table, each.name) if known else ():
            if key not in known:
                text = translatable("{file}: {key} is not among the keys that all languages share; English lacks it")
                _Place(name).at(each.name).at(key).refuse(text)


def _record(form: Any, raw: object, place: _Place) -> Any:  # noqa: ANN401 - any dataclass
    if not isinstance(raw, dict):
        place.refuse(_TYPES[Mapping])
    kinds, known = get_type_hints(form), {each.name: each for each in fields(form)}
    values = {}
    for key, value in raw.items():
        name = key.replace("-", "_")
        if name not in known:
            place.at(key).refuse(
                translatable("{file}: {key} is no key here; there are {known}"), known=", ".join(known)
            )
        values[name] = _value(kinds[name], value, place.at(key))
    for name, each in known.items():
        if "needed" in each.metadata and not values.get(name):
            place.at(name).refuse(translatable("{file}: {key} is missing or empty"))
    return form(**values)


def _value(kind: Any, raw: object, place: _Place) -> Any:  # noqa: ANN401 - of the type that is wanted
    kind = next((each for each in get_args(kind) if NoneType in get_args(kind) and each is not NoneType), kind)
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _record(kind, raw, place)
    if origin is tuple:
        if not isinstance(raw, list):
            place.refuse(_TYPES[tuple])
        return tuple(_value(inner[0], each, place) for each in raw)
    if origin is Mapping:
        if not isinstance(raw, dict):
            place.refuse(_TYPES[Mapping])
        return {_key(inner[0], key, place): _value(inner[1], each, place.at(key)) for key, each in raw.items()}
    if type(raw) is not kind:
        place.refuse(_TYPES[kind])
    return raw


def _key(kind: type, key: str, place: _Place) -> Any:  # noqa: ANN401 - of the type that is wanted
    try:
        return kind(key)
    except ValueError:
        place.at(key).refuse(_TYPES[kind])
