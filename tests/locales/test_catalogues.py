import gettext
import re
import shutil
from pathlib import Path

import pymorphy3
import pytest
from babel.messages.catalog import Catalog
from bs4 import BeautifulSoup
from pydantic import TypeAdapter

import locales
from alignment.types import Comparison
from locales import catalogues
from locales.interface import Interface
from reports.formats.html import page
from reports.wording import CAUSES, KINDS, REASONS, SEVERITIES, STATES

LANGUAGES = ("en", "ru", "uk")

#: Quotation marks, which are no words.
MARKS = dict.fromkeys(map(ord, '"“”'))


@pytest.fixture(scope="module")
def template():
    return catalogues.template()


def test_three_languages_are_there():
    assert locales.available() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_code_is_translated(language, template):
    assert catalogues.problems(catalogues.load(language), template) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogues_are_what_is_written(language):
    # Wheels and checkouts carry the compiled file as committed: `make i18n` makes it.
    assert catalogues.path(language, "mo").read_bytes() == catalogues.compiled(catalogues.load(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_updating_a_complete_catalogue_changes_nothing(language, template):
    catalogue = catalogues.update(catalogues.load(language), template)
    assert catalogues.written(catalogue) == catalogues.path(language).read_bytes()


def test_english_says_what_the_code_says():
    """But for quotation marks: a message keeps its id, by which stored findings are translated, and gets them here."""
    for message in catalogues.entries(catalogues.load("en")):
        assert str(message.string).translate(MARKS) == str(message.id).translate(MARKS)


@pytest.mark.parametrize(("language", "left", "right"), [("uk", "«", "»"), ("ru", "«", "»"), ("en", "“", "”")])
def test_findings_quote_with_the_marks_of_the_language(language, left, right):
    for message in catalogues.entries(catalogues.load(language)):
        if any(where.startswith("alignment/checks") for where, _ in message.locations) and "{value}" in message.id:
            quoted = f"{left}{{value}}{right}" in message.string
            assert quoted or "attributes" in message.id, message.string


@pytest.mark.parametrize(("language", "letters"), [("uk", "ыэъё"), ("ru", "іїєґ")])
def test_catalogues_hold_no_letters_of_the_other_language(language, letters):
    for message in catalogues.entries(catalogues.load(language)):
        assert not set(letters) & set(str(message.string).lower()), message.string


@pytest.fixture
def small():
    """What the code says, and a catalogue that says it in Ukrainian."""
    said, catalogue = Catalog(), Catalog(locale="uk")
    said.add("Findings")
    catalogue.add("Findings", "Зауваження")
    said.add(("{count} row of {all}", "{count} rows of {all}"))
    forms = ("один рядок із {all}", "{count} рядки з {all}", "{count} рядків із {all}")
    catalogue.add(("{count} row of {all}", "{count} rows of {all}"), forms)
    return said, catalogue


def test_a_plural_form_may_leave_the_number_out(small):
    assert catalogues.problems(small[1], small[0]) == []


CHANGES = {
    "untranslated": lambda found: setattr(found, "string", ""),
    "fuzzy": lambda found: found.flags.add("fuzzy"),
    "placeholders differ": lambda found: setattr(found, "string", "{other}"),
}


@pytest.mark.parametrize(("problem", "change"), CHANGES.items())
def test_what_is_wrong_is_told(small, problem, change):
    said, catalogue = small
    change(catalogue.get("Findings"))
    assert catalogues.problems(catalogue, said) == [f"{problem}: Findings"]


def test_messages_that_are_gone_or_new_are_told(small):
    said, catalogue = small
    catalogue.add("no longer said", "більше не кажемо")
    catalogue.delete("Findings")
    assert catalogues.problems(catalogue, said) == ["missing: Findings", "not in the code: no longer said"]


def test_a_message_that_became_plural_is_told(small):
    said, catalogue = small
    said.delete("Findings")
    said.add(("Findings", "Many findings"))
    assert catalogues.problems(catalogue, said) == ["missing: Findings", "not in the code: Findings"]


@pytest.fixture
def pseudo(tmp_path, monkeypatch, template):
    """A fourth language, Polish in brackets, added as a translator would: a folder with a catalogue."""
    folder = tmp_path / "locales"
    shutil.copytree(locales.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = catalogues.update(catalogues.load("pl", folder), template)
    for message in catalogues.entries(catalogue):
        forms = [message.id] if isinstance(message.id, str) else [*message.id, message.id[1]]
        bracketed = tuple(f"[{form}]" for form in forms)
        message.string = bracketed[0] if isinstance(message.id, str) else bracketed
    catalogues.save("pl", catalogue, folder)
    monkeypatch.setattr(locales, "FOLDER", folder)
    clear()
    yield catalogue
    monkeypatch.undo()
    clear()


def clear():
    for cached in (locales.available, locales.catalogue, locales.described):
        cached.cache_clear()


def test_a_folder_adds_a_language(pseudo, template):
    assert catalogues.problems(pseudo, template) == []
    assert "pl" in locales.available()
    interface = Interface("pl")
    assert interface.gettext("Findings") == "[Findings]"
    assert interface.ngettext("{count} row", "{count} rows", 5) == "[5 rows]"
    assert interface.language_name("uk") == "ukraiński"


def test_every_text_of_a_page_is_translatable(pseudo):
    # In the pseudo-locale whatever is not bracketed was never given to the translators.
    assert pseudo
    interface = Interface("pl")
    for table in (CAUSES, KINDS, REASONS, SEVERITIES, STATES):
        assert all(interface.gettext(name).startswith("[") for name in table.values())


def test_an_unknown_language_reads_english():
    assert isinstance(locales.catalogue("xx"), gettext.NullTranslations)
    assert Interface("xx").gettext("{count} rows", count=2) == "2 rows"


def said_by_us(page):
    """Yield the texts of a page that are the interface's own: not the articles', names', dates' or keys'."""
    soup = BeautifulSoup(page, "lxml")
    for text in soup.body.find_all(string=True):
        own = not text.find_parent(["script", "style", "time", "kbd", "dd", "q", "blockquote"])
        language = text.find_parent(lang=True)["lang"]
        tag = text.find_parent(class_=["tag", "n", "brand"])
        if own and language == "pl" and not tag and any(letter.isalpha() for letter in text):
            yield " ".join(text.split())


def test_a_report_says_nothing_that_translators_have_not_seen(pseudo):
    assert pseudo
    fixture = Path(__file__).parent.parent / "reports" / "guarantees.json"
    comparison = TypeAdapter(Comparison).validate_json(fixture.read_bytes())
    names = {"zvirka", "ukraiński", "angielski", "rosyjski", "UA", "EN", "RU"}
    assert [text for text in said_by_us(page(comparison, "pl")) if "[" not in text and text not in names] == []


#: Words that once stood for what has another name everywhere else, a dash that is none, and е where ё belongs.
STRAYS = {
    "uk": r"знахід\w*|\bісторі[їйя]м?\b|Господарств\w*|Дрібниц\w*|[Сс]ловник не| – ",
    "ru": r"критическ\w*|находк\w*|\bистори[ий]м?\b|Хозяйств\w*|Мелоч\w*|[Сс]ловарь не| – ",
    "en": r"Take it elsewhere|does not speak|Nobody is watched|parser of now|one argument too many",
}


@pytest.mark.parametrize("language", STRAYS)
def test_one_thing_has_one_word(language):
    found = {
        said: re.findall(STRAYS[language], said)
        for message in catalogues.entries(catalogues.load(language))
        for said in catalogues._forms(message.string)
        if said not in {"Історія", "История"}  # what happened to a story
    }
    assert {said: words for said, words in found.items() if words} == {}


def test_russian_is_written_with_yo():
    """A word that the dictionary knows with ё alone is not written with е."""
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    words = {
        word
        for message in catalogues.entries(catalogues.load("ru"))
        for said in catalogues._forms(message.string)
        for word in re.findall(r"[а-яё]+", said.lower())
    }
    known = {word: {parse.word for parse in morph.parse(word)} for word in {*words, "еще"} if "ё" not in word}
    assert {word: forms for word, forms in known.items() if word not in forms} == {"еще": {"ещё"}}
