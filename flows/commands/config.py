"""``zvirka config show``: every setting as it holds now, in the form of the file that it can be written into."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from flows.console.options import Speaking
from flows.console.session import begin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.settings.load import Settings

USUAL = Speaking()
#: Settings that nobody shall read over a shoulder.
SECRET = ("key", "password", "token")
#: What does not stand in the settings file: where that lies, and what has a file of its own.
_ELSEWHERE = frozenset({"home", "publishers"})


def show_config(*, speaking: Speaking = USUAL) -> int:
    """Show every setting as it holds now; secrets only as set or not."""
    for line in shown(begin(speaking.ui_language).settings):
        print(line)  # noqa: T201 - what was asked for
    return 0


def shown(settings: Settings) -> Iterator[str]:
    """Return the lines of a settings file that says what holds now; what cannot be written there is a comment."""
    from pipeline.settings.load import FILE  # noqa: PLC0415 - the same
    from pipeline.settings.publisher_settings import FILE as PUBLISHERS  # noqa: PLC0415 - not for a mistyped option

    yield f"# {settings.home / FILE}"
    values = {each.name: getattr(settings, each.name) for each in fields(settings) if each.name not in _ELSEWHERE}
    yield from _section("", values)
    if settings.publishers:
        yield f"\n# {settings.home / PUBLISHERS}: {', '.join(settings.publishers)}"


def _section(name: str, values: Mapping[str, object]) -> Iterator[str]:
    """Return a section's own lines first, for TOML takes what follows a section's name for a part of it."""
    if name:
        yield f"\n[{name}]"
    inner = {key: value for key, value in values.items() if is_dataclass(value)}
    yield from (_line(key, value) for key, value in values.items() if key not in inner)
    for key, value in inner.items():
        section = {each.name: getattr(value, each.name) for each in fields(value)}
        yield from _section(f"{name}.{key}" if name else key, section)


def _line(name: str, value: object) -> str:
    """Return a setting with its value as TOML has it."""
    if any(word in name for word in SECRET):
        return f"# {name}: {'set' if value else 'not set'}"
    if value is None:
        return f"# {name}: not set"
    if name == "database_url":
        value = _without_password(str(value))
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(key)} = {_written(inner)}" for key, inner in value.items())
        return f"{name} = {{ {pairs} }}" if pairs else f"{name} = {{}}"
    return f"{name} = {_written(value)}"


def _written(value: object) -> str:
    values = sorted(value) if isinstance(value, frozenset) else value
    return json.dumps(values, ensure_ascii=False, default=str)


def _without_password(url: str) -> str:
    import sqlalchemy as sa  # noqa: PLC0415 - not for a mistyped option

    return sa.make_url(url).render_as_string(hide_password=True)
