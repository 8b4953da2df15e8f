"""Settings files that somebody wrote by hand are changed by programs: values in their place, all else as it was."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.settings.toml_edit import change, put

FILE = """# The desk's settings.
languages = ["uk", "en"]  # for now

[fetch]
contact = "desk@example.org"  # "#" is no comment here
allowed_hosts = [
  "a.example",  # staging
  # the other one:
  "b.example",
]

[checks.severity] # ours
moved = "info"
"""


@pytest.mark.parametrize(
    ("section", "values", "before", "after"),
    [
        ((), {"languages": ["uk", "ru"]}, '["uk", "en"]  # for now', '["uk", "ru"]  # for now'),
        ((), {"patience": 3.5}, "# for now\n", "# for now\npatience = 3.5\n"),
        (("fetch",), {"contact": None}, 'contact = "desk@example.org"  #', "#"),
        (("fetch",), {"retries": 1}, "[fetch]\n", "[fetch]\nretries = 1\n"),
        (("fetch",), {"contact": 'з "лапками" \\ 😀'}, '"desk@example.org"', '"з \\"лапками\\" \\\\ 😀"'),
        (("checks", "severity"), {"moved": "minor", "odd name": "info"}, 'ours\nmoved = "info"', None),
        (("history",), {"keep_days": 9}, 'moved = "info"\n', 'moved = "info"\n\n[history]\nkeep_days = 9\n'),
    ],
)
def test_a_value_is_put_in_its_place(section, values, before, after):
    if after is None:
        after = 'ours\n"odd name" = "info"\nmoved = "minor"'
    assert put(FILE, section, values, "zvirka.toml") == FILE.replace(before, after)


def test_comments_between_the_values_of_a_list_stay_above_it():
    new = put(FILE, ("fetch",), {"allowed_hosts": []}, "zvirka.toml")
    assert "# staging\n# the other one:\nallowed_hosts = []\n\n[checks" in new


def test_a_file_that_is_not_there_begins_with_its_section(tmp_path):
    change(tmp_path / "new" / "zvirka.toml", lambda text: put(text, ("history",), {"keep_days": 1}, "zvirka.toml"))
    assert (tmp_path / "new" / "zvirka.toml").read_text() == "[history]\nkeep_days = 1\n"
    assert (tmp_path / "new" / "zvirka.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "section", "values"),
    [
        ("checks = { off = [] }\n", ("checks",), {"off": ["moved"]}),
        ("checks.off = []\n", ("checks",), {"off": ["moved"]}),
        ("[[history]]\nkeep_days = 1\n", ("history",), {"keep_days": 2}),
        ("languages = [\n", (), {"languages": ["uk"]}),
    ],
)
def test_what_cannot_be_put_into_is_left_alone(text, section, values):
    with pytest.raises(SettingsError, match="edit the file"):
        put(text, section, values, "zvirka.toml")


def test_a_file_keeps_the_ends_of_its_lines(tmp_path):
    file = tmp_path / "zvirka.toml"
    file.write_bytes(b'# ours\r\nlanguages = ["uk"]\r\n')
    change(file, lambda text: put(text, ("history",), {"keep_days": 2}, file.name))
    assert file.read_bytes() == b'# ours\r\nlanguages = ["uk"]\r\n\r\n[history]\r\nkeep_days = 2\r\n'


VALUE = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)
    | st.integers(-99, 99)
    | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abк-", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from([(), ("fetch",), ("checks", "severity"), ("new", "one")]), st.text("abк_", min_size=1), VALUE)
def test_whatever_is_put_is_read_again_and_nothing_else_changes(section, key, value):
    new = put(FILE, section, {key: value}, "zvirka.toml")
    found = tomllib.loads(new)
    for name in section:
        found = found[name]
    assert found.pop(key) == value
    assert set(FILE.splitlines()) - set(new.splitlines()) == set()
