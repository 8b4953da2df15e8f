import pickle

import pytest

from sources.addresses import is_public
from sources.types import FetchError, Reason, fetch_error
from sources.urls import checked


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",  # shared address space of providers
        "100.100.100.200",  # metadata at one of the clouds
        "169.254.169.254",  # metadata at most of them
        "168.63.129.16",  # metadata at a public address
        "192.0.0.192",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "fec0::1",  # site-local
        "3fff::1",  # documentation
        "192.88.99.1",  # anycast to 6to4 relays
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "64:ff9b::a9fe:a9fe",  # NAT64 of 169.254.169.254
        "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo of 127.0.0.1
    ],
)
def test_private(address):
    assert not is_public(address)


def test_fragment_is_left_out():
    assert str(checked(" https://visnyk.example/a?b=1#top ")) == "https://visnyk.example/a?b=1"


def test_errors_survive_pickling():
    error = pickle.loads(pickle.dumps(fetch_error(Reason.STATUS, "{url} said {status}", url="u", status=500)))
    assert (type(error), str(error), error.reason) == (FetchError, "u said 500", Reason.STATUS)
