"""Makes the first names that sound otherwise in Ukrainian and Russian: ``python -m benchmarks.tables.given_names uk``.

Kept are the pairs of the package names-translator (2.1.0, MIT; the likeliest Russian name of each Ukrainian one) that
are first names by pymorphy3's dictionaries and do not sound alike ("Микола", "Николай"). English has them as the
systems of passports write them, which come with that package. What is printed goes under ``[entities]`` in
``locales/<language>/names.toml``.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from alignment.texts.words import plain
from benchmarks.tables.places import sound_alike
from locales.dictionaries import analyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def forms(name: str, language: str) -> list[str]:
    """Return the cases of a first name, sorted; none where the language's dictionary knows no such first name."""
    for parse in analyzer(language).parse(name):
        if parse.is_known and "Name" in parse.tag and plain(parse.normal_form) == plain(name):
            return sorted({form.word.capitalize() for form in parse.lexeme if "plur" not in form.tag})
    return []


def pairs(known: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the Ukrainian names by the Russian one that each becomes and does not sound like."""
    found: dict[str, list[str]] = {}
    for name, others in sorted(known.items()):
        other = next(iter(others))
        if forms(name, "uk") and forms(other, "ru") and not sound_alike((name.capitalize(), "uk"), (other, "ru")):
            found.setdefault(other, []).append(name.capitalize())
    return found


def main() -> None:
    """Print the entries of a language."""
    import translitua as systems  # noqa: PLC0415 - comes with names-translator, which is for this table alone
    from names_translator.dicts import NameDicts  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables.given_names", description=__doc__)
    parser.add_argument("language", choices=("en", "ru", "uk"))
    language = parser.parse_args().language
    for russian, ukrainian in pairs(NameDicts().as_dict("first")).items():
        latin = [systems.translit(name, systems.UkrainianKMU) for name in ukrainian]
        told = {
            "uk": [form for name in ukrainian for form in forms(name, "uk")],
            "ru": forms(russian, "ru"),
            "en": [*latin, *(systems.translit(russian, each) for each in
                             (systems.RussianGOST2006, systems.RussianDriverLicense))],
        }  # fmt: skip
        words = ", ".join(f'"{form}"' for form in dict.fromkeys(told[language]))
        print(f"{latin[0].lower()} = [{words}]")


if __name__ == "__main__":
    main()
