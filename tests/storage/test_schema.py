import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.engine import configuration, connect, schema_version, upgrade, writing
from storage.models import HEAD, Base
from storage.store import Store
from storage.types import StorageError
from tests.support.stories import comparison, snapshot


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
