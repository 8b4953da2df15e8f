import pytest

from parsers.charset import decode

UKRAINIAN = "Сьогодні в місті відкрили новий міст, яким поїдуть і трамваї, і велосипеди. " * 3


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "koi8-u", "utf-16"])
def test_charset_of_http_header_is_believed(charset):
    assert decode(UKRAINIAN.encode(charset), charset).text == UKRAINIAN


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
def test_charset_of_meta_is_believed(charset):
    page = f'<meta charset="{charset}"><p>{UKRAINIAN}'
    found = decode(page.encode(charset))
    assert found.text == page
    assert found.conflict is None


@pytest.mark.parametrize("charset", ["utf-8", "cp1251"])
def test_undeclared_charset_is_detected(charset):
    assert decode(UKRAINIAN.encode(charset)).text == UKRAINIAN


def test_utf8_under_a_wrong_declaration_is_a_conflict():
    found = decode(f"<meta charset=windows-1251>{UKRAINIAN}".encode())
    assert UKRAINIAN in found.text
    assert (found.conflict.declared, found.conflict.detected) == ("meta: windows-1251", "utf-8")


def test_unknown_charset_name_is_passed_over():
    assert decode(UKRAINIAN.encode(), "no-such-charset").text == UKRAINIAN


def test_a_few_damaged_bytes_are_no_reason_to_refuse_a_page():
    assert decode(b'<meta charset="utf-8">' + UKRAINIAN.encode() + b"\xff").readable


def test_bom_is_not_part_of_the_text():
    assert decode(b"\xef\xbb\xbfabc").text == "abc"
