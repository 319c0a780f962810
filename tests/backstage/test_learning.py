"""Servers learn at night: of many town halls, and of what others have learned."""

from __future__ import annotations

import time
from pathlib import Path

from server.application.share import share_of
from server.backstage.learning import Learning
from server.backstage.lessons import learn_days
from server.backstage.places import left_to_learn
from server.domain.events import Fact
from server.domain.promise.elsewhere import AtHome, Elsewhere
from server.journal.journal import Journal
from server.promises.brought import promiser_of
from server.promises.nights import days_learned, newest_promiser
from server.statistics.visits import keep_visits
from tests.application.hall import hall
from tests.application.town_hall import load
from tests.bench import days
from tests.bench.country import Country
from tests.bench.hall import site
from tests.bench.wire import exchange
from tests.promises.days import write_days
from tests.worlds.play import play

SITES, VISITORS = 40, 30
NEXT_MORNING = "2026-11-25T09:00:00+01:00"


def closed_day() -> list[Fact]:
    facts = days.facts_of(site(), days.TODAY, VISITORS, counters=1)
    return days.closed(facts, facts[-1].at + days.AFTER)


def test_a_server_promises_by_what_another_one_has_learned(tmp_path: Path) -> None:
    """Or by what a command has: the hall has been awake all the while."""

    async def scene() -> None:
        async with hall(tmp_path, f"{days.TODAY}T18:00:00+00:00") as told:
            load(told.store, "mairie")
            told.receptions.promisers = promiser_of
            reception = told.site()
            learning = Learning(told.store, told.receptions, share_of("elsewhere"))
            await learning.learn()
            assert reception.promiser is not None
            assert isinstance(reception.promiser.model, Elsewhere)

            learn_days(told.store, "mairie", write_days(told.journal, "mairie", 4))
            await learning.learn()
            assert isinstance(reception.promiser.model, AtHome)
            assert reception.waits.promiser is reception.promiser

    play(scene())


def test_forty_sites_learn_in_one_night_and_nobody_waits_for_it(tmp_path: Path) -> None:
    country = Country(tmp_path / "country", SITES, NEXT_MORNING)
    journal = Journal(country.store, keep_visits)
    for each in country.halls:
        days.write(journal, each.site, days.TODAY, closed_day())
    assert len(left_to_learn(country.store)) == SITES

    try:
        country.start()
        while left_to_learn(country.store):
            status, _ = exchange(country.port, "GET", "/health/live", "")
            assert status == 200
            time.sleep(0.05)
        for each in country.halls:
            assert days_learned(country.store, each.site) == [days.TODAY]
            assert newest_promiser(country.store, each.site) is not None
    finally:
        country.leave()
