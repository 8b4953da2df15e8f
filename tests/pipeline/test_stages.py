"""A check says how long its stages took."""

from pipeline.check import Request, check
from pipeline.settings.load import load_settings
from pipeline.stages import ALIGNING, CHECKING, ENCODING, PARSING, READING, STORING, Stages
from tests.support.publisher import edition, write


def test_stages_of_a_check(tmp_path):
    settings = load_settings({"ZVIRKA_HOME": str(tmp_path / "home")})
    request = Request(story=str(write(tmp_path / "story", [edition("uk"), edition("ru")])))
    stages = Stages()
    check(request, settings, progress=lambda _: None, stages=stages)
    assert set(stages.seconds) == {READING, PARSING, ENCODING, ALIGNING, CHECKING, STORING}
    assert all(seconds >= 0 for seconds in stages.seconds.values())
    assert stages.seconds[PARSING] > 0


def test_stage_ends_when_the_next_begins():
    stages = Stages()
    stages.begin(READING)
    assert not stages.seconds
    stages.begin(STORING)
    assert list(stages.seconds) == [READING]
    stages.end()
    stages.end()
    assert list(stages.seconds) == [READING, STORING]
