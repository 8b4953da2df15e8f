"""What is written beside fitted weights: how they were made, from what, and what each of them means."""

from __future__ import annotations

import hashlib
import inspect
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The section on how weights were made, up to the next one.
_RECORD = re.compile(r"^\[record\]\n(?:(?!\[\w).*\n)*", re.MULTILINE)
_FIELD = re.compile(r"    (\w+): float")


def record(
    fitted_on: Iterable[Path],
    *,
    seed: int | None = None,
    held_out: Mapping[str, float] | None = None,
    section: str = "[record]",
) -> str:
    """Return the section of a table that says how weights were made.

    Args:
        fitted_on: the files of texts.
        seed: of what is drawn at random; None where nothing is.
        held_out: measures on texts that were left out of the fit, by what they are; None where nothing was left out.
        section: its heading.
    """
    command = " ".join(["python -m", _benchmark(), *(Path(each).name for each in sys.argv[1:])])
    digests = [f'    "{hashlib.sha256(path.read_bytes()).hexdigest()}", # {path.name}' for path in fitted_on]
    scores = ", ".join(f"{quoted(name)} = {value:.3f}" for name, value in (held_out or {}).items())
    return "\n".join(
        [
            section,
            f"command = {quoted(command)}",
            "# sha256 of the texts that it was fitted on",
            *["fitted_on = [", *digests, "]"],
            *([f"seed = {seed}"] if seed is not None else []),
            f"held_out = {{ {scores} }}" if scores else "held_out = {} # not measured in this run",
            f"date = {datetime.now(UTC):%Y-%m-%d}",
        ]
    )


def _benchmark() -> str:
    """Return the name of the module that runs."""
    return f"benchmarks.fits.{Path(sys.argv[0]).stem}"


def quoted(text: str) -> str:
    """Return a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def model(name: str, values: NamedTuple) -> str:
    """Return the section of a table with the weights of a model, the meaning of each beside it.

    Args:
        name: of the model.
        values: a weight for each feature, in the type of the features, whose comments say what they mean.
    """
    means = meanings(type(values))
    return "\n".join([f"[{name}]", *(f"{key} = {value:.3f} # {means[key]}" for key, value in values._asdict().items())])


def with_record(table: str, made: str) -> str:
    """Return a table whose section ``[record]`` is the one given; it stands last."""
    return _RECORD.sub("", table).rstrip("\n") + "\n\n" + made + "\n"


def meanings(features: type[Any]) -> dict[str, str]:
    """Return the comment above each field of a named tuple: all of it, or its clause where there is one for each."""
    found: dict[str, str] = {}
    comment: list[str] = []
    together: list[str] = []
    for line in [*inspect.getsource(features).splitlines(), ""]:
        if line.startswith("    #:"):
            if together:
                found |= _shared(" ".join(comment), together)
                comment, together = [], []
            comment.append(line.removeprefix("    #:").strip())
        elif field := _FIELD.fullmatch(line):
            together.append(field[1])
    return found | _shared(" ".join(comment), together)


def _shared(comment: str, fields: list[str]) -> dict[str, str]:
    text = comment.rstrip(".")
    clauses = text.split("; ")
    each = clauses if len(clauses) == len(fields) else [text] * len(fields)
    return {field: clause[:1].lower() + clause[1:] for field, clause in zip(fields, each, strict=True)}
