"""Makes the words of the calendar of a language: ``python -m benchmarks.tables.calendar_words uk``.

The months and weekdays are CLDR's (Babel), their forms those of pymorphy3's dictionary; which adjectives belong to them
no resource says, so that they stand here. What is printed goes into ``locales/<language>/dates.toml``.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alignment.texts.words import plain
from locales.dictionaries import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Adjectives of months from January and of weekdays from Monday; a dot where there is none.
ADJECTIVES = {
    "uk": (
        """січневий лютневий березневий квітневий травневий червневий
        липневий серпневий вересневий жовтневий листопадовий грудневий""",
        "понеділковий вівторковий . четверговий п'ятничний суботній недільний",
    ),
    "ru": (
        """январский февральский мартовский апрельский майский июньский
        июльский августовский сентябрьский октябрьский ноябрьский декабрьский""",
        ". . . четверговый пятничный субботний воскресный",
    ),
}

#: "Among", and what an environment is.
MEANT_OTHERWISE = {"серед", "сред"}


def forms(word: str, language: str, part: str) -> list[str]:
    """Return all forms of a word that is given in its first one, as the tables spell them.

    Raises:
        LookupError: the dictionary has no such word of this part of speech.
    """
    for parse in analyzer(language).parse(word):
        if part in parse.tag and "Surn" not in parse.tag and plain(parse.normal_form) == plain(word):
            return sorted({plain(form.word) for form in parse.lexeme if part in form.tag} - MEANT_OTHERWISE)
    msg = f"{language}: no {part} {word}"
    raise LookupError(msg)


def sections(language: str) -> Iterator[tuple[str, Mapping[int, list[str]]]]:
    """Yield the sections of a language's table by their names."""
    from babel.dates import get_day_names, get_month_names  # noqa: PLC0415 - heavy

    months = get_month_names("wide", context="stand-alone", locale=language)
    days = get_day_names("wide", context="stand-alone", locale=language)
    named = {
        "months": {number: plain(name) for number, name in months.items()},
        "weekdays": {number + 1: plain(name) for number, name in days.items()},
    }
    for (section, names), adjectives in zip(named.items(), ADJECTIVES[language], strict=True):
        yield section, {number: forms(names[number], language, "NOUN") for number in sorted(names)}
        told = enumerate(adjectives.split(), start=1)
        yield (
            f"{section[:-1]}-adjectives",
            {number: forms(word, language, "ADJF") for number, word in told if word != "."},
        )


def main() -> None:
    """Print the sections of a language's table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables.calendar_words", description=__doc__)
    parser.add_argument("language", choices=sorted(ADJECTIVES))
    for name, values in sections(parser.parse_args().language):
        print(f"[{name}]")
        for number, words in values.items():
            print(f'"{number}" = [{", ".join(f"{chr(34)}{word}{chr(34)}" for word in words)}]')
        print()


if __name__ == "__main__":
    main()
