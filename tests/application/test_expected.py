"""Who is planned at a counter and who has an appointment is foreseen with."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from server.application.closing import newcomer_before_closing
from server.application.outlooks import Outlooks
from server.application.reception import Reception
from server.application.shifts import look_up
from server.application.sight import Sight
from server.domain.appointments import Appointment, Booked
from server.domain.closing import Prospect
from server.domain.roster import Shift
from server.roster.kept import KeptRosters
from tests.application.hall import Hall
from tests.application.outlook import MORNING, at_work, foreseen, seen


async def _plan(told: Hall, *shifts: Shift) -> None:
    """As a manager does; the hall hears of it in its next round."""
    begins = datetime.fromisoformat(MORNING)
    KeptRosters(told.store).replace("mairie", {begins.date(): shifts})
    told.receptions.rosters = KeptRosters(told.store)
    await look_up(told.receptions)


def _shift(agent: str, counter: str, begins: int, ends: int) -> Shift:
    """In minutes from now."""
    now = datetime.fromisoformat(MORNING)
    return Shift(agent, counter, now + timedelta(minutes=begins), now + timedelta(minutes=ends))


PAUL = _shift("paul", "2", 10, 190)


def test_who_is_planned_to_come_makes_the_wait_shorter(tmp_path: Path) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told, waiting=8)
        await ahead.look_ahead()
        alone = _last_wait(reception)
        await _plan(told, PAUL)
        await told.take(reception)
        await ahead.look_ahead()
        assert _last_wait(reception) < alone - 10

    foreseen(tmp_path, scene)


def test_who_has_an_appointment_is_reckoned_with(tmp_path: Path) -> None:
    """Six at once, in a few minutes: who came just now waits for them too."""

    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told, waiting=8)
        await ahead.look_ahead()
        before = _last_wait(reception)
        at = datetime.fromisoformat(MORNING) + timedelta(minutes=3)
        reception.booked = [
            Booked(Appointment(str(n), f"K7M2X{n}", at, ("identity",))) for n in range(2, 8)
        ]
        await told.take(reception)
        await ahead.look_ahead()
        assert _last_wait(reception) > before + 10

    foreseen(tmp_path, scene)


def test_before_closing_is_answered_with_who_is_planned(tmp_path: Path) -> None:
    """Eight wait, five minutes each, and it closes in 37: Nadia alone will not do it."""

    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told, waiting=8, hours="Mo-Su 08:00-09:37")
        await ahead.look_ahead()
        assert _newcomer(told, reception) == ("unlikely", None)
        await _plan(told, PAUL)
        await told.take(reception)
        await ahead.look_ahead()
        assert _newcomer(told, reception)[0] in ("yes", "perhaps")

    foreseen(tmp_path, scene)


def test_nobody_is_received_by_whoever_is_planned_to_have_left(tmp_path: Path) -> None:
    """Nadia alone, and eight wait; also before anything was played on."""

    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told, waiting=8, hours="Mo-Su 08:00-18:00")
        leaves = _shift("nadia", "1", -60, 20)
        for plan, answer in (([], ("yes", None)), ([leaves], ("unlikely", leaves.ends))):
            await _plan(told, *plan)
            assert _newcomer(told, reception) == answer
            await told.take(reception)
            await ahead.look_ahead()
            assert _newcomer(told, reception) == answer

    foreseen(tmp_path, scene)


def _newcomer(told: Hall, reception: Reception) -> tuple[Prospect, datetime | None]:
    sight = Sight(reception, told.receptions.now(), "fr")
    wait = sight.waits.of_newcomer(sight, "civil")
    before = newcomer_before_closing(sight, "civil", wait)
    return before.answer, before.deserted


def _last_wait(reception: Reception) -> float:
    """Of the eighth who waits, likely."""
    found = seen(reception)
    assert found is not None
    waits = [each.wait.likely for _, each in sorted(found.tickets.items()) if each.wait]
    return waits[7]
