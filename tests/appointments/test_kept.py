"""Appointments are kept until their day is over, each under one code, and nobody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from server.appointments.kept import KeptAppointments
from server.backstage.evening import end_day
from server.domain import events as e
from server.domain.appointments import Booked, Wanted, read_code
from server.domain.events import Fact
from server.domain.journal import Entry
from server.journal.journal import Journal
from server.store.store import Store
from tests.domain.world import NINE

DAY, NEXT = date(2026, 11, 24), date(2026, 11, 25)
TODAYS = Wanted("rdv-1", NINE, ("identity", "civil"), "tr")
TOMORROWS = Wanted("rdv-2", NINE + timedelta(days=1), ("civil",))


def test_the_same_id_is_the_same_appointment_and_keeps_its_code(store: Store) -> None:
    kept = KeptAppointments(store)
    assert kept.put("mairie", [TODAYS, TOMORROWS]) == 2
    (first,) = kept.of_day("mairie", DAY)

    assert kept.put("mairie", [replace(TODAYS, at=NINE + timedelta(hours=1))]) == 0

    (moved,) = kept.of_day("mairie", DAY)
    later = replace(first.appointment, at=NINE + timedelta(hours=1))
    assert moved == Booked(later)
    assert read_code(later.code) == later.code
    assert kept.by_code("mairie", later.code) == moved == kept.get("mairie", "rdv-1")
    assert kept.by_code("autre", later.code) is None
    assert [*kept.of_days({"mairie": NEXT, "autre": DAY})] == ["mairie"]


def test_a_days_appointments_go_with_the_day(store: Store) -> None:
    kept = KeptAppointments(store)
    kept.put("mairie", [TODAYS, TOMORROWS])
    kept.put("autre", [TODAYS])

    closed = [Fact(1, NINE, "system", e.DayClosed())]
    Journal(store, end_day).append([Entry("mairie", DAY, closed)])

    assert kept.get("mairie", "rdv-1") is None
    assert kept.get("mairie", "rdv-2") and kept.get("autre", "rdv-1")


def test_a_day_without_tickets_is_forgotten_all_the_same(store: Store) -> None:
    kept = KeptAppointments(store)
    kept.put("mairie", [TODAYS, TOMORROWS])

    kept.forget_past(NINE)
    assert kept.get("mairie", "rdv-1")

    kept.forget_past(NINE + timedelta(days=1, hours=4))  # the day after, at 13:00
    assert kept.get("mairie", "rdv-1") is None and kept.get("mairie", "rdv-2")


@pytest.mark.parametrize("years", [1, 10])
def test_a_clock_that_is_years_ahead_forgets_no_appointment_to_come(
    store: Store, years: int
) -> None:
    kept = KeptAppointments(store)
    kept.put("mairie", [TODAYS, TOMORROWS])
    wrong = NINE + years * timedelta(days=365)

    kept.forget_past(wrong)
    closed = [Fact(1, wrong, "system", e.DayClosed())]
    Journal(store, end_day).append([Entry("mairie", wrong.date(), closed)])

    assert kept.get("mairie", "rdv-1") and kept.get("mairie", "rdv-2")


def test_two_who_bring_the_same_appointment_at_once_make_one(store: Store) -> None:
    ready = Barrier(2)

    def bring() -> None:
        ready.wait()
        KeptAppointments(store).put("mairie", [TODAYS])

    both = [Thread(target=bring) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert len(KeptAppointments(store).of_day("mairie", DAY)) == 1


def test_there_is_no_room_for_a_name(store: Store) -> None:
    with store.reading() as connection:
        row = connection.execute(text("SELECT * FROM appointments"))
        assert {*row.keys()} == {
            *("site", "id", "code", "day", "at", "services", "language", "cancelled"),
        }
