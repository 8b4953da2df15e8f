"""What a database can never take is no outage: nobody waits for it, and the story is set aside instead."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from pipeline.many.retry import UnstorableError, outlast
from storage.models import Story
from tests.support.stories import comparison


@pytest.mark.parametrize("title", ["\x00", "\ud800"])
def test_text_that_postgresql_refuses_is_not_waited_for(store, title):
    """It took a minute and a half of tries, and the story stayed taken."""
    said = []

    def write():
        with store._writing.begin() as connection:
            row = {"id": "a", "title": title, "compared": datetime.now(UTC)}
            connection.execute(sa.insert(Story).values(row))

    try:
        outlast(write, said.append)
    except (UnstorableError, UnicodeEncodeError):
        pass
    else:
        assert store._engine.dialect.name == "sqlite", "it keeps NUL"
    assert said == []
    store.record(comparison(), {})


def test_key_that_is_too_long_for_an_index_is_not_waited_for(store):
    said, name = [], "".join(chr(0x4E00 + number) for number in range(9000))

    def write():
        with store._writing.begin() as connection:
            connection.execute(sa.insert(Story).values(id=name, title="", compared=datetime.now(UTC)))

    if store._engine.dialect.name == "sqlite":
        outlast(write, said.append)
    else:
        with pytest.raises(UnstorableError):
            outlast(write, said.append)
    assert said == []
