"""Until when a service is answered, as those at the counters are planned."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.domain.attendance import LATE, Attendance, attendance, leaves_at, still_to_come
from server.domain.roster import Shift
from tests.domain.world import NINE, Lobby


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def nadia(begins: int, ends: int, counter: str = "1") -> Shift:
    return Shift("nadia", counter, at(begins), at(ends))


def paul(begins: int, ends: int, counter: str = "2") -> Shift:
    return Shift("paul", counter, at(begins), at(ends))


def at_work() -> Lobby:
    """Nadia alone, at the first counter."""
    lobby = Lobby()
    lobby.open()
    return lobby


def civil(lobby: Lobby, *shifts: Shift) -> Attendance:
    return attendance(lobby.day, lobby.site, shifts, "civil", lobby.now)


def test_whoever_is_in_no_plan_stays() -> None:
    assert civil(at_work()).ends is None
    assert civil(at_work(), paul(-60, 60)).ends is None


def test_the_last_who_is_planned_leaves_last() -> None:
    lobby = at_work()

    assert civil(lobby, nadia(-60, 30)).ends == at(30)
    assert civil(lobby, nadia(-60, 30), paul(20, 50)).ends == at(50)


def test_only_those_who_answer_it_count() -> None:
    lobby = at_work()
    shifts = [nadia(-60, 30), paul(20, 50)]

    assert attendance(lobby.day, lobby.site, shifts, "identity", lobby.now).ends == at(30)


def test_whoever_comes_after_her_at_her_counter_takes_it_over() -> None:
    seat = at_work().day.seat("1")

    assert leaves_at(seat, [paul(40, 90, counter="1")], NINE) == at(40)
    assert leaves_at(seat, [paul(40, 90, counter="2")], NINE) is None


def test_who_still_sits_when_her_shift_is_over_goes_soon_and_long_after_she_stays() -> None:
    seat = at_work().day.seat("1")

    assert leaves_at(seat, [nadia(-60, 1)], NINE) == at(1)
    assert leaves_at(seat, [nadia(-60, 0)], NINE) == NINE + LATE
    assert leaves_at(seat, [nadia(-60, 0)], NINE + LATE) is None


@pytest.mark.parametrize(("since", "expected"), [(10, True), (14, True), (15, False), (40, False)])
def test_who_is_late_is_expected_for_a_while(since: int, expected: bool) -> None:
    assert bool(still_to_come(at_work().day, [paul(-since, 60)], NINE)) == expected


def test_time_is_counted_as_if_those_who_are_here_stayed() -> None:
    lobby = at_work()

    assert civil(lobby).as_if_all_stayed(at(60)) == at(60)
    assert civil(lobby, nadia(-60, 30)).as_if_all_stayed(at(60)) == at(30)
    assert civil(lobby, nadia(-60, 30), paul(10, 90)).as_if_all_stayed(at(60)) == at(80)
