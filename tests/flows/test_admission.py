"""Which requests Prefect's server gets to see, case by case."""

import base64

import pytest

from flows.serving.admission import basic, exchanged, own_hosts, refusal

OWN = own_hosts(4200, ["Prefect.Example", "other.example:8443"])
HERE = ("host", "127.0.0.1:4200")
JSON = ("content-type", "application/json")
LENGTH = ("content-length", "2")


def fetch(site, mode="cors", dest="empty"):
    """Return what a browser says about a request."""
    return [("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)]


FOLLOWED = fetch("cross-site", "navigate", "document")


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", [HERE]),
        ("GET", [("host", "localhost:4200")]),
        ("GET", [("host", "LOCALHOST:4200")]),
        ("GET", [("host", "prefect.example")]),
        ("POST", [HERE, JSON, LENGTH]),  # a worker, the command line
        ("POST", [HERE, ("content-type", "Application/JSON; charset=utf-8"), LENGTH]),
        ("POST", [HERE, JSON, ("transfer-encoding", "chunked")]),
        ("POST", [HERE]),
        ("POST", [HERE, ("content-length", "0")]),
        ("POST", [HERE, JSON, LENGTH, ("origin", "http://127.0.0.1:4200"), *fetch("same-origin")]),
        ("POST", [("host", "prefect.example"), JSON, LENGTH, ("origin", "https://prefect.example")]),
        ("POST", [("host", "other.example:8443"), JSON, LENGTH, ("origin", "https://other.example:8443")]),
        ("GET", [HERE, *fetch("none", "navigate", "document")]),
        ("GET", [HERE, *FOLLOWED]),
        ("GET", [HERE, *fetch("same-site", "navigate", "document")]),  # a link in the review app
    ],
)
def test_goes_on(method, headers):
    assert refusal(method, headers, OWN) is None


@pytest.mark.parametrize(
    ("status", "method", "headers"),
    [
        (421, "GET", []),
        (421, "GET", [HERE, HERE]),
        (421, "GET", [("host", "rebound.example:4200")]),
        (421, "GET", [("host", "127.0.0.1")]),
        (421, "GET", [("host", "127.0.0.1:4201")]),
        (421, "GET", [("host", "127.0.0.1:4200.rebound.example")]),
        (421, "GET", [("host", "prefect.example:4200")]),
        (421, "GET", [("host", "0.0.0.0:4200"), ("origin", "http://0.0.0.0:4200")]),
        (403, "GET", [HERE, ("origin", "http://127.0.0.1:8000")]),
        (403, "GET", [HERE, ("origin", "http://127.0.0.2:4200")]),
        (403, "GET", [HERE, ("origin", "http://localhost:4200")]),  # a name of ours, but not the one that was asked
        (403, "POST", [HERE, JSON, LENGTH, ("origin", "null")]),
        (403, "POST", [HERE, JSON, LENGTH, ("origin", "")]),
        (403, "POST", [HERE, JSON, LENGTH, ("origin", "http://127.0.0.1:4200"), ("origin", "http://evil.example")]),
        (403, "OPTIONS", [HERE, ("origin", "http://evil.example"), ("access-control-request-method", "PATCH")]),
        (403, "POST", [HERE, JSON, LENGTH, *fetch("cross-site")]),
        (403, "POST", [HERE, JSON, LENGTH, *fetch("same-site")]),
        (403, "POST", [HERE, JSON, LENGTH, *fetch("something-new")]),
        (403, "POST", [HERE, LENGTH, JSON, *FOLLOWED]),  # a form
        (403, "GET", [HERE, *fetch("cross-site", "no-cors", "image")]),
        (403, "GET", [HERE, *fetch("cross-site", "no-cors", "script")]),
        (403, "GET", [HERE, *fetch("same-site", "navigate", "iframe")]),
        (403, "GET", [HERE, *fetch("cross-site", "websocket", "websocket")]),
        (403, "GET", [HERE, *fetch("same-site", "websocket", "websocket")]),
        (403, "GET", [HERE, *fetch("cross-site", "navigate", "document"), ("sec-fetch-mode", "cors")]),
        (415, "POST", [HERE, LENGTH]),
        (415, "POST", [HERE, ("transfer-encoding", "chunked")]),
        (415, "POST", [HERE, LENGTH, ("content-type", "")]),
        (415, "POST", [HERE, LENGTH, ("content-type", "text/plain; application/json")]),
        (415, "POST", [HERE, LENGTH, JSON, ("content-type", "text/plain")]),
        (415, "PATCH", [HERE, LENGTH, ("content-type", "application/x-www-form-urlencoded")]),
    ],
)
def test_is_refused(status, method, headers):
    assert refusal(method, headers, OWN).status == status


def test_usual_port_of_http_may_be_left_out_and_no_other():
    assert refusal("GET", [("host", "localhost")], own_hosts(80)) is None
    assert refusal("GET", [("host", "localhost")], own_hosts(4200)).status == 421


def test_ticket_is_exchanged_for_the_auth_string_and_nothing_else_is():
    known = [HERE, ("authorization", basic("zvirka:ticket"))]
    assert exchanged(known, "zvirka:ticket", "zvirka:auth") == [HERE, ("authorization", basic("zvirka:auth"))]
    for value in ("", "Basic", basic("zvirka:other"), "Bearer zvirka:ticket", "Basic \xff"):
        assert exchanged([("authorization", value)], "zvirka:ticket", "zvirka:auth") == [("authorization", value)]


def test_auth_string_is_sent_as_rfc_7617_wants_it():
    scheme, _, sent = basic("zvirka:пароль").partition(" ")
    assert (scheme, base64.b64decode(sent).decode()) == ("Basic", "zvirka:пароль")
