import json

from storage import serial
from tests.support.stories import article, comparison


def of_before(article):
    """Return an article's JSON as it was stored while notices held the parts of their message."""
    for notice in article["notices"]:
        notice["reason"], notice["values"] = notice["message"]["text"], notice["message"]["values"]
        del notice["message"]


def test_article_that_an_earlier_version_stored_is_read():
    stored = json.loads(serial.unpack(serial.dump_article(article("uk"))))
    of_before(stored)
    assert serial.load_article(serial.pack(json.dumps(stored).encode())) == article("uk")


def test_comparison_that_an_earlier_version_stored_is_read():
    stored = json.loads(serial.unpack(serial.dump(comparison())))
    for each in stored["articles"].values():
        of_before(each)
    assert serial.load(serial.pack(json.dumps(stored).encode())) == comparison()
