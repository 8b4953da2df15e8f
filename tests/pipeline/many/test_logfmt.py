"""Lines for the log: one line each, which a program can take apart again."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.many.logfmt import line

PART = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^ ]*)(?: |\Z)')


def read(text):
    return {name: json.loads(value) if value.startswith('"') else value for name, value in PART.findall(text)}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"became": "compared", "seconds": 0.4}, "became=compared seconds=0.4"),
        ({"why": "no such page"}, 'why="no such page"'),
        ({"why": ""}, 'why=""'),
        ({"key": "https://visnyk.example/?a=1"}, 'key="https://visnyk.example/?a=1"'),
        ({"title": "Міст"}, "title=Міст"),
        ({"title": "Міст\nі"}, 'title="\\u041c\\u0456\\u0441\\u0442\\n\\u0456"'),
        ({}, ""),
    ],
)
def test_names_and_values(values, said):
    assert line(**values) == said


@given(st.dictionaries(st.sampled_from(["key", "why", "title"]), st.text(max_size=30)))
def test_whatever_is_said_stays_one_line_and_can_be_read_back(values):
    said = line(**values)
    assert len(said.splitlines()) <= 1
    assert said.isprintable()
    assert read(said) == values
