"""An interruption of a day to come: what can be planned, and when it becomes a fact of its day."""

from __future__ import annotations

from datetime import timedelta

from server.domain import commands as c
from server.domain.planned import PlannedInterruption, beginning, planned_by, refused, to_come
from server.domain.refusal import Code
from tests.domain.world import NINE, TODAY, Lobby, a_site

HOUR = timedelta(hours=1)
TODAYS = PlannedInterruption(TODAY, "identity", NINE + HOUR, NINE + 2 * HOUR)
TOMORROWS = planned_by(c.InterruptService("identity", NINE + 25 * HOUR, NINE + 26 * HOUR), a_site())


def begun(lobby: Lobby, *planned: PlannedInterruption) -> list[PlannedInterruption]:
    return [*beginning(planned, lobby.day, lobby.site, lobby.now)]


def test_one_that_ends_before_it_begins_or_after_its_day_or_of_no_service_is_refused() -> None:
    def code(planned: PlannedInterruption) -> Code | None:
        told = refused(planned, a_site())
        return told.code if told else None

    assert code(TOMORROWS) is None
    assert code(TOMORROWS._replace(ends=TOMORROWS.begins)) is Code.INVALID
    assert code(TOMORROWS._replace(ends=TOMORROWS.ends + 24 * HOUR)) is Code.INVALID
    assert code(TOMORROWS._replace(service="passports")) is Code.UNKNOWN_SERVICE


def test_it_begins_with_its_day_and_not_before() -> None:
    lobby = Lobby()

    assert begun(lobby, TOMORROWS, TODAYS) == [TODAYS]
    assert to_come((TOMORROWS, TODAYS), lobby.day) == [TOMORROWS]


def test_one_by_hand_that_lasts_comes_to_its_end_first() -> None:
    """A hall that wakes: somebody interrupts at once, and the plan is looked up a moment later."""
    lobby = Lobby()
    lobby.ask(c.InterruptService("identity", NINE, NINE + HOUR / 2), "claire")

    assert begun(lobby, TODAYS) == []
    lobby.later(30)
    assert begun(lobby, TODAYS) == [TODAYS]


def test_one_that_is_over_known_or_of_no_service_any_more_begins_nothing() -> None:
    lobby = Lobby()
    gone = TODAYS._replace(service="passports")
    assert begun(lobby, gone, TODAYS._replace(ends=NINE)) == []
    lobby.ask(TODAYS.command, "system")

    assert begun(lobby, TODAYS) == []
