"""A day played again comes out as it was; and as the rules have it, under another organisation."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from server.domain import events as e
from server.domain.events import Event
from server.domain.lab.change import Change, Typical, script
from server.domain.lab.play import Played, play
from server.domain.lab.recorded import Recorded
from server.domain.lifecycle import State
from tests.domain.lab.days import MINUTE, Told, a_day, at, queued


def again(day: Recorded, change: Change | None = None) -> Played:
    return play(script(day, change or Change(), Typical({"civil": 5 * MINUTE}), "seed"))


def waits(told: Told) -> list[float]:
    tickets = again(a_day(told)).day.tickets.values()
    return [((t.first_called_at or t.taken_at) - t.taken_at) / MINUTE for t in tickets]


def test_an_unchanged_day_is_called_as_it_was() -> None:
    assert waits(queued([0, 1, 2, 40], 10)) == [0, 9, 18, 0]


def test_a_pause_waits_for_the_visit_and_is_as_long_as_it_was() -> None:
    told = [
        *queued([0, 1], 10),
        (20, e.CounterPaused("1", "nadia")),
        (50, e.CounterOpened("1", "nadia")),
    ]
    as_it_was = script(a_day(told), Change(), Typical(), "seed")
    slower = [replace(v, times={"identity": 15 * MINUTE}) for v in as_it_was.visitors]
    playing = play(replace(as_it_was, visitors=tuple(slower)))

    assert playing.day.seats["1"].since == at(60)


def test_who_gives_up_leaves_again_and_is_received_where_her_turn_comes_before() -> None:
    told: list[tuple[float, Event]] = [
        *queued([0], 10),
        (1, e.TicketTaken("A009", ("identity",), "fr", at(21))),
        (5, e.TicketLeft("A009")),
    ]

    assert again(a_day(told)).day.tickets["A009"].state is State.LEFT
    longer: Told = [(when + 6 * isinstance(event, e.TicketLeft), event) for when, event in told]
    assert again(a_day(longer)).day.tickets["A009"].state is State.SERVED


def test_a_transfer_and_a_return_are_lived_again() -> None:
    told: list[tuple[float, Event]] = [
        (0, e.CounterOpened("1", "nadia")),
        (0, e.CounterOpened("2", "paul")),
        (1, e.TicketTaken("A001", ("identity",), "fr", at(21))),
        (1, e.TicketCalled("A001", "1", "nadia", "next_due")),
        (6, e.TicketTransferred("A001", ("social",), at(1))),
        (6, e.TicketCalled("A001", "2", "paul", "already_received")),
        (26, e.ServiceFinished("A001", "2", "solved", ("social",))),
    ]
    playing = again(a_day(told))

    assert playing.day.tickets["A001"].ended_at == at(26)
    assert playing.busy == ((at(1), at(6)), (at(6), at(26)))


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_lost_and_the_same_day_comes_out_alike(seed: int) -> None:
    draws = random.Random(seed)
    arrivals = sorted(draws.uniform(0, 300) for _ in range(60))
    day = a_day(queued(arrivals, draws.uniform(3, 12)))
    one, other = again(day), again(day)

    assert one.day == other.day
    assert len(one.day.tickets) == 60
    assert {ticket.state for ticket in one.day.tickets.values()} == {State.SERVED}
