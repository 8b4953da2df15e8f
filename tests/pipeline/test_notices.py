from dataclasses import replace

import pytest

from alignment.types import FindingKind, Severity
from locales.messages import message
from parsers.types import Notice
from pipeline.comparing.compare_editions import notices_of_parsers
from tests.support.stories import article

PLAIN = replace(article("uk"), notices=())


@pytest.mark.parametrize(
    ("kind", "severity"), [("profile-stale", Severity.INFO), ("extraction-doubtful", Severity.MINOR)]
)
def test_notice_of_a_parser_is_a_finding(kind, severity):
    told = replace(PLAIN, notices=(Notice(kind=kind, message=message("why"), cause="profile"),))
    (finding,) = notices_of_parsers({"uk": told, "en": replace(article("en"), notices=())})
    assert (finding.kind, finding.severity, finding.edition, finding.cause) == (
        FindingKind(kind),
        severity,
        "uk",
        "profile",
    )


def test_other_notices_are_no_findings():
    assert notices_of_parsers({"uk": replace(PLAIN, notices=(Notice(kind="slow", message=message("why")),))}) == ()
    assert notices_of_parsers({"uk": PLAIN}) == ()
