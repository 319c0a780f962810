"""The site files that were in force at a moment, each with when it was loaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from server.sitefile import sites
from server.store.migrate import migrate
from server.store.store import Store
from tests.worlds.town import DEMO_SITE

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TEXT = DEMO_SITE.read_text(encoding="utf-8")


@pytest.fixture
def store(no_store_yet: str) -> Iterator[Store]:
    """Three versions, loaded on three days."""
    migrate(no_store_yet)
    store = Store(no_store_yet)
    for day in range(3):
        words = TEXT.replace("priority_run = 2", f"priority_run = {day + 1}")
        sites.load(store, words, MONDAY + day * DAY)
    yield store
    store.close()


def _told(store: Store, by: datetime) -> list[tuple[datetime, int]]:
    loaded = sites.loaded(store, "mairie", by)
    return [(each.at, each.site.policy.priority_run) for each in loaded]


def test_those_loaded_by_then_the_newest_first(store: Store) -> None:
    assert _told(store, MONDAY + DAY) == [(MONDAY + DAY, 2), (MONDAY, 1)]


def test_all_where_none_was_loaded_by_then(store: Store) -> None:
    assert [run for _, run in _told(store, MONDAY - DAY)] == [3, 2, 1]


def test_one_that_nobody_reads_any_more_is_left_out(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE site SET toml = 'of before' WHERE version = 2"))

    assert [run for _, run in _told(store, MONDAY + 2 * DAY)] == [3, 1]


def test_a_site_that_there_is_not_has_none(store: Store) -> None:
    assert list(sites.loaded(store, "nowhere", MONDAY)) == []
