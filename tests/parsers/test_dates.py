import pytest

from parsers.dates import parse, visible

KYIV = "Europe/Kyiv"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-02-19T13:05:00+02:00", "2025-02-19T13:05:00+02:00"),
        ("2025-02-19T13:05:00+0200", "2025-02-19T13:05:00+02:00"),
        ("2025-02-19T11:05:00Z", "2025-02-19T11:05:00+00:00"),
        ("2025-02-19 13:05", "2025-02-19T13:05:00+02:00"),
        ("2025-07-01T13:05:00.1234567", "2025-07-01T13:05:00.123456+03:00"),
        ("1739963100", "2025-02-19T11:05:00+00:00"),
        ("Wed, 19 Feb 2025 13:05:00 +0200", "2025-02-19T13:05:00+02:00"),
        ("yesterday", None),
        ("2025-13-45", None),
        ("", None),
    ],
)
def test_machine_dates(text, iso):
    found = parse(text, KYIV)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("text", "year", "iso"),
    [
        ("19 лютого 2025, 13:05", None, "2025-02-19T13:05:00+02:00"),
        ("Четвер, 20 листопада, 14:03", 2025, "2025-11-20T14:03:00+02:00"),
        ("Четвер, 20 листопада, 14:03", None, None),
        ("7 августа 2025 года", None, "2025-08-07T00:00:00+03:00"),
        ("13:05 19.02.2025 Ср", None, "2025-02-19T13:05:00+02:00"),
        ("Nov. 20, 2024 4:30 p.m.", None, "2024-11-20T16:30:00+02:00"),
        ("February 19, 2025", None, "2025-02-19T00:00:00+02:00"),
        ("19 February 2025 - 12:15 AM", None, "2025-02-19T00:15:00+02:00"),
        ("31 лютого 2025", None, None),
        ("no date at all", 2025, None),
    ],
)
def test_dates_for_readers(text, year, iso):
    found = visible(text, KYIV, year)
    assert (found.isoformat() if found else None) == iso
