"""Which addresses may be fetched, what an error says of the others, and when to try again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.retries import retry_after, wait
from sources.types import FetchError, Reason
from sources.urls import checked, is_url

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" https://visnyk.example/a ", "https://visnyk.example/a"),
        ("https://visnyk.example/a#part", "https://visnyk.example/a"),
        ("HTTPS://VISNYK.example/A?b=1", "https://visnyk.example/A?b=1"),
        ("http://вісник.укр/новини", "http://xn--b1amgkt9j.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
    ],
)
def test_address_that_may_be_fetched(text, expected):
    assert str(checked(text)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ftp://visnyk.example/a", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("javascript:alert(1)", Reason.SCHEME),
        ("visnyk.example/a", Reason.SCHEME),
        ("https://", Reason.SCHEME),
        ("", Reason.SCHEME),
        ("https://visnyk.example:70000/", Reason.URL),
        ("https://[::1/", Reason.URL),
        ("https://anna:secret@visnyk.example/a", Reason.CREDENTIALS),
        ("ftp://anna:secret@visnyk.example/a", Reason.CREDENTIALS),
        ("https://anna:secret@visnyk.example:port/", Reason.URL),
    ],
)
def test_other_addresses_are_refused_without_their_secrets(text, reason):
    with pytest.raises(FetchError) as caught:
        checked(text)
    assert caught.value.reason is reason
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text() | st.text(alphabet="htps:/@[]#?.a1:% \n").map("https://{}".format))
def test_any_text_is_an_address_or_one_clear_line(text):
    url, error = outcome(text)
    if url is None:
        assert len(str(error).splitlines()) == 1
    else:
        assert url.scheme in {"http", "https"}
        assert url.host
        assert not url.userinfo
        assert not url.fragment


def outcome(text):
    try:
        return checked(text), None
    except FetchError as error:
        return None, error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://visnyk.example", True),
        ("ftp://a", True),
        ("uk.html", False),
        ("C://", False),
        ("://a", False),
        ("a folder://b", False),
        ("", False),
    ],
)
def test_what_is_meant_as_an_address(text, expected):
    assert is_url(text) is expected


@given(st.text(max_size=40) | st.from_regex(r"\A[A-Z][a-z]{2}, \d{1,3} Mar \d{1,5} \d\d:\d\d:\d\d [+-]?\w{0,5}\Z"))
def test_any_answer_asks_for_some_seconds_or_for_none(header):
    seconds = retry_after(header, NOW)
    assert seconds is None or seconds >= 0


@given(st.integers(0, 8), st.floats(0.01, 5), st.none() | st.floats(0, 1000))
def test_the_wait_is_at_least_what_was_asked_and_within_half_of_ours(attempt, backoff, asked):
    ours = backoff * 2**attempt
    found = wait(attempt, backoff=backoff, retry_after=asked)
    assert max(asked or 0, ours / 2) <= found <= max(asked or 0, ours * 1.5)
