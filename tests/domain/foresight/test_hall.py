"""One run, against what is known of queues: Erlang C, an independent simulator, Little's law."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import fmean

import ciw  # type: ignore[import-untyped]
import pytest
from hypothesis import given

from server.domain import commands as c
from server.domain.foresight import Expected
from server.domain.foresight.durations import MINUTE
from server.domain.foresight.hall import Hall
from server.domain.foresight.play import Future
from server.domain.foresight.start import What
from server.domain.lifecycle import Action
from server.domain.site import Agent, Policy
from tests.domain.fair_days import ANY_DAY, many
from tests.domain.foresight.any_moment import Beside, any_moment, expected, played
from tests.domain.world import Lobby, a_service, a_site

COUNTERS, MINUTES, PER_HOUR = 3, 10.0, 14.4
"""Three counters that are busy for four fifths of the time."""
LONG, WARM = 4000, 100
"""Hours."""


def _waits(seed: int, priority_share: float = 0.0) -> dict[bool, list[float]]:
    """Minutes, of those with legal priority and of the others, in a hall that never closes."""
    site = a_site(
        policy=Policy(target_wait=100_000, priority_run=100_000),
        services={"a": a_service("a", "A", 10, 100_000)},
        agents={},
    )
    lobby = Lobby(site)
    for counter in "123":
        lobby.open(counter, f"agent{counter}")
    arrivals = {(hour, "a"): PER_HOUR for hour in range(24)}
    wanted = Expected(lobby.now + timedelta(hours=LONG), arrivals=arrivals,
                      priority_share=priority_share)  # fmt: skip
    future, draws = Future(lobby.day, site, lobby.now, wanted), Random(seed)
    future.start.tables["a"] = tuple(
        round(-math.log(1 - (i + 0.5) / 20_000) * MINUTES * MINUTE) for i in range(20_000)
    )
    hall = Hall(future.start, draws, arrivals=future.arrivals(Random(seed)))
    hall.play()
    waits: dict[bool, list[float]] = {True: [], False: []}
    for standing in hall.arrivals:
        if standing[1] > WARM * 60 * MINUTE:
            favoured = future.start.lines.kinds[standing[4]].priority
            waits[favoured].append((hall.called[standing[3]] - standing[1]) / MINUTE)
    return waits


def _erlang_c() -> float:
    """The mean wait in minutes."""
    offered = PER_HOUR / 60 * MINUTES
    busy = offered / COUNTERS
    last = offered**COUNTERS / math.factorial(COUNTERS) / (1 - busy)
    wait = last / (sum(offered**k / math.factorial(k) for k in range(COUNTERS)) + last)
    return wait * MINUTES / (COUNTERS - offered)


def test_the_textbook_s_hall_is_what_erlang_says() -> None:
    """Within three standard errors of eight runs."""
    means = [fmean(_waits(seed)[False]) for seed in range(8)]
    error = (sum((each - fmean(means)) ** 2 for each in means) / 7 / 8) ** 0.5

    assert fmean(means) == pytest.approx(_erlang_c(), abs=3 * error)
    assert error < 0.03 * _erlang_c()


def test_two_classes_wait_as_long_as_in_an_independent_simulator() -> None:
    ours = _waits(1, priority_share=0.3)
    theirs = _by_ciw(0.3)

    assert fmean(ours[True]) == pytest.approx(theirs[True], rel=0.08)
    assert fmean(ours[False]) == pytest.approx(theirs[False], rel=0.08)


def _by_ciw(share: float) -> dict[bool, float]:
    rate = PER_HOUR / 60
    network = ciw.create_network(
        arrival_distributions={
            "card": [ciw.dists.Exponential(rate * share)],
            "plain": [ciw.dists.Exponential(rate * (1 - share))],
        },
        service_distributions={
            kind: [ciw.dists.Exponential(1 / MINUTES)] for kind in ("card", "plain")
        },
        number_of_servers=[COUNTERS],
        priority_classes={"card": 0, "plain": 1},
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(LONG * 60)
    records = [r for r in simulation.get_all_records() if r.arrival_date > WARM * 60]
    return {
        favoured: fmean(r.waiting_time for r in records if r.customer_class == kind)
        for favoured, kind in ((True, "card"), (False, "plain"))
    }


@many
@given(ANY_DAY)
def test_little_s_law_holds_on_every_run(seed: int) -> None:
    """All waits together are the number who wait, summed up over the time."""
    lobby = any_moment(Random(seed))
    lobby.site = replace(lobby.site, agents={})  # everybody answers all: nobody comes back
    run = played(lobby, expected(lobby), seed)
    began = lobby.now
    there = {t.number: began for t in lobby.day.waiting() if not t.is_away(began)}
    there |= {t.number: t.away_until for t in lobby.day.waiting() if t.is_away(began)}  # type: ignore[misc]
    there |= {f"~{n}": when for n, (when, *_) in enumerate(run.come, 1)}
    beside = Beside(lobby, run)

    beside.live()

    calls = run.hall.called.items()
    waits = [began + timedelta(microseconds=at) - there[n] for n, at in calls if n in there]
    if run.hall.waiting() == 0:
        assert sum(waits, timedelta()) == beside.waited


@many
@given(ANY_DAY)
def test_nobody_whom_somebody_can_answer_is_left_when_all_is_over(seed: int) -> None:
    lobby = any_moment(Random(seed))
    run = played(lobby, expected(lobby), seed)

    left = {run.hall.start.lines.kinds[s[4]] for heap in run.hall.heaps for s in heap}
    there = [desk for desk in run.hall.desks.values() if desk.sitting]
    for kind in left:
        assert kind.kept_for not in {desk.sitting.counter for desk in there if desk.sitting}
        if kind.kept_for is None:
            assert not any(
                lobby.site.skills_of(desk.sitting.agent) & set(kind.remaining)
                for desk in there
                if desk.sitting
            )


def test_what_happens_in_the_same_moment_has_an_order() -> None:
    assert [*What] == [What.TURNS, What.DONE, What.LEAVES, What.OPENS, What.BACK, What.ENTERS]


def test_who_is_sent_to_a_colleague_for_one_thing_waits_on_for_the_other() -> None:
    """Also where the colleague answers neither."""
    lobby = Lobby(a_site(agents={"nadia": Agent("nadia", {"identity": 1})}))
    lobby.open("1", "nadia")
    ticket = lobby.take("civil", "social")
    lobby.ask(c.MoveTicket(ticket.number, Action.TRANSFER, counter="1"), "claire")
    lobby.open("3", "sophie")
    run = played(lobby, Expected(lobby.now + timedelta(hours=1)), 1)

    told = [(deed.what, deed.counter) for deed in run.story if deed.number == ticket.number]
    assert told == [("call", "1"), ("done", "1"), ("call", "3"), ("done", "3")]
