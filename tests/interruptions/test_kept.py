"""What is planned for a service on a day is kept until it is taken back or its day is over."""

from __future__ import annotations

from datetime import date, timedelta

from server.domain.planned import PlannedInterruption
from server.interruptions.kept import KeptPlans
from server.store.store import Store
from tests.domain.world import NINE, TODAY

DAY, A_DAY = date(2026, 12, 3), timedelta(days=1)
TEN = NINE + (DAY - TODAY) + timedelta(hours=1)
HOUR = timedelta(hours=1)
PLANNED = PlannedInterruption(DAY, "identity", TEN, TEN + HOUR)


def test_it_is_kept_for_its_site_alone_and_the_same_twice_is_one(store: Store) -> None:
    kept = KeptPlans(store)
    for _ in range(2):
        assert kept.put("mairie", PLANNED, TODAY) == PLANNED

    assert kept.of_sites(["mairie", "annexe"]) == {"mairie": [PLANNED]}


def test_of_two_managers_the_first_is_kept(store: Store) -> None:
    kept = KeptPlans(store)
    kept.put("mairie", PLANNED, TODAY)

    assert kept.put("mairie", PLANNED._replace(ends=TEN + 2 * HOUR), TODAY) == PLANNED


def test_it_is_taken_back_and_forgotten_once_its_day_is_over(store: Store) -> None:
    kept = KeptPlans(store)
    later = PLANNED._replace(day=DAY + A_DAY, begins=TEN + A_DAY, ends=TEN + A_DAY + HOUR)
    for each in (PLANNED, later):
        kept.put("mairie", each, TODAY)
    kept.take_back("mairie", "identity", DAY)
    assert kept.of_sites(["mairie"]) == {"mairie": [later]}

    kept.put("mairie", later._replace(service="civil"), later.day + A_DAY)
    assert [each.service for each in kept.of_sites(["mairie"])["mairie"]] == ["civil"]
