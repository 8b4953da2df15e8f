"""Bodies that are packed to cost time, or that break off."""

import gzip
import random
import time

import pytest
import zstandard

from sources.encodings import ENCODINGS, MEMBERS, unpack
from sources.types import FetchError, Reason

TEXT = b"The bridge was opened on Monday. " * 300


def refused(raw, encoding):
    with pytest.raises(FetchError) as caught:
        unpack(raw, encoding, limit=10_000_000, url="https://visnyk.example/")
    return caught.value.reason


def unpacked(raw, encoding):
    return unpack(raw, encoding, limit=10_000_000, url="https://visnyk.example/")


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_zstd_that_breaks_off_is_no_whole_page(cut):
    raw = zstandard.compress(random.Random(1).randbytes(5000))
    assert refused(raw[:-cut], "zstd") is Reason.ENCODING
    assert len(unpacked(raw + raw, "zstd")) == 10_000
    assert refused(raw + raw[:-cut], "zstd") is Reason.ENCODING


@pytest.mark.parametrize(("pack", "encoding"), [(gzip.compress, "gzip"), (zstandard.compress, "zstd")])
def test_members_without_number_are_refused_at_once(pack, encoding):
    """Half a million of them took minutes, and no deadline ended that."""
    raw = pack(b"") * 400_000
    before = time.process_time()
    assert refused(raw[:10_000_000], encoding) is Reason.ENCODING
    assert time.process_time() - before < 5
    assert unpacked(pack(TEXT) * (MEMBERS - 1), encoding)[:10] == TEXT[:10]


def test_encodings_on_encodings_are_refused():
    raw = TEXT
    for _ in range(ENCODINGS + 1):
        raw = gzip.compress(raw)
    assert refused(raw, ", ".join(["gzip"] * (ENCODINGS + 1))) is Reason.ENCODING
    assert unpacked(gzip.compress(gzip.compress(TEXT)), "gzip, identity, gzip") == TEXT
