import ast
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import storage
from alignment.types import FindingKind, Severity
from storage.decisions import Choice, Reason, Scope
from storage.engine import configuration, connect, schema_version, upgrade, writing
from storage.models import HEAD, Base, Story, Visit
from storage.store import Store
from storage.stories.story_browser import Filter
from storage.types import StorageError
from tests.support.stories import NOW, article, comparison, finding, snapshot


def scripts():
    return ScriptDirectory.from_config(configuration())


def test_constant_names_the_newest_script():
    assert scripts().get_current_head() == HEAD


def test_models_and_scripts_say_the_same(database_url):
    engine = connect(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_schema_goes_down_to_nothing_and_up_again(database_url):
    engine = connect(database_url)
    with writing(engine).begin() as connection:
        command.downgrade(configuration(connection), "base")
        assert set(sa.inspect(connection).get_table_names()) == {"alembic_version"}
        upgrade(connection)
        assert schema_version(connection) == HEAD
    engine.dispose()


def test_many_can_open_a_new_database_at_once(database_url):
    def use(number):
        with Store(database_url) as store:
            store.record(comparison(f"story-{number}"), {"uk": snapshot()})

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(use, range(6)))
    with Store(database_url) as store:
        assert len(store.stories().stories) == 6


def test_database_of_a_newer_version_is_left_alone(database_url):
    engine = connect(database_url)
    with writing(engine).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match="newest zvirka"):
        Store(database_url)


def test_alembic_is_loaded_only_to_change_the_schema(tmp_path):
    url = f"sqlite:///{tmp_path}/zvirka.db"
    Store(url).close()
    program = f"import sys; from storage.store import Store; Store({url!r}).stories(); print('alembic' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_houses_that_pages_have_named_are_one_again(database_url):
    """Before 0011 a publisher was called what the page of the moment called itself: one house was three."""
    pages = {"uk": article("uk"), "en": article("en", url="https://en.visnyk.example/1")}
    names = ("Вісник", "Visnyk UX", "Вісник", "visnyk.example")
    with Store(database_url) as store:
        for number, name in enumerate(names):
            made = comparison(f"story-{number}", articles=pages, findings=(finding("a", kind=FindingKind.NAME),))
            store.record(replace(made, publisher=name), {})
        choice = Choice(reason=Reason.DELIBERATE, scope=Scope.PUBLISHER, who="anna", made=NOW)
        first = store.comparison("story-0")
        store.decisions.make(first, first.findings, choice)
        with store._writing.begin() as connection:
            command.downgrade(configuration(connection), "0010")
    with Store(database_url) as store:
        assert store.browsing.publishers() == ("visnyk.example",)
        (day,) = store.browsing.days("2000-01-01")
        assert (day.comparisons, day.findings) == (len(names), len(names))
        assert {each.publisher for each in store.stories().stories} == {"visnyk.example"}
        assert len(store.browsing.stories(Filter(words="visnyk.example")).stories) == len(names)
        assert store.browsing.stories(Filter(worst="critical")).stories == ()
        for number in range(len(names)):
            settled = store.decisions.of(store.comparison(f"story-{number}")).holding
            assert list(settled) == ["finding-a"], "what was decided for the publisher holds in all of its stories"
            assert store.summary(f"story-{number}").counts[Severity.CRITICAL] == 0


def test_day_of_a_story_is_that_of_utc_wherever_the_server_stands(database_url):
    """Servers of Debian's package count days in the machine's own zone."""
    late = NOW.replace(hour=22)
    with Store(database_url) as store:
        store.record(comparison("story-1", created=late), {})
        store.visits.note("anna", "story-1", late, late)
        with store._writing.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("SET LOCAL TIME ZONE 'Europe/Kyiv'"))
            command.downgrade(configuration(connection), "0011")
            upgrade(connection)
            assert connection.execute(sa.select(Story.appeared)).scalar_one() == late.date().isoformat()
            assert connection.execute(sa.select(Visit.last)).scalar_one() == late


def test_migrations_call_no_code_that_goes_on_changing():
    """A database of long ago is brought up to date through all of them, whatever our tables are called by then."""
    scripts = sorted((Path(storage.__file__).parent / "migrations" / "versions").glob("0*.py"))
    imported = {
        (script.name, name.partition(".")[0])
        for script in scripts
        for node in ast.walk(ast.parse(script.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    assert len(scripts) > 10
    assert {each for each in imported if each[1] not in {"alembic", "sqlalchemy", *sys.stdlib_module_names}} == set()
