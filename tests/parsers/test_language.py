import subprocess
import sys

import pytest

from parsers.language_detection import detect

ALL = ("uk", "en", "ru")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("У місті відкрили бібліотеку її читачі", "uk"),
        ("В городе открыли библиотеку, рады все: и дети, и взрослые, и мы", "ru"),
        ("A library opened in the town", "en"),
        ("Слава", None),
        ("12:30, 15.10", None),
        ("", None),
        ("東京で地震がありました", None),
    ],
)
def test_language_of_a_text(text, language):
    found = detect(text, ALL)
    assert found == language or (language is None and found in (None, "uk", "ru"))


def test_russian_without_its_own_letters_is_told_by_the_model():
    assert detect("Президент приехал в город и провел там несколько встреч, потом улетел обратно", ALL) == "ru"


def test_single_language_of_a_script_needs_no_model():
    call = "detect('Hello there world', ('uk', 'en', 'ru'))"
    code = f"import sys; from parsers.language_detection import detect; {call}; print('lingua' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
