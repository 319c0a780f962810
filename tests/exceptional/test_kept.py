"""What was decided of a day is kept, with every change."""

from __future__ import annotations

from datetime import date, time, timedelta

from server.domain.exceptional import ExceptionalDay, OpenSpan
from server.exceptional.kept import KeptDays
from server.sitefile import sites
from server.store.store import Store
from tests.domain.world import NINE, TODAY
from tests.worlds.town import DEMO_SITE

EVE, HOUR = date(2026, 12, 24), timedelta(hours=1)
HALF = ExceptionalDay(EVE, (OpenSpan(time(8, 30), time(12)), OpenSpan(time(13), time(13, 30))))
SHUT = ExceptionalDay(EVE, ())


def test_it_is_kept_for_its_site_alone_and_the_same_twice_is_one(store: Store) -> None:
    kept = KeptDays(store)
    for _ in range(2):
        assert kept.put("mairie", HALF, NINE) == HALF

    assert kept.of_sites(["mairie", "annexe"], TODAY) == {"mairie": (HALF,)}
    assert kept.of_sites(["mairie"], EVE + timedelta(days=1)) == {}


def test_of_two_managers_the_first_is_kept(store: Store) -> None:
    kept = KeptDays(store)
    kept.put("mairie", SHUT, NINE)

    assert kept.put("mairie", HALF, NINE) == SHUT


def test_it_is_taken_back_and_decided_anew(store: Store) -> None:
    kept = KeptDays(store)
    kept.put("mairie", SHUT, NINE)
    for _ in range(2):
        kept.take_back("mairie", EVE, NINE)
    assert kept.of_sites(["mairie"], TODAY) == {}

    assert kept.put("mairie", HALF, NINE) == HALF
    assert kept.of_sites(["mairie"], TODAY) == {"mairie": (HALF,)}


def test_a_past_day_is_replayed_with_the_hours_that_were_in_force(store: Store) -> None:
    kept = KeptDays(store)
    today = ExceptionalDay(TODAY, HALF.hours)
    sites.load(store, DEMO_SITE.read_text(encoding="utf-8"), NINE - HOUR)
    kept.put("mairie", today, NINE)
    kept.take_back("mairie", TODAY, NINE + HOUR)

    def known(hours: float) -> list[tuple[ExceptionalDay, ...]]:
        files = sites.loaded(store, "mairie", NINE + hours * HOUR)
        return [file.site.exceptional for file in files]

    assert known(-0.5) == [()]
    assert known(0.5) == [(today,), ()]
    assert known(24) == [(), (today,), ()]
