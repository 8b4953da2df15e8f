"""The form of a language's tables: a dataclass for each ``locales/<language>/<name>.toml``, named like the file.

Every field may be left out unless ``NEEDED`` stands beside it; a table that is there has to say something. ``SHARED``
marks tables whose keys all languages have in common: English has all of them. ``docs/languages.md`` is made from here
by ``python -m locales.describe``. The tables for pages stand in ``locales.page_tables``, those for texts here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar, TypeAlias

from locales.messages import translatable

Words: TypeAlias = tuple[str, ...]
#: Words by a key.
Forms: TypeAlias = Mapping[str, Words]

NEEDED = {"needed": True}
SHARED = {"shared": True}
_NEEDED_SHARED = NEEDED | SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What news count."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: whether a number counts the dead or the wounded is not compared"
    )

    #: Words by what is counted; ``*`` stands for any ending.
    things: Forms = field(default_factory=dict, metadata=_NEEDED_SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """What says of which zone a clock time is, right after it; lower case, longer forms first."""

    #: Kyiv.
    kyiv: Words = ()
    #: Universal time.
    utc: Words = ()
    #: Britain.
    london: Words = ()
    #: Central Europe.
    central: Words = ()
    #: Moscow.
    moscow: Words = ()
    #: The east of the United States.
    new_york: Words = ()
    #: Any other zone.
    elsewhere: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How the hours of a day are told; lower case."""

    #: Whether an hour without a word may be one of the afternoon ("at 7:30").
    twelve: bool = False
    #: Before an hour: "at".
    at: Words = ()
    #: The word for it: "о 5 годині", "5 o'clock".
    hour: Words = ()
    #: Behind an hour before noon.
    morning: Words = ()
    #: Behind an hour before or after midnight.
    night: Words = ()
    #: Behind an hour after noon.
    afternoon: Words = ()
    #: Twelve in the day.
    noon: Words = ()
    #: Twelve in the night.
    midnight: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Words of the calendar, lower case."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: months, weekdays and time zones in words are neither read nor compared"
    )

    #: Every form of the months by their number, 1 January.
    months: Mapping[int, Words] = field(default_factory=dict, metadata=NEEDED)
    #: Adjectives made of them, by the same numbers.
    month_adjectives: Mapping[int, Words] = field(default_factory=dict)
    #: Short forms of the months, a point behind them or not; they count only behind a day.
    short: Mapping[int, Words] = field(default_factory=dict)
    #: Every form of the weekdays by their number, 1 Monday.
    weekdays: Mapping[int, Words] = field(default_factory=dict, metadata=NEEDED)
    #: Adjectives made of them, by the same numbers.
    weekday_adjectives: Mapping[int, Words] = field(default_factory=dict)
    #: Days by how far they are from the day of publication: -1 yesterday.
    relative: Mapping[int, Words] = field(default_factory=dict)
    #: Forms that mean something else too; they count only beside a day or a year, and elsewhere bear others out.
    ambiguous: Words = ()
    #: Whether months and weekdays have capitals.
    capitals: bool = False
    #: Right before a date: not later than that.
    before: Words = ()
    #: Right before a date: later than that.
    after: Words = ()
    #: How the hours of a day are told.
    clock: Clock = field(default_factory=Clock)
    #: What says of which zone a clock time is.
    zones: Zones = field(default_factory=Zones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a number counts: the forms of units beside it, by unit; ``*`` stands for any ending."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: units and currencies beside numbers are not compared"
    )

    #: Between a part of a whole and its unit: "half a year".
    joiners: Words = ()
    #: Before what a quantity is given for: "per barrel".
    per: Words = ()
    #: Currencies by their ISO 4217 code.
    money: Forms = field(default_factory=dict, metadata=SHARED)
    #: Percent and percentage points.
    share: Forms = field(default_factory=dict, metadata=SHARED)
    #: Lengths.
    length: Forms = field(default_factory=dict, metadata=SHARED)
    #: Areas.
    area: Forms = field(default_factory=dict, metadata=SHARED)
    #: Volumes.
    volume: Forms = field(default_factory=dict, metadata=SHARED)
    #: Weights.
    weight: Forms = field(default_factory=dict, metadata=SHARED)
    #: Speeds.
    speed: Forms = field(default_factory=dict, metadata=SHARED)
    #: Power.
    power: Forms = field(default_factory=dict, metadata=SHARED)
    #: Energy.
    energy: Forms = field(default_factory=dict, metadata=SHARED)
    #: How long something takes.
    span: Forms = field(default_factory=dict, metadata=SHARED)
    #: Temperatures.
    temperature: Forms = field(default_factory=dict, metadata=SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How one name in two spellings is told."""

    #: Whether names are in Latin letters.
    latin: bool = False
    #: What cases add, separated by blanks.
    endings: str = field(default="", metadata=NEEDED)
    #: Letters that may stand before an ending as part of it.
    vowels: str = ""
    #: Endings that double a consonant, separated by blanks.
    doubling: str = ""
    #: Endings that only a woman's surname has, separated by blanks.
    feminine: str = ""
    #: What transliterations confuse, and what it is taken for.
    alike: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of persons, places and bodies."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: names that sound different elsewhere are not known, nor two spellings of one"
    )

    #: The pymorphy3 dictionary that knows names ("uk", "ru"); without it a language has no cases here.
    dictionary: str = ""
    #: Endings by which adjectives used as surnames are told from other adjectives.
    surname_endings: Words = ()
    #: Endings that make other surnames of one root ("Savchenko", "Savchuk"), in all their cases, by a shared key.
    families: Forms = field(default_factory=dict, metadata=SHARED)
    #: Forms of address and titles in short, which stand with a capital and are no names.
    address: Words = ()
    #: Whom scales of measure are called after; one edition may leave the scale to its readers.
    scales: Words = ()
    #: Endings that words have and names seldom do.
    word_endings: Words = ()
    #: What may be taken off a word before it is looked up among the translated ones.
    endings: Words = ()
    #: Names that do not sound alike in other languages; ``*`` stands for any ending.
    entities: Forms = field(default_factory=dict, metadata=SHARED)
    #: How one name in two spellings is told.
    spelling: Spelling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concord:
    """Words that ask for a negation beside a finite verb, in languages that negate twice."""

    #: Those words.
    words: Words = field(default=(), metadata=NEEDED)
    #: Words that begin a clause.
    begin: Words = ()
    #: Words right before one that excuse it.
    excuse_before: Words = ()
    #: Words right behind one that excuse it.
    excuse_after: Words = ()
    #: Forms of "be", which may stand without a negation.
    be: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """Negation; lower case with a straight apostrophe."""

    silent: ClassVar[str] = translatable("{language} has no table {table}: lost and added negations are not noticed")

    #: Words that negate what follows and must be matched in the other editions.
    firm: Words = field(default=(), metadata=NEEDED)
    #: Endings of such words.
    firm_suffixes: Words = ()
    #: Words that negate, though others may put it differently; they match firm ones.
    hard: Words = ()
    #: Beginnings of such words.
    hard_prefixes: Words = ()
    #: Prefixes that negate the word itself.
    prefixed: Words = ()
    #: Beginnings of words that only look so.
    not_prefixed: Words = ()
    #: Beginnings of words that are negated, though they begin like those.
    still_prefixed: Words = ()
    #: Words that can match a negation of another edition but are no difference by themselves.
    soft: Words = ()
    #: Beginnings of such words.
    soft_prefixes: Words = ()
    #: Endings of such words.
    soft_suffixes: Words = ()
    #: Phrases in which the word negates nothing, or that others put without it; ``*`` stands for up to four words.
    idioms: Words = ()
    #: Words that ask for a negation.
    concord: Concord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What stands inside and between numbers."""

    #: Between the ends of a range: the scale after the second is that of both.
    range: Words = ()
    #: The decimal sign; a point where it is left out.
    decimal: str = ""
    #: "And a half".
    half_more: Words = ()
    #: Between a number and its scale.
    joiners: Words = ()
    #: Between two scales: "tens of thousands".
    scale_joiners: Words = ()
    #: Between so many and out of how many: "nine out of ten".
    share: Words = ()
    #: How a noun goes on that begins with a number ("п'ятиріччя"); adjectives are known by the dictionary.
    compounds: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Number words by their value, in every form; lower case with a straight apostrophe."""

    silent: ClassVar[str] = translatable("{language} has no table {table}: numbers in words are not compared")

    #: Cardinals.
    words: Mapping[int, Words] = field(default_factory=dict, metadata=NEEDED)
    #: Ordinals.
    ordinals: Mapping[int, Words] = field(default_factory=dict)
    #: What multiplies: hundred, million, dozen.
    scales: Mapping[int, Words] = field(default_factory=dict)
    #: Beginnings of words made of a scale ("16-мільйонний", "millionaire").
    scale_stems: Mapping[int, Words] = field(default_factory=dict)
    #: Words that may stand for a number but need not.
    loose: Mapping[float, Words] = field(default_factory=dict)
    #: Parts of a whole, of one word or several.
    fractions: Mapping[float, Words] = field(default_factory=dict)
    #: How many times.
    multiples: Mapping[int, Words] = field(default_factory=dict)
    #: What is written together with the thing counted: "half-".
    prefixes: Mapping[float, Words] = field(default_factory=dict)
    #: What stands inside and between numbers.
    signs: Signs = field(default_factory=Signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Where sentences end."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: a point after an abbreviation ends the sentence"
    )

    #: Words before a point that does not end a sentence; compared without case.
    abbreviations: Words = field(default=(), metadata=NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Sources that news cite; case matters."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: cited sources are known by their English names only"
    )

    #: How a paragraph begins that only says where the news comes from.
    lines: Words = ()
    #: Keys of the names at which others speak, so that the speaker is the source; read from the English table only.
    platforms: Words = ()
    #: Forms of the names; the first is the one that is shown. English ones are known in all languages.
    names: Forms = field(default_factory=dict, metadata=SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Words that say who has said a quotation."""

    silent: ClassVar[str] = translatable("{language} has no table {table}: who says a quotation is not compared")

    #: As they stand beside the speaker's name, lower case.
    verbs: Words = field(default=(), metadata=NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Phrases that tell whether something has happened and is sure; lower case, ``*`` stands for any ending."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: planned or done, confirmed or denied is not compared"
    )

    #: It is to come.
    future: Words = ()
    #: It has happened.
    past: Words = ()
    #: It happened the day before; with a genitive behind it only: ahead of that.
    before: Words = ()
    #: Somebody confirms it.
    confirmed: Words = ()
    #: Somebody denies it.
    denied: Words = ()
    #: It is not sure.
    hedge: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transliteration:
    """How words sound to readers of other alphabets, for comparing names between scripts."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: names are read as English spells them, so that other alphabets seldom match"
    )

    #: Spellings and the sounds that languages share: vowels and b p v f g k d t s l m n r, where g is all of g, h, j,
    #: zh, kh and s all of s, z, sh, ch, ts.
    sounds: Mapping[str, str] = field(default_factory=dict, metadata=NEEDED)
    #: What a spelling (a regular expression, lower case) may stand for besides in a name, as it would be spelled.
    also: Forms = field(default_factory=dict)


def entries(record: object) -> dict[str, Any]:
    """Return what a table, or a part of one, says: its fields that are not empty, by the keys that the file has."""
    values = ((each.name, getattr(record, each.name)) for each in fields(record))  # type: ignore[arg-type]
    return {name.replace("_", "-"): value for name, value in values if _says(value)}


def _says(value: object) -> bool:
    return bool(entries(value) if is_dataclass(value) else value)
