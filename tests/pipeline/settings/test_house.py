"""What a house wants of the checks goes all the way from its files to the findings."""

import re

import pytest

from pipeline.check import Request, check
from pipeline.errors import SettingsError
from pipeline.settings.load import load_settings
from pipeline.settings.policy import fingerprint, wanted

STORY = {
    "uk": "Спецоперація\n\nПоранено 14 людей, повідомили у штабі.\n",
    "en": "The operation\n\n18 people were wounded, the staff said of the special operation.\n",
    "ru": "Операция\n\nРанены 18 человек, сообщили в штабе.\n",
}
GLOSSARY = '[[term]]\nforbidden = { en = ["special operation"] }\nseverity = "minor"\n'


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "story"
    folder.mkdir()
    for edition, text in STORY.items():
        (folder / f"{edition}.txt").write_text(text)
    return tmp_path


@pytest.fixture
def found(home):
    """Kind and severity of every finding, with these settings."""

    def found(text="", name="zvirka.toml"):
        (home / name).write_text(text)
        settings = load_settings({"ZVIRKA_HOME": str(home)})
        comparison = check(Request(story=str(home / "story")), settings, progress=lambda _: None)
        return {(str(each.kind), str(each.severity)) for each in comparison.findings}

    return found


def test_without_wishes_checks_are_as_they_are(found):
    assert ("number", "critical") in found()


def test_a_check_can_still_be_called_by_the_name_that_it_had(tmp_path):
    (tmp_path / "zvirka.toml").write_text('[checks]\noff = ["heading"]\nseverity = { heading = "minor" }\n')
    asked, _ = wanted([], load_settings({"ZVIRKA_HOME": str(tmp_path)}))
    assert asked.off == {"headline-number"}
    assert asked.severity == {"headline-number": "minor"}


def test_a_check_can_be_switched_off(found):
    assert not any(kind == "number" for kind, _ in found('[checks]\noff = ["number"]\n'))


def test_a_check_can_be_less_serious(found):
    assert ("number", "minor") in found('[checks.severity]\nnumber = "minor"\n')


@pytest.mark.parametrize("name", ["glossary.toml", "house.toml"])
def test_a_glossary_is_read(found, home, name):
    (home / name).write_text(GLOSSARY)
    wishes = "" if name == "glossary.toml" else f'[checks]\nglossary = "{name}"\n'
    assert ("label", "minor") in found(wishes)


def test_a_publisher_has_wishes_of_its_own(home):
    (home / "publishers.toml").write_text(
        '[visnyk]\nhosts = ["visnyk.example"]\nchecks = { off = ["moved"], severity = { name = "minor" } }\n'
    )
    (home / "zvirka.toml").write_text('[checks]\noff = ["media"]\n')
    settings = load_settings({"ZVIRKA_HOME": str(home)})
    theirs, others = ["https://visnyk.example/1"], ["https://herald.example/1"]
    assert fingerprint(theirs, settings) != fingerprint(others, settings)


@pytest.mark.parametrize(
    ("wishes", "named"),
    [
        ('[checks]\noff = ["numbers"]\n', "numbers"),
        ('[checks.severity]\nnumbres = "minor"\n', "numbres"),
        ('[checks]\nglossary = "none.toml"\n', "none.toml"),
        ('[checks]\nof = ["number"]\n', "of"),
        ('[checks.severity]\nnumber = "grave"\n', "number"),
    ],
)
def test_what_nobody_knows_is_refused_in_one_line(found, wishes, named):
    with pytest.raises(SettingsError) as caught:
        found(wishes)
    assert re.search(rf"\b{re.escape(named)}", str(caught.value))
    assert "\n" not in str(caught.value)


def test_a_changed_glossary_makes_another_comparison(home):
    settings = load_settings({"ZVIRKA_HOME": str(home)})
    before = fingerprint([], settings)
    (home / "glossary.toml").write_text(GLOSSARY)
    assert fingerprint([], settings) != before
