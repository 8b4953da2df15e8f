"""Tables of languages: shipped ones are of their form, misspelt keys are refused, a few tables make a language."""

import json
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import locales
from benchmarks.tables import calendar_words
from locales import TableError, describe
from locales.loading import TABLES, load
from locales.tables import Counted, Dates, Names, Negation, Speech, entries

SHIPPED = [(path.parent.name, path.stem) for path in sorted(locales.FOLDER.glob("*/*.toml"))]
#: What a newcomer might write first.
POLISH = {
    "edition": 'label = "PL"\n',
    "language": 'script = "latin"\nletters = "ąęśźżćńł"\nnames = ["polski", "po polsku"]\n',
    "negation": 'firm = ["nie"]\n',
    "numbers": '[words]\n"3" = ["trzy", "trzech"]\n"5" = ["pięć", "pięciu"]\n',
}
STORY = {
    "pl": "Most nad Worsklą\n\nMost nad rzeką Worsklą otwarto w piątek po remoncie.\n\n"
    "Robotnicy naprawili pięć filarów i całą nawierzchnię.\n\nKierowcy nie muszą już czekać na przeprawę promem.\n",
    "uk": "Міст через Ворсклу\n\nМіст через річку Ворсклу відкрили в п'ятницю після ремонту.\n\n"
    "Робітники відремонтували три опори й усе покриття.\n\nВодіям більше не треба чекати на пором.\n",
    "en": "Bridge over the Vorskla\n\nThe bridge over the river Vorskla was opened on Friday after repairs.\n\n"
    "Workers repaired three piers and the whole surface.\n\nDrivers do not have to wait for the ferry any more.\n",
}


@pytest.mark.parametrize(("language", "name"), SHIPPED)
def test_a_shipped_table_is_of_its_form(language, name):
    assert entries(locales.table(language, TABLES[name]))


@pytest.mark.parametrize(("language", "name"), SHIPPED)
def test_a_misspelt_key_is_refused(language, name, tmp_path):
    first = next(iter(entries(locales.table(language, TABLES[name]))))
    text = (locales.FOLDER / language / f"{name}.toml").read_text(encoding="utf-8")
    keys = {first, first.replace("-", "_")}
    for key in keys:
        text = text.replace(f"\n{key} = ", f"\n{key}x = ").replace(f"\n[{key}", f"\n[{key}x")
        text = text.replace(f"\n[[{key}", f"\n[[{key}x")
    (path := tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as refused:
        load(TABLES[name], path, f"locales/{language}/{name}.toml")
    assert str(refused.value).startswith(f"locales/{language}/{name}.toml: {first}x is no key here; there are ")


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        (Speech, 'verbs = "said"', "speech.toml: verbs has to be a list"),
        (Speech, "verbs = [1]", "speech.toml: verbs has to be a text in quotes"),
        (Speech, "verbs = []", "speech.toml: verbs is missing or empty"),
        (Speech, "", "speech.toml: verbs is missing or empty"),
        (Names, "", "names.toml says nothing; fill it or remove it"),
        (Names, '[spelling]\nlatin = "yes"', "names.toml: spelling.latin has to be true or false"),
        (Names, "spelling = 1", "names.toml: spelling has to be a table"),
        (Negation, 'firm = ["nie"]\n[concord]\nword = []', "concord.word is no key here; there are words"),
        (Dates, '[months]\nMay = ["maj"]', "dates.toml: months.May has to be a whole number in quotes"),
        (Dates, "[months", "dates.toml cannot be read ("),
        (Counted, "things = []", "counted.toml: things has to be a table"),
    ],
)
def test_what_is_of_another_form_is_refused_in_one_line(form, text, said, tmp_path):
    (path := tmp_path / "table.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as refused:
        load(form, path, f"{form.__name__.lower()}.toml")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_a_language_lacks_is_an_empty_table():
    for form in TABLES.values():
        assert not entries(locales.table("xx", form))


def test_every_table_and_field_stands_in_the_docs():
    page = describe.PAGE.read_text(encoding="utf-8")
    assert page == describe.described(page), "run python -m locales.describe"
    for name, form in TABLES.items():
        part = page.partition(f"### `{name}.toml`")[2].partition("###")[0]
        assert "Without it: " in part
        assert all(f"| `{each.name}` |" in part for each in fields(form))


@pytest.fixture
def polish(tmp_path):
    """Run zvirka with the languages that are there and a Polish that has some tables only."""
    folder = tmp_path / "locales"
    shutil.copytree(locales.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__", "pl"))
    (folder / "pl").mkdir()
    for name, text in POLISH.items():
        (folder / "pl" / f"{name}.toml").write_text(text, encoding="utf-8")
    code = (
        f"import locales, pathlib; locales.FOLDER = pathlib.Path({str(folder)!r}); from flows.cli import main; main()"
    )
    settings = {"ZVIRKA_HOME": str(tmp_path), "ZVIRKA_LANGUAGES": "pl,uk,en", "ZVIRKA_UI_LANGUAGE": "en"}

    def run(*arguments):
        command = [sys.executable, "-c", code, *arguments]
        root = Path(__file__).parent.parent.parent
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, env=settings)

    run.folder = folder / "pl"
    return run


def test_some_tables_make_a_language_of_editions(polish, tmp_path):
    (story := tmp_path / "story").mkdir()
    for language, text in STORY.items():
        (story / f"{language}.txt").write_text(text, encoding="utf-8")
    done = polish("check", str(story), "--format", "json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    numbers = [each for each in report["findings"] if each["kind"] == "number"]
    assert [each["edition"] for each in numbers] == ["pl"]
    assert not [each for each in report["findings"] if each["kind"] == "negation"]


def test_doctor_tells_what_goes_silent(polish):
    done = polish("doctor")
    assert done.returncode == 0, done.stdout
    told = " ".join(done.stdout.split())
    assert "pl has no table speech: who says a quotation is not compared" in told
    assert "no table numbers" not in told
    assert "uk has no table" not in told


def test_a_misspelt_table_is_one_line_of_doctor(polish):
    (polish.folder / "speech.toml").write_text('verb = ["mówi"]\n', encoding="utf-8")
    done = polish("doctor")
    assert done.returncode == 1
    assert "locales/pl/speech.toml: verb is no key here; there are verbs" in " ".join(done.stdout.split())


@pytest.mark.parametrize("language", sorted(calendar_words.ADJECTIVES))
def test_words_of_the_calendar_are_those_of_their_script(language):
    table = entries(locales.table(language, Dates))
    for section, words in calendar_words.sections(language):
        assert {number: list(forms) for number, forms in table[section].items()} == words
