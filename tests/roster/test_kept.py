"""What is planned comes from the roster where there is one, else from the last weeks' journal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from server.application.roster import left_out, planned
from server.domain import events as e
from server.domain.events import Fact
from server.domain.journal import Entry
from server.domain.roster import PlanChanged, PlannedDay, SeenPlan, Shift
from server.journal.journal import Journal
from server.roster.kept import KeptRosters
from server.store.store import Store
from tests.domain.world import a_site

DAY = date(2026, 12, 1)
NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)
NADIA = Shift("nadia", "1", NINE, NINE + timedelta(hours=3))
PAUL = Shift("paul", "2", NINE + timedelta(hours=1), NINE + timedelta(hours=4))


def _planned(store: Store) -> PlannedDay:
    return planned(a_site(), DAY, KeptRosters(store), Journal(store))


def _open_last_week(store: Store) -> None:
    at = NINE - timedelta(weeks=1)
    facts = [
        Fact(1, at, "nadia", e.CounterOpened("1", "nadia")),
        Fact(2, at + timedelta(hours=3), "nadia", e.CounterClosed("1", "nadia")),
    ]
    Journal(store).append([Entry("mairie", DAY - timedelta(weeks=1), facts)])


def test_a_day_with_a_roster_is_planned_by_it_alone(store: Store) -> None:
    _open_last_week(store)
    KeptRosters(store).replace("mairie", {DAY: [PAUL, NADIA]})
    assert _planned(store) == PlannedDay((NADIA, PAUL), "roster")


def test_a_day_without_a_roster_is_planned_as_usual_and_said_so(store: Store) -> None:
    _open_last_week(store)
    assert _planned(store) == PlannedDay((Shift("", "1", NADIA.begins, NADIA.ends),), "pattern")


def test_a_new_site_has_nothing_planned(store: Store) -> None:
    assert _planned(store) == PlannedDay((), "none")


def test_the_days_that_are_brought_again_are_replaced_and_no_others(store: Store) -> None:
    rosters, next_day = KeptRosters(store), DAY + timedelta(days=1)
    rosters.replace("mairie", {DAY: [NADIA], next_day: [PAUL]})
    rosters.replace("elsewhere", {DAY: [NADIA]})
    rosters.replace("mairie", {DAY: [PAUL]})
    rosters.replace("mairie", {DAY: [PAUL]})
    assert rosters.of("mairie", DAY) == [PAUL]
    assert rosters.of("mairie", next_day) == [PAUL]
    assert rosters.of("elsewhere", DAY) == [NADIA]
    rosters.replace("mairie", {DAY: []})
    assert rosters.of("mairie", DAY) == []


def test_a_plan_that_was_changed_since_it_was_seen_is_kept(store: Store) -> None:
    rosters, next_day = KeptRosters(store), DAY + timedelta(days=1)
    day = SeenPlan(DAY, DAY, rosters.version("mairie", DAY, DAY))
    onward = SeenPlan(DAY, None, rosters.version("mairie", DAY))
    rosters.replace("mairie", {next_day: [NADIA]})
    rosters.replace("elsewhere", {DAY: [NADIA]})
    with pytest.raises(PlanChanged):
        rosters.replace("mairie", {DAY: [PAUL]}, onward)
    assert rosters.of("mairie", DAY) == []
    rosters.replace("mairie", {DAY: [PAUL]}, day)
    with pytest.raises(PlanChanged):
        rosters.replace("mairie", {DAY: [NADIA]}, day)
    assert rosters.of("mairie", DAY) == [PAUL]


def test_what_a_file_leaves_out_is_known_from_today_on(store: Store) -> None:
    rosters = KeptRosters(store)
    week = [DAY + timedelta(days=n) for n in range(4)]
    rosters.replace("mairie", {day: [NADIA] for day in week})
    assert left_out(rosters, "mairie", {week[2]: [PAUL]}, week[1]) == [week[1], week[3]]
    assert left_out(rosters, "mairie", {}, week[1]) == []
