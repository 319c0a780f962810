"""A store that is away: nothing makes it seem to be back but an answer of its own."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from server.domain.journal import Unavailable
from server.store.store import Store
from tests.worlds.ports import free_port


def test_asking_whether_anybody_wrote_is_no_answer_of_postgresql() -> None:
    store = Store(f"postgresql://nobody@127.0.0.1:{free_port()}/town")
    try:
        with pytest.raises(Unavailable), store.reading() as connection:
            connection.execute(text("SELECT 1"))
        assert store.in_doubt

        assert store.mark() is None
        assert store.in_doubt
    finally:
        store.close()
