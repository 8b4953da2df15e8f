import re
import tomllib
from dataclasses import fields
from pathlib import Path

from pipeline.settings.load import _VARIABLES, Settings, load_settings
from pipeline.settings.publisher_settings import Publisher, Target, load

DOCS = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
PUBLISHERS = re.search(r"```toml\n(\[visnyk\].*?)```", DOCS, re.DOTALL)[1]
FILE = re.search(r"```toml\n(# The languages.*?)```", DOCS, re.DOTALL)[1]


def test_every_setting_is_described_with_its_default(tmp_path):
    described = tomllib.loads(FILE)
    default = load_settings({"ZVIRKA_HOME": str(tmp_path)})
    assert set(described) | {"home", "publishers"} == {field.name for field in fields(Settings)}
    for section in ("fetch", "drafts", "encoder", "gate", "history"):
        values = getattr(default, section)
        shown = {
            name: frozenset(value) if isinstance(value, list) else value for name, value in described[section].items()
        }
        assert shown == {field.name: getattr(values, field.name) for field in fields(values)}
    assert described["languages"] == list(default.languages)


def test_the_described_file_can_be_used(tmp_path):
    (tmp_path / "zvirka.toml").write_text(FILE)
    load_settings({"ZVIRKA_HOME": str(tmp_path)})


def test_every_variable_is_described():
    assert all(f"`{name}`" in DOCS for name in [*_VARIABLES, "ZVIRKA_HOME"])


def test_every_setting_of_a_publisher_is_described_with_its_default(tmp_path):
    (tmp_path / "publishers.toml").write_text(PUBLISHERS)
    (tmp_path / "all.toml").write_text(re.sub(r"(?m)^# (\w+ = )", r"\1", PUBLISHERS.replace("feeds = []\n", "")))
    (described,) = load(tmp_path).values()
    assert described == Publisher(name="visnyk", notify=(Target(to="VISNYK_DESK"),))
    named = tomllib.loads((tmp_path / "all.toml").read_text())["visnyk"]
    assert set(named) | {"name"} == {field.name for field in fields(Publisher)}
    assert set(named["notify"][0]) == {field.name for field in fields(Target)}
