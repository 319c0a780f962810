"""What every screen says of a wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain import commands as c
from server.domain.events import TicketTaken
from server.domain.forecast import Estimate, estimate_for
from server.domain.foresight import Foresight, Outlook, WaitAhead
from server.domain.lifecycle import Action
from server.domain.promise import Choices, Shares, first_promiser
from server.domain.promise.following import DayWatch
from server.domain.refusal import Refusal
from server.domain.site import Agent
from server.domain.ticket import Ticket, ToldWait
from server.domain.waits import AT_ONCE, Waits, later_because, newcomer_place
from tests.domain.promise.hall import a_brought
from tests.domain.world import TODAY, Lobby, a_site

PROMISER = first_promiser(a_brought(), Choices(shares=Shares(early=0.03, late=0.1)))


def around(wait: float) -> Outlook:
    return Outlook(WaitAhead(0.5 * wait, wait, 1.5 * wait), 1.0, 1.0)


class Hall(Lobby):
    """A lobby whose waits are foreseen and learned."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.waits = Waits(DayWatch("mairie", TODAY, "UTC"), PROMISER)

    def foresee(self, **newcomers: float) -> None:
        """All of these services take so long."""
        foresight = Foresight(
            at=self.now,
            tickets={t.number: around(newcomers[t.services[0]]) for t in self.day.waiting()},
            newcomers={code: around(wait) for code, wait in newcomers.items()},
            with_priority={},
            runs=(),
        )
        self.waits.look_ahead(foresight, {code: self.formula(code) for code in newcomers})

    def formula(self, service: str) -> int:
        place = newcomer_place(self, service)
        found = estimate_for(self.day, self.site, service, place)
        return found.likely if found else 0

    def wait(self, ticket: Ticket) -> Estimate:
        found = self.waits.of_ticket(self, self.day.tickets[ticket.number])
        assert found is not None
        return found


def busy(visitors: int = 1) -> Hall:
    """Everybody is at work, and so many wait."""
    hall = Hall()
    hall.open()
    hall.take("identity")
    hall.next()
    for _ in range(visitors):
        hall.take("identity")
    return hall


def test_nobody_answers_it_and_no_number_is_given() -> None:
    hall = busy()

    assert hall.waits.of_newcomer(hall, "social") is None
    assert hall.waits.told(hall, "social") is None


def test_a_free_counter_and_nobody_before_is_at_once() -> None:
    hall = Hall()
    hall.open()

    assert hall.waits.of_newcomer(hall, "identity") == AT_ONCE


def test_what_was_foreseen_is_what_is_said_within_its_margins() -> None:
    hall = busy()
    hall.foresee(identity=30)
    said = hall.wait(next(iter(hall.day.waiting())))

    assert said.likely == 30
    assert said.low <= 15 and said.high >= 45
    assert said.low % 5 == said.high % 5 == 0


def test_it_grows_shorter_as_time_passes() -> None:
    hall = busy()
    hall.foresee(identity=60)
    ticket = next(iter(hall.day.waiting()))
    before = hall.wait(ticket)
    hall.later(12)
    after = hall.wait(ticket)

    assert after.likely == before.likely - 12


def test_the_lower_end_once_shown_never_comes_earlier() -> None:
    hall = busy()
    hall.foresee(identity=90)
    ticket = next(iter(hall.day.waiting()))
    first = hall.wait(ticket)
    assert first.low > 10
    hall.later(5)
    hall.foresee(identity=10)
    then = hall.wait(ticket)

    assert then.low == first.low - 5
    assert then.low <= then.likely <= then.high


def test_nor_earlier_than_what_kiosk_and_paper_said_though_the_server_began_anew() -> None:
    hall = busy()
    hall.foresee(identity=90)
    ticket = hall.take("identity")
    assert ticket.told is not None and ticket.told.low > 10
    hall.waits = Waits(hall.waits.watch, PROMISER)
    hall.foresee(identity=5)

    assert hall.wait(ticket).low == ticket.told.low


def test_what_the_visitor_was_told_stays_with_her_ticket() -> None:
    hall = busy()
    hall.foresee(identity=40)
    said = hall.waits.of_newcomer(hall, "identity")
    ticket = hall.take("identity")
    fact = hall.facts[-1].event

    assert said is not None
    assert ticket.told == ToldWait(said.low, said.likely, said.high, 1)
    assert isinstance(fact, TicketTaken) and fact.foreseen == (20, 40, 60)


@pytest.mark.parametrize("visitors", [1, 3, 9])
def test_who_comes_after_a_playing_on_waits_for_those_who_came_since(visitors: int) -> None:
    hall = busy(0)
    hall.foresee(identity=10)
    alone = hall.waits.of_newcomer(hall, "identity")
    for _ in range(visitors):
        hall.take("identity")
    behind = hall.waits.of_newcomer(hall, "identity")

    assert alone is not None and behind is not None
    assert behind.likely >= alone.likely + 10 * visitors


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


def test_without_anything_learned_a_formula_answers() -> None:
    hall = busy()
    hall.waits = replace(hall.waits, promiser=None)
    ticket = next(iter(hall.day.waiting()))

    assert hall.wait(ticket) == hall.waits.of_ticket(hall, ticket)
    assert hall.wait(ticket).likely == 8
