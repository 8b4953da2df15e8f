"""Whatever was fitted says how: a record stands beside it and is of the same file."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from alignment.checks.gaps import odds
from alignment.checks.negation import counterpart, polarity, witness
from alignment.rows import similarity
from benchmarks.fits import records
from parsers.html import region

ROOT = Path(__file__).parents[2]
TABLES = (
    odds.WEIGHTS,
    polarity.TABLE,
    witness.TABLE,
    similarity.WEIGHTS,
    Path(region.__file__).with_name("story.toml"),
)


def said(record):
    assert record["command"].startswith("python -m benchmarks.fits.")
    assert isinstance(record["date"], date)
    assert all(len(digest) == 64 for digest in record["fitted_on"])
    assert all(0 <= score <= 100 for score in record["held_out"].values())


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_of_weights_has_a_record(path):
    said(tomllib.loads(path.read_text(encoding="utf-8"))["record"])


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_meaning_stands_beside_each_weight(path):
    text = path.read_text(encoding="utf-8")
    table = tomllib.loads(text)
    if "features" in table:
        assert all(each["meaning"] for each in table["features"].values())
        return
    weights = [line for line in text.splitlines() if line.partition(" = ")[2][:1] in {"-", *"0123456789"}]
    unexplained = [line for line in weights if "#" not in line and not line.startswith(("seed", "date"))]
    assert not unexplained


def test_networks_are_those_of_their_record():
    record = tomllib.loads(counterpart.WEIGHTS.with_suffix(".toml").read_text(encoding="utf-8"))
    assert hashlib.sha256(counterpart.WEIGHTS.read_bytes()).hexdigest() == record["sha256"]
    with np.load(counterpart.WEIGHTS, allow_pickle=False) as networks:
        assert len(networks["states"]) == len(record["network"])
    for network in record["network"]:
        said(network)


def test_no_network_is_without_a_record():
    found = [path for path in ROOT.glob("*/**/*.npz") if ".venv" not in path.parts]
    assert found
    assert all(path.with_suffix(".toml").is_file() for path in found)


class Kinds(NamedTuple):
    """Features with what they mean."""

    #: Always 1.
    constant: float
    #: How near; of the nearest one.
    near: float


def test_a_fit_writes_a_record_that_holds(tmp_path, monkeypatch):
    cases = tmp_path / "dev.jsonl"
    cases.write_text("{}\n")
    monkeypatch.setattr("sys.argv", ["/some/where/benchmarks/fits/gaps.py", str(cases), "--texts", "even"])
    written = records.record([cases], seed=7, held_out={"found": 0.5})
    known = tomllib.loads(written)["record"]
    said(known)
    assert known["command"] == "python -m benchmarks.fits.gaps dev.jsonl --texts even"
    assert (known["seed"], known["held_out"]) == (7, {"found": 0.5})
    assert known["fitted_on"] == [hashlib.sha256(cases.read_bytes()).hexdigest()]


def test_a_new_record_takes_the_place_of_the_old_one(monkeypatch):
    monkeypatch.setattr("sys.argv", ["similarity.py"])
    table = "[features.a]\nweight = 1.0\n\n" + records.record([]) + "\n[features.b]\nweight = 2.0\n"
    known = tomllib.loads(records.with_record(table, records.record([], seed=3)))
    assert known["record"]["seed"] == 3
    assert known["features"] == {"a": {"weight": 1.0}, "b": {"weight": 2.0}}


@pytest.mark.parametrize("text", ['say "no"', "a\\b", "так"])
def test_whatever_a_command_was_given_is_quoted(text):
    assert tomllib.loads(f"text = {records.quoted(text)}") == {"text": text}


def test_each_weight_stands_beside_its_meaning():
    written = records.model("pair", Kinds(constant=1.5, near=-0.25))
    assert tomllib.loads(written) == {"pair": {"constant": 1.5, "near": -0.25}}
    assert written.splitlines()[1:] == [
        "constant = 1.500 # always 1",
        "near = -0.250 # how near; of the nearest one",
    ]
