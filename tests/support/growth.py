"""Whether time grows with length only: every pattern of the code base, fed with repeats of its own parts.

``python tests/support/growth.py`` prints the patterns that do not, each with what showed it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import math
import random
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Parsed = Any  # what re._parser returns has no published type

ROOT = Path(__file__).parents[2]
ROOMS = ("alignment", "flows", "locales", "parsers", "pipeline", "reports", "review", "sources", "storage")
#: Time may grow as this power of the length; twice as long text of a quadratic pattern takes four times as long.
POWER = 1.3
#: Characters of the shorter text; the longer has TIMES as many. A quadratic pattern takes tenths of a second for it.
SHORT, TIMES = 1500, 4
SHORTS = (SHORT, 4 * SHORT)
#: Seconds of the processor below which the longer text shows nothing: steps of a quadratic one take a hundred times it.
QUIET = 0.002
#: Seconds of the processor after which no longer text is tried.
SLOW = 0.2
#: Parts of one pattern that are repeated; of a list of words in a pattern so long, whose parts are alike, so many.
INPUTS, OF_LISTS, LIST = 24, 6, 400
#: Characters of the first looks at an input: what is exponential or cubic shows before it takes minutes.
LOOKS = (25, 100, 400)
#: A part that repeats at most so often takes a bounded time wherever it begins.
BOUNDED = 8
#: Patterns, by file and first word of the line, that are used where their time is bounded, each with the reason.
OWN = {
    "locales/describe.py:_COMMENTED": "reads zvirka's own source, to write its documentation",
    "alignment/texts/quantities/number_words.py:joint": "matched at one place, of the gap between two numbers",
    "alignment/texts/quantities/zones.py:return": "matched at one place, behind a clock time",
    "parsers/metadata/jsonld.py:_COMMENT": "runs up to the last comment's end only, so that each beginning has an end",
}
#: Characters that stand for a class, the likeliest first.
SAMPLES = "a1 A.б,\"(-<&#\n:«“/'@|=х­№"


class Used(NamedTuple):
    """A pattern, where it is made, and whether it is only ever tried at one place (``match``, ``fullmatch``)."""

    pattern: re.Pattern[Any]
    where: str
    at_one_place: bool


def power(run: Callable[[int], object], short: int = SHORT, quiet: float = QUIET, tries: int = 12) -> float:
    """Return the power of the length by which the time of a call grows; 0 where it is too short to tell.

    A busy machine disturbs one measurement and not each of many; what grows faster does so each time. So the least of
    several pairs is taken wherever the first is above ``POWER``.
    """
    least = _seconds(run, short)
    if least > SLOW:  # far from linear already: a longer text could take minutes
        short //= TIMES
        least, longer = _seconds(run, short), least
    else:
        longer = _seconds(run, short * TIMES)
    if longer < quiet:
        return 0.0
    found = math.log(longer / least, TIMES)
    for _ in range(tries):
        if found <= POWER:
            break
        least, longer = _seconds(run, short), _seconds(run, short * TIMES)
        found = min(found, math.log(longer / least, TIMES))
    return found


def _seconds(run: Callable[[int], object], size: int) -> float:
    start = time.thread_time()
    run(size)
    return max(time.thread_time() - start, 1e-6)


def worst(used: Used) -> tuple[float, str]:
    """Return the power for the input that a pattern likes least, and its repeated part; stop at the first bad one."""
    found = (0.0, "")
    for before, part, after in inputs(used.pattern):
        found = max(found, (_power(used, before, part, after), repr((before, part, after))))
        if found[0] > POWER:
            break
    return found


def _power(used: Used, before: str, part: str, after: str) -> float:
    def run(size: int) -> None:
        _run(used, before, part, after, size)

    if any(_seconds(run, size) > SLOW for size in LOOKS):
        return math.inf
    # a fast step shows in a longer text only
    return next((grown for short in SHORTS if (grown := power(run, short))), 0.0)


def _run(used: Used, before: str, part: str, after: str, size: int) -> None:
    text: Any = before + part * (size // len(part)) + after
    if isinstance(used.pattern.pattern, bytes):
        text = text.encode("utf-8", "surrogatepass")
    if used.at_one_place:
        used.pattern.match(text), used.pattern.fullmatch(text)
        return
    for _ in used.pattern.finditer(text):
        pass


def inputs(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what comes before, what is repeated and what comes after: a pattern's parts, and all of it."""
    parsed = re._parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole = _sample(parsed)
    parts = list(dict.fromkeys(part for part in _parts(parsed) if part))
    most = INPUTS if len(pattern.pattern) < LIST else OF_LISTS
    if len(parts) > most:  # the first, which are the largest, and some of the others
        parts = parts[: most // 2] + random.Random(len(parts)).sample(parts[most // 2 :], most // 2)
    odd = next((each for each in "\0~^" if each not in whole), "\0")
    for part in dict.fromkeys([whole, *parts]):
        if part:
            yield "", part, odd
    prefix = ""
    for each in parsed:
        repeated = _sample([each], twice=True)
        if prefix and repeated:
            yield prefix, repeated, odd
            yield "", prefix + repeated, odd
        prefix += _sample([each])
    for one, other in itertools.pairwise(parts):
        yield "", one + other, odd


def _parts(parsed: Parsed) -> Iterator[str]:
    for operation, argument in parsed:
        yield _sample([(operation, argument)])
        for inner in _inner(argument):
            yield _sample(inner)
            yield from _parts(inner)


def _inner(argument: object) -> Iterator[Parsed]:
    if isinstance(argument, re._parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for each in argument:
            yield from _inner(each)


def _sample(parsed: Parsed, *, twice: bool = False) -> str:
    """Return a short text that a parsed pattern takes, near enough."""
    return "".join(_taken(str(operation), argument, twice=twice) for operation, argument in parsed)


def _taken(operation: str, argument: Any, *, twice: bool) -> str:  # noqa: PLR0911 - one for each operation
    if operation == "LITERAL":
        return chr(argument)
    if operation == "NOT_LITERAL":
        return next(each for each in SAMPLES if ord(each) != argument)
    if operation == "ANY":
        return SAMPLES[0]
    if operation == "IN":
        return _member(argument)
    if operation in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, inner = argument
        return _sample(inner) * min(int(most), max(least, 1, 2 * twice))
    if operation == "BRANCH":
        return _sample(argument[1][0])
    if operation in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _sample(argument[-1] if operation == "SUBPATTERN" else argument)
    return ""  # assertions, places, references


def _member(items: Parsed) -> str:
    """Return a character of a class: one of the samples where it is, or the first that is named."""
    negated = bool(items) and str(items[0][0]) == "NEGATE"
    for each in SAMPLES:
        if any(_holds(str(kind), value, each) for kind, value in items) != negated:
            return each
    return next((_first(str(kind), value) for kind, value in items if str(kind) in {"LITERAL", "RANGE"}), "")


def _holds(kind: str, value: Any, character: str) -> bool:
    if kind == "LITERAL":
        return ord(character) == value
    if kind == "RANGE":
        return value[0] <= ord(character) <= value[1]
    name = str(value)
    tests = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": lambda each: each.isalnum() or each == "_"}
    test = next((test for key, test in tests.items() if name.endswith(key)), None)
    return kind == "CATEGORY" and test is not None and test(character) != ("_NOT_" in name)


def _first(kind: str, value: Any) -> str:
    return chr(value if kind == "LITERAL" else value[0])


def patterns() -> list[Used]:
    """Return the patterns that the code base compiles, each once, those of its languages' tables included.

    Modules are imported anew with ``re.compile`` watched, so it is called in a process of its own. Functions that take
    a language and remember what they made of its tables are called for each.
    """
    found: dict[tuple[Any, int], Used] = {}
    original = re.compile

    def watched(pattern: Any, flags: int = 0) -> Any:
        made = original(pattern, flags)
        frame = inspect.currentframe()
        caller = frame.f_back if frame else None
        if caller and Path(caller.f_code.co_filename).is_relative_to(ROOT) and ".venv" not in caller.f_code.co_filename:
            path = Path(caller.f_code.co_filename)
            used = Used(made, f"{path.relative_to(ROOT)}:{caller.f_lineno}", _at_one_place(path, caller.f_lineno))
            found.setdefault((made.pattern, made.flags), used)
        return made

    re.compile = watched  # type: ignore[assignment]
    try:
        for module in list(_modules()):
            _call_makers(module)
    finally:
        re.compile = original
    for path, line, text in _in_functions():
        made = original(text)
        found.setdefault((made.pattern, made.flags), Used(made, f"{path.relative_to(ROOT)}:{line}", at_one_place=False))
    return list(found.values())


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def _modules() -> Iterator[Any]:
    for path in _sources():
        if "migrations" not in path.parts:
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def _call_makers(module: Any) -> None:
    for each in vars(module).values():
        if hasattr(each, "cache_info") and each.__module__ == module.__name__:
            wanted = list(inspect.signature(each).parameters)
            if wanted in ([], ["language"]):
                for language in ("uk", "en", "ru", "de")[: 4 if wanted else 1]:
                    each(*[language] * len(wanted))


def _in_functions() -> Iterator[tuple[Path, int, Any]]:
    """Yield the literal patterns that are given to the module's own functions (``re.sub`` and so on)."""
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=text), *_]
                ) if name != "compile" and isinstance(text, str | bytes):
                    yield path, node.lineno, text


def _at_one_place(path: Path, line: int) -> bool:
    """Return whether the name that a line gives to a pattern is used in its module for nothing but matching."""
    text = path.read_text(encoding="utf-8")
    named = re.match(r"(\w+)(?:: [^=]+)? = ", text.splitlines()[line - 1])
    uses = re.findall(rf"(?<!\w){named[1]}\b(\.\w+)?", text)[1:] if named else []
    return bool(uses) and named is not None and named[1].startswith("_") and set(uses) <= {".match", ".fullmatch"}


def literal(pattern: re.Pattern[Any]) -> bool:
    """Return whether a pattern repeats nothing: words side by side, whose time is bounded at every place."""
    return not any(_repeats(each) for each in re._parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


def _repeats(part: Any) -> bool:
    operation, argument = part
    if str(operation) in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[1] > BOUNDED:
        return True
    return any(_repeats(each) for inner in _inner(argument) for each in inner)


def _named(used: Used) -> str:
    file, _, line = used.where.partition(":")
    text = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    return f"{file}:{re.findall('[A-Za-z_]+', text)[0]}"


def main() -> int:
    """Print the patterns whose time grows faster than ``POWER``, and what was not tried; return how many are bad."""
    found = patterns()
    own = [used for used in found if _named(used) in OWN]
    words = [used for used in found if literal(used.pattern)]
    stale = OWN.keys() - set(map(_named, own))
    if stale:
        print(f"no such pattern: {sorted(stale)}")  # noqa: T201 - the same
    tried = [used for used in found if used not in own and used not in words]
    bad = 0
    for used in tried:
        grown, part = worst(used)
        if grown > POWER:
            bad += 1
            print(f"{used.where}: n^{grown:.2f} for repeats of {part}", flush=True)  # noqa: T201 - what it found
    aside = f"{len(words)} of words only, {len(own)} set aside"
    print(f"{len(tried)} patterns tried, {aside}, {bad} grow faster than n^{POWER}")  # noqa: T201 - the same
    return bad + len(stale)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(min(main(), 1))
