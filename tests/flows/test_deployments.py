"""The deployments of `zvirka serve` and those of prefect.yaml are the same."""

from pathlib import Path

import pytest
import yaml

from flows.deployment_list import DEPLOYMENTS, KYIV
from flows.serving.deployments import deployment, wanted
from pipeline.settings.load import load_settings

ROOT = Path(__file__).parents[2]
PUBLISHER = """
[visnyk]
feeds = ["https://visnyk.example/rss"]
schedule = "10m"
"""


@pytest.fixture
def served(tmp_path):
    (tmp_path / "publishers.toml").write_text(PUBLISHER)
    settings = load_settings({"ZVIRKA_HOME": str(tmp_path)})
    return {each.name: deployment(each, wanted(each, settings)) for each in DEPLOYMENTS}


def crons(deployment):
    return [(each.schedule.cron, each.schedule.timezone) for each in deployment.schedules]


def test_prefect_yaml_says_what_the_list_says():
    described = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    assert [
        (
            each["name"],
            each["entrypoint"],
            each["description"],
            each.get("parameters", {}),
            [(when["cron"], when["timezone"]) for when in each.get("schedules", [])],
            each["tags"],
        )
        for each in described
    ] == [
        (
            each.name,
            f"flows/{each.name}.py:{each.name}",
            each.description,
            each.parameters,
            [(each.cron, KYIV)] if each.cron else [],
            ["zvirka"],
        )
        for each in DEPLOYMENTS
    ]


def test_serve_runs_what_the_list_says(served):
    assert list(served) == [each.name for each in DEPLOYMENTS]
    for each in DEPLOYMENTS:
        made = served[each.name]
        assert (made.flow_name, made.description, made.parameters) == (each.name, each.description, each.parameters)
        assert made.entrypoint == f"{each.module}.{each.name}"
        if each.name != "watch":
            assert crons(made) == ([(each.cron, KYIV)] if each.cron else [])


def test_a_watched_publisher_has_a_schedule_of_its_own(served):
    (schedule,) = served["watch"].schedules
    assert (schedule.slug, schedule.parameters, schedule.active) == ("visnyk", {"publisher": "visnyk"}, True)
    assert schedule.schedule.interval.total_seconds() == 600


@pytest.mark.parametrize(("said", "crons"), [("17 4 * * *", ["17 4 * * *"]), ("", [])])
def test_stories_are_rechecked_when_the_settings_say(tmp_path, said, crons):
    (tmp_path / "zvirka.toml").write_text(f'[serve]\nrecheck = "{said}"\n')
    settings = load_settings({"ZVIRKA_HOME": str(tmp_path)})
    (recheck,) = (each for each in DEPLOYMENTS if each.name == "recheck")
    assert [each.cron for each in wanted(recheck, settings)] == crons
