"""The end of a day, whatever the store and the clock do at that moment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from server.application.answers import TicketAnswer
from server.application.reception import Reception
from server.domain.commands import OpenCounter
from server.domain.events import DayClosed, Fact
from server.domain.refusal import Code, Refusal
from tests.application.hall import AGENT, Hall, hall, until
from tests.worlds.play import play

MORNING = "2026-11-24T09:00:00+00:00"
NIGHT = "2026-11-25T03:00:01+00:00"
OFFICE_HOURS = "Mo-Fr 08:30-17:30"
TUESDAY = date(2026, 11, 24)


async def numbered(told: Hall, reception: Reception) -> str:
    """Of the ticket that the next visitor gets."""
    answer = await told.take(reception)
    assert isinstance(answer, TicketAnswer), answer
    return answer.number


def closed(told: Hall, day: date = TUESDAY) -> bool:
    return _last(told, day) == DayClosed()


def _last(told: Hall, day: date) -> object:
    facts: list[Fact] = told.journal.facts("mairie", day)
    return facts[-1].event if facts else None


def test_a_day_that_the_store_could_not_close_is_closed_as_soon_as_it_can(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            reception = told.site()
            await told.take(reception)
            await told.note(reception, "B001", "A perdu ses papiers.")
            told.clock.set(NIGHT)
            told.journal.full = True
            told.a_second_passes()
            await until(lambda: told.journal.refused > 0)

            told.journal.full = False
            told.a_second_passes()
            await until(lambda: reception.committed.date > TUESDAY)

            assert closed(told)
            assert told.journal.notes("mairie", TUESDAY) == {}
            assert await numbered(told, reception) == "B001"

    play(scene())


def test_a_clock_that_was_hours_ahead_for_a_moment_sends_nobody_away(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, "2026-11-24T08:45:00+00:00") as told:
            reception = told.site(hours=OFFICE_HOURS)
            assert await numbered(told, reception) == "B001"
            told.clock.set("2026-11-24T18:45:00+00:00")
            await told.receptions.do(reception, OpenCounter("1"), AGENT)
            told.clock.set("2026-11-24T08:47:00+00:00")

            assert await numbered(told, reception) == "B002"

        async with hall(tmp_path, "2026-11-24T10:47:00+00:00") as told:
            reception = told.site(hours=OFFICE_HOURS)
            assert await numbered(told, reception) == "B003"
            told.clock.set("2026-11-24T17:31:00+00:00")
            assert await told.take(reception) == Refusal(Code.CLOSED, {"service": "civil"})
            times = [fact.at for fact in told.journal.facts("mairie", TUESDAY)]
            assert times == sorted(times)

    play(scene())


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_was_years_ahead_for_a_moment_closes_the_hall_for_that_day_at_most(
    tmp_path: Path, restarted: bool
) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            reception = told.site(hours=OFFICE_HOURS)
            await told.take(reception)
            told.clock.set("2036-11-25T07:00:00+00:00")
            await told.receptions.do(reception, OpenCounter("1"), AGENT)
            told.clock.set("2026-11-24T09:05:00+00:00")
            if not restarted:
                await goes_on(told, reception)
        if restarted:
            async with hall(tmp_path, "2026-11-24T09:05:00+00:00") as told:
                await goes_on(told, told.site(hours=OFFICE_HOURS))

    async def goes_on(told: Hall, reception: Reception) -> None:
        assert await numbered(told, reception) == "B001"
        told.clock.set("2026-11-25T09:05:00+00:00")
        assert await numbered(told, reception) == "B002"
        assert reception.committed.date == date(2026, 11, 25)
        told.clock.set("2026-11-26T09:05:00+00:00")
        assert await numbered(told, reception) == "B001"
        assert closed(told, date(2026, 11, 25))

    play(scene())


def test_a_clock_that_forgot_the_years_gives_no_number_twice(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            reception = told.site()
            assert await numbered(told, reception) == "B001"
            told.clock.set("1970-01-01T00:00:10+00:00")
            assert await numbered(told, reception) == "B002"
        async with hall(tmp_path, "1970-01-01T00:00:10+00:00") as told:
            reception = told.site()
            assert await numbered(told, reception) == "B003"
            told.clock.set(MORNING)
            assert await numbered(told, reception) == "B004"

    play(scene())


def test_a_hall_opens_by_itself_after_three_months(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            reception = told.site()
            await told.take(reception)
            told.clock.set("2027-02-24T09:00:00+00:00")
            assert await numbered(told, reception) == "B001"
            assert closed(told)
            told.clock.set("2027-02-24T08:00:00+00:00")
            assert await numbered(told, reception) == "B002"

    play(scene())


def test_a_hall_at_work_does_not_wait_until_all_others_have_closed_their_day(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with hall(tmp_path, MORNING) as told:
            others = [told.site(f"hall-{n}") for n in range(30)]
            for other in others:
                await told.take(other)
            at_work = told.site("martinique", timezone="America/Martinique")
            told.clock.set(NIGHT)
            told.a_second_passes()

            await told.take(at_work)

            assert sum(other.committed.date > TUESDAY for other in others) < 10
            await until(lambda: all(other.committed.date > TUESDAY for other in others))

    play(scene())


def test_a_day_that_another_process_has_ended_is_over_here_too(tmp_path: Path) -> None:
    """A clock that was years ahead for a moment, there: here, nobody is sent away until night."""

    async def scene() -> None:
        async with hall(tmp_path, MORNING) as here, hall(tmp_path, MORNING) as there:
            ours, theirs = here.site(), there.site()
            await here.take(ours)
            there.clock.set("2036-11-25T07:00:00+00:00")
            await there.take(theirs)
            there.clock.set(MORNING)
            here.receptions.writer.refresh(ours)
            await here.receptions.writer.done()
            here.a_second_passes()

            assert await numbered(here, ours) == "B001"
            assert ours.committed.date == date(2026, 11, 25)

    play(scene())
