"""Who is planned at a counter and who has an appointment is foreseen with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from server.application.outlooks import Outlooks
from server.application.reception import Reception
from server.application.roster import NoRosters
from server.domain.appointments import Appointment, Booked
from server.domain.roster import Shift
from tests.application.hall import Hall
from tests.application.outlook import MORNING, at_work, foreseen, seen


class _Planned(NoRosters):
    """Paul takes the second counter in ten minutes."""

    def of(self, site: str, day: date) -> list[Shift]:
        begins = datetime.fromisoformat(MORNING) + timedelta(minutes=10)
        return [Shift("paul", "2", begins, begins + timedelta(hours=3))]


def test_who_is_planned_to_come_makes_the_wait_shorter(tmp_path: Path) -> None:
    async def scene(told: Hall, ahead: Outlooks) -> None:
        reception = await at_work(told, waiting=8)
        await ahead.look_ahead()
        alone = _last_wait(reception)
        told.receptions.rosters = _Planned()
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


def _last_wait(reception: Reception) -> float:
    """Of the eighth who waits, likely."""
    found = seen(reception)
    assert found is not None
    waits = [each.wait.likely for _, each in sorted(found.tickets.items()) if each.wait]
    return waits[7]
