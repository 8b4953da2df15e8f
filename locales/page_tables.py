"""The form of the tables that tell what pages in a language look like; see ``locales.tables``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from locales.messages import translatable
from locales.tables import NEEDED, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Phrases that leave a story for one reason."""

    #: Why, as reports name it: "boilerplate:share".
    reason: str = field(default="", metadata=NEEDED)
    #: Whole blocks, end marks ignored.
    exact: Words = ()
    #: Beginnings, believed of short blocks only.
    starts: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """Phrases on news pages that are no part of a story; compared without case."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: phrases of a site's template are taken for the story"
    )

    #: One or more reasons with their phrases.
    rule: tuple[Rule, ...] = field(default=(), metadata=NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the edition in this language is called."""

    silent: ClassVar[str] = translatable("{language} has no table {table}: its edition is called by its code")

    #: On buttons and in sentences; it never takes case endings.
    label: str = field(default="", metadata=NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Words that structure a story ("Details: ..."); compared without case, the colon left out."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: lines like “Details:” are taken for paragraphs"
    )

    #: Where the news comes from.
    source: Words = ()
    #: More about it.
    details: Words = ()
    #: Somebody's own words.
    quote: Words = ()
    #: What came before.
    background: Words = ()
    #: What readers may have forgotten.
    recall: Words = ()
    #: What was added later.
    addition: Words = ()
    #: What helps to understand it.
    context: Words = ()
    #: What the site has reported itself.
    as_reported: Words = ()
    #: What was reported earlier.
    earlier: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How the language is told from others, and what switchers on news pages call it."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: it is not told by its letters, nor found in the language switchers of sites"
    )

    #: As Unicode names it, lower case: "latin", "cyrillic".
    script: str = field(default="", metadata=NEEDED)
    #: Letters that the other languages of this script do not write.
    letters: str = ""
    #: Texts of switcher links and class tokens, lower case.
    names: Words = field(default=(), metadata=NEEDED)
    #: Beginnings of names that some houses write with a small letter on purpose.
    lower: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Words around bylines and photo credits of pages; compared without case."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: bylines and photo credits are not read from pages"
    )

    #: What leads in an author.
    author: Words = field(default=(), metadata=NEEDED)
    #: What leads in a photographer.
    photo: Words = ()
    #: What stands between two names.
    between: Words = ()
    #: What a byline says besides names.
    roles: Words = ()
    #: What may stand right behind the day of a date: "st", "nd".
    day_endings: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A story of two lines, the same in all languages."""

    silent: ClassVar[str] = translatable(
        "{language} has no table {table}: the first story that the gate compares in it waits for its dictionaries"
    )

    #: Comparing it loads all that comparing needs.
    text: str = field(default="", metadata=NEEDED)
