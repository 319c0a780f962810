"""What is foreseen of a day, as whoever asks would notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given

from server.domain.appointments import Appointment
from server.domain.foresight import Draws, Expected, foresee
from server.domain.foresight.play import Future
from server.domain.site import Agent, Policy
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import any_moment, expected
from tests.domain.world import Lobby, a_site

HOUR = timedelta(hours=1)
FEW = Draws(runs=12)


def a_day(*services: str) -> Lobby:
    lobby = Lobby()
    lobby.open("2", "paul")
    for service in services:
        lobby.take(service)
        lobby.later(0.1)
    return lobby


@many
@given(ANY_DAY)
def test_the_same_day_and_seed_give_the_same_answer_and_the_day_stays_as_it_is(seed: int) -> None:
    lobby = any_moment(Random(seed))
    before, wanted = lobby.day.copy(), expected(lobby)

    first = foresee(lobby.day, lobby.site, lobby.now, wanted, FEW)

    assert first == foresee(lobby.day, lobby.site, lobby.now, wanted, FEW)
    assert lobby.day == before


@many
@given(ANY_DAY)
def test_ends_are_in_order_and_shares_are_shares(seed: int) -> None:
    lobby = any_moment(Random(seed))
    told = foresee(lobby.day, lobby.site, lobby.now, expected(lobby), FEW)

    for outlook in (*told.tickets.values(), *told.newcomers.values()):
        assert 0 <= outlook.before_closing <= outlook.called <= 1
        assert (outlook.wait is None) == (outlook.called < 0.5)
        if outlook.wait:
            assert 0 <= outlook.wait.low <= outlook.wait.likely <= outlook.wait.high


@many
@given(ANY_DAY)
def test_a_newcomer_is_told_what_she_would_be_told_with_a_ticket(seed: int) -> None:
    """She holds up nobody while she only asks; once she has a ticket, she is called then."""
    lobby = any_moment(Random(seed))
    service = Random(seed).choice([*lobby.site.services])
    asked = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + HOUR), Draws(runs=1))
    ticket = lobby.take(service)
    taken = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + HOUR), Draws(runs=1))

    assert asked.newcomers[service].called == taken.tickets[ticket.number].called


@many
@given(ANY_DAY)
def test_the_same_is_said_where_nobody_asks_how_the_day_ends(seed: int) -> None:
    lobby = any_moment(Random(seed))
    whole = foresee(lobby.day, lobby.site, lobby.now, expected(lobby), FEW)
    short = replace(FEW, to_the_end=False)

    assert foresee(lobby.day, lobby.site, lobby.now, expected(lobby), short) == replace(
        whole, runs=()
    )


def test_a_day_of_three_visitors_and_one_counter() -> None:
    lobby = a_day("civil", "civil", "civil")
    told = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + HOUR))

    likely = [told.tickets[n].wait.likely for n in ("B001", "B002", "B003")]  # type: ignore[union-attr]
    assert likely[0] == 0 < likely[1] < likely[2]
    assert {run.served_before_closing for run in told.runs} <= {2, 3}
    assert {run.not_called for run in told.runs} == {0}


def test_a_service_that_nobody_answers_has_no_number() -> None:
    lobby = a_day("identity")
    told = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + HOUR))

    assert told.tickets["A001"].wait is None
    assert told.newcomers["identity"].wait is None
    assert told.newcomers["identity"].before_closing == 0
    assert told.newcomers["civil"].wait is not None


def test_whether_a_newcomer_can_still_be_served_before_closing() -> None:
    lobby = a_day(*["social"] * 6)

    def share(minutes: int, site: object = lobby.site) -> float:
        closes = lobby.now + timedelta(minutes=minutes)
        told = foresee(lobby.day, lobby.site, lobby.now, Expected(closes))
        return told.newcomers["social"].before_closing

    assert share(10) == 0 < share(180) < share(600) == 1


def test_where_nobody_is_called_after_closing_the_last_wait_for_nothing() -> None:
    lobby = a_day(*["social"] * 6)
    site = replace(lobby.site, policy=Policy(serve_after_closing=False))
    told = foresee(lobby.day, site, lobby.now, Expected(lobby.now + timedelta(minutes=5)))

    assert told.tickets["S006"].wait is None
    assert all(run.not_called >= 4 for run in told.runs)


def test_legal_priority_and_an_appointment_go_before() -> None:
    lobby = a_day(*["social"] * 4)
    closes, hour = lobby.now + 8 * HOUR, lobby.now
    plain = foresee(lobby.day, lobby.site, lobby.now, Expected(closes))
    booked = [Appointment(str(n), f"CODE{n}", hour, ("social",)) for n in range(3)]
    with_booked = foresee(lobby.day, lobby.site, lobby.now, Expected(closes, appointments=booked))

    assert _likely(plain.with_priority["social"]) < _likely(plain.newcomers["social"])
    assert _likely(plain.tickets["S004"]) < _likely(with_booked.tickets["S004"])


def test_an_expert_is_kept_for_those_who_need_her() -> None:
    """The formula before counted her for both services alike."""
    agents = {
        "nadia": Agent("nadia", {"identity": 2, "civil": 2}),
        "paul": Agent("paul", {"civil": 1}),
    }
    lobby = Lobby(a_site(agents=agents))
    lobby.open("1", "nadia")
    lobby.open("2", "paul")
    for service in ("civil", "civil", "identity", "identity", "civil"):
        lobby.take(service)
    told = foresee(lobby.day, lobby.site, lobby.now, Expected(lobby.now + HOUR))

    assert _likely(told.tickets["A001"]) == 0
    assert _likely(told.tickets["B002"]) > 0


def test_a_clock_set_back_is_the_last_fact_s() -> None:
    lobby = a_day("civil", "civil")
    expected = Expected(lobby.now + HOUR)

    back = foresee(lobby.day, lobby.site, lobby.now - 3 * HOUR, expected)

    assert lobby.day.last_at is not None
    assert back == foresee(lobby.day, lobby.site, lobby.day.last_at, expected)


def test_as_many_come_as_are_expected() -> None:
    lobby = a_day()
    wanted = Expected(lobby.now + 2 * HOUR, arrivals={(9, "civil"): 6.0, (10, "civil"): 12.0})
    future = Future(lobby.day, lobby.site, lobby.now, wanted)

    come = sum(len([*future.arrivals(Random(seed))]) for seed in range(400)) / 400
    assert 17 < come < 19


def _likely(outlook: object) -> float:
    wait = outlook.wait  # type: ignore[attr-defined]
    assert wait is not None
    return float(wait.likely)
