"""Forty town halls close a day in one night, and a server learns of all while it serves."""

from __future__ import annotations

import time
from pathlib import Path

from server.backstage.places import left_to_learn
from server.domain.events import DayClosed, Fact
from server.journal.journal import Journal
from server.promises.nights import days_learned, newest_promiser
from server.statistics.visits import keep_visits
from tests.bench import days
from tests.bench.country import Country
from tests.bench.hall import site
from tests.bench.wire import exchange

SITES, VISITORS = 40, 30
NEXT_MORNING = "2026-11-25T09:00:00+01:00"


def closed_day() -> list[Fact]:
    facts = days.facts_of(site(), days.TODAY, VISITORS, counters=1)
    last = facts[-1]
    return [*facts, Fact(last.seq + 1, last.at + days.AFTER, "system", DayClosed())]


def test_forty_sites_learn_in_one_night_and_nobody_waits_for_it(tmp_path: Path) -> None:
    country = Country(tmp_path / "country", SITES, NEXT_MORNING)
    journal = Journal(country.store, keep_visits)
    for hall in country.halls:
        days.write(journal, hall.site, days.TODAY, closed_day())
    assert len(left_to_learn(country.store)) == SITES

    try:
        country.start()
        while left_to_learn(country.store):
            status, _ = exchange(country.port, "GET", "/health/live", "")
            assert status == 200
            time.sleep(0.05)
        for hall in country.halls:
            assert days_learned(country.store, hall.site) == [days.TODAY]
            assert newest_promiser(country.store, hall.site) is not None
    finally:
        country.leave()
