from datetime import timedelta

import pytest

from locales.messages import message
from pipeline.errors import FETCHING, LOCAL_INPUT, TooFewEditionsError, UsageError
from pipeline.many.decision import LONGEST, REST, Became, decide
from storage.work_items import TRIES

SAID = message("Two editions are needed")
WAIT = timedelta(hours=6)
ALONE = TooFewEditionsError(SAID, LOCAL_INPUT)
UNREADABLE = TooFewEditionsError(SAID, LOCAL_INPUT, (message("nothing there"),))
AWAY = TooFewEditionsError(SAID, FETCHING, (message("no answer"),))
BROKEN = ValueError("no\n  such thing")


@pytest.mark.parametrize(
    ("error", "tries", "watched", "became", "rest"),
    [
        (AWAY, 1, False, Became.FAILED, REST),
        (AWAY, TRIES - 1, True, Became.FAILED, (TRIES - 1) * REST),
        (AWAY, TRIES, True, Became.SET_ASIDE, TRIES * REST),
        (BROKEN, 1, False, Became.FAILED, REST),
        (BROKEN, TRIES, False, Became.SET_ASIDE, TRIES * REST),
        (ALONE, 1, True, Became.ALONE, WAIT / (TRIES - 1)),
        (ALONE, TRIES, True, Became.WITHOUT_COMPARISON, None),
        (ALONE, 1, False, Became.WITHOUT_COMPARISON, None),
        (UNREADABLE, 1, True, Became.WITHOUT_COMPARISON, None),
        (UsageError(SAID), 1, True, Became.WITHOUT_COMPARISON, None),
    ],
)
def test_what_becomes_of_a_story_that_could_not_be_compared(error, tries, watched, became, rest):
    decision = decide(error, tries, watched=watched, pending_for=WAIT)
    assert (decision.became, decision.rest) == (became, rest)
    assert str(decision.error) == ("ValueError: no such thing" if error is BROKEN else str(error))


def test_an_unforeseen_error_is_one_short_line():
    decision = decide(RuntimeError("long " * 1000), 1, watched=False, pending_for=WAIT)
    assert len(str(decision.error)) == LONGEST
