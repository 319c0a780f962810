"""Why it takes longer than was told: each cause, and when nothing is said."""

from __future__ import annotations

from datetime import timedelta

from server.domain import commands as c
from server.domain.forecast import Estimate
from server.domain.later import later_because
from server.domain.lifecycle import Action
from server.domain.refusal import Refusal
from server.domain.site import Agent
from server.domain.ticket import Ticket
from tests.domain.told_waits import Hall, busy
from tests.domain.world import a_site


def test_an_upper_end_that_has_hardly_moved_needs_no_word() -> None:
    hall = busy(3)
    hall.foresee(identity=30)
    ticket = hall.take("identity")

    assert later_because(hall, ticket, hall.wait(ticket)) is None


def moved(hall: Hall, ticket: Ticket) -> str | None:
    hall.foresee(identity=240)
    return later_because(hall, hall.day.tickets[ticket.number], hall.wait(ticket))


def two_counters() -> Hall:
    hall = Hall(a_site(agents={who: Agent(who, {"identity": 1}) for who in ("nadia", "paul")}))
    for counter, who in (("1", "nadia"), ("2", "paul")):
        hall.open(counter, who)
        hall.take("identity")
        hall.next(counter, who)
    hall.take("identity")
    hall.foresee(identity=30)
    return hall


def test_it_moved_because_a_counter_has_closed() -> None:
    hall = two_counters()
    ticket = hall.take("identity")
    hall.later(5)
    here = hall.day.at_counter("2")
    assert here is not None
    hall.move(here, Action.FINISH, "paul")
    assert not isinstance(hall.ask(c.PauseCounter("2"), "paul"), Refusal)

    assert moved(hall, ticket) == "counter_closed"


def test_it_moved_because_somebody_went_first_by_right() -> None:
    hall = two_counters()
    ticket = hall.take("identity")
    hall.later(5)
    hall.take("identity", priority=True)
    hall.next("2", "paul")

    assert moved(hall, ticket) == "priority"


def test_it_moved_because_those_before_take_longer() -> None:
    hall = two_counters()
    ticket = hall.take("identity")
    hall.later(5)

    assert moved(hall, ticket) == "longer_visits"


def test_who_asked_for_time_herself_is_told_nothing_of_the_kind() -> None:
    hall = two_counters()
    ticket = hall.take("identity")
    later = hall.day.tickets[ticket.number]._replace(away_until=hall.now + timedelta(minutes=20))

    assert later_because(hall, later, Estimate(200, 240, 300)) is None
