"""Still today, or perhaps not: a wait beside the hour of closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain import commands as c
from server.domain.closing import (
    LastCall,
    Prospect,
    closing_soon,
    gives_a_ticket,
    last_call,
    received_before,
)
from server.domain.forecast import Estimate
from server.domain.hours import Hours, Opening
from server.domain.refusal import Code, Refusal
from server.domain.roster import Shift
from server.domain.site import Policy
from tests.domain.world import NINE, Lobby, a_site, person


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("left", "answer"),
    [(60, "yes"), (40, "yes"), (39, "perhaps"), (30, "perhaps"), (29, "unlikely"), (0, "unlikely")],
)
def test_a_wait_is_compared_with_what_is_left(left: int, answer: Prospect) -> None:
    wait = Estimate(20, 30, 40)

    assert received_before(NINE + minutes(left), NINE, wait) == answer


def test_what_never_closes_always_receives() -> None:
    assert received_before(None, NINE, Estimate(20, 30, 400)) == "yes"


def test_without_anybody_at_a_counter_nothing_is_promised() -> None:
    assert received_before(NINE + minutes(60), NINE, None) == "nobody"


@pytest.mark.parametrize(
    ("policy", "given"),
    [
        (Policy(), {"yes", "perhaps", "unlikely", "nobody"}),
        (Policy(serve_after_closing=False), {"yes", "perhaps", "nobody"}),
        (Policy(ticket_when_unsure=False), {"yes", "nobody"}),
    ],
)
def test_the_site_says_who_gets_a_ticket(policy: Policy, given: set[Prospect]) -> None:
    answers: tuple[Prospect, ...] = ("yes", "perhaps", "unlikely", "nobody")

    assert {a for a in answers if gives_a_ticket(policy, a)} == given


def test_closing_is_near_in_the_last_minutes_alone() -> None:
    policy, opening = Policy(closing_soon=15), Opening(True, NINE + minutes(15))

    assert closing_soon(policy, opening, NINE) == NINE + minutes(15)
    assert closing_soon(policy, opening, NINE - minutes(1)) is None
    assert closing_soon(policy, Opening(False, NINE + minutes(5)), NINE) is None
    assert closing_soon(policy, Opening(True, None), NINE) is None


def a_full_lobby(ticket_when_unsure: bool = True) -> Lobby:
    """Closing in 20 minutes; whoever comes next waits likely 15 minutes, perhaps 25."""
    policy = Policy(ticket_when_unsure=ticket_when_unsure)
    site = a_site(hours="Mo-Fr 08:00-09:20", policy=policy)
    lobby = Lobby(site)
    lobby.open()
    lobby.take("identity")
    return lobby


def test_a_ticket_is_given_all_the_same_unless_the_site_says_otherwise() -> None:
    wish = c.TakeTicket(("identity",))

    assert a_full_lobby().take("identity").number == "A002"
    refused = a_full_lobby(ticket_when_unsure=False).refused(wish, "kiosk")
    assert refused is Code.TOO_LATE_TODAY


def test_a_service_that_pauses_and_comes_back_closes_in_the_evening() -> None:
    hours = "Mo-Fr 08:00-10:00,11:00-17:00"
    identity = replace(a_site().services["identity"], hours=hours)
    site = a_site(hours="Mo-Fr 08:00-18:00", services={"identity": identity})

    assert Hours(site).closes("identity", NINE) == NINE + timedelta(hours=8)


def test_a_house_that_shuts_for_lunch_closes_at_noon() -> None:
    site = a_site(hours="Mo-Fr 08:00-12:00,14:00-18:00")

    assert Hours(site).closes("identity", NINE) == NINE + timedelta(hours=3)


def test_a_service_that_ends_before_the_house_closes_with_its_own_hours() -> None:
    identity = replace(a_site().services["identity"], hours="Mo-Fr 08:00-16:00")
    site = a_site(hours="Mo-Fr 08:00-18:00", services={"identity": identity})

    assert Hours(site).closes("identity", NINE) == NINE + timedelta(hours=7)
    assert Hours(site).closes("identity", NINE + timedelta(hours=8)) is None


CLOSES = NINE + minutes(120)


def planned(*ends: int, agent: str = "nadia") -> Lobby:
    """Nadia alone is at work; she, or whoever is named, is planned until then."""
    lobby = Lobby(a_site(policy=Policy(ticket_when_unsure=False)))
    lobby.open()
    shifts = [Shift(agent, "1", NINE - minutes(60), NINE + minutes(end)) for end in ends]
    lobby.waits.shifts = shifts
    return lobby


def at_the_last(lobby: Lobby, closes: bool = True) -> LastCall:
    scene = lobby.scene(person("kiosk"))
    return last_call(scene, lobby.waits, "identity", CLOSES if closes else None)


def test_nobody_is_received_after_the_last_who_is_planned_has_left() -> None:
    until = NINE + minutes(30)

    assert at_the_last(planned(30)) == LastCall(until, until)
    assert at_the_last(planned(30), closes=False) == LastCall(until, until)


def test_who_is_planned_until_closing_or_in_no_plan_stays_to_the_end() -> None:
    for lobby in (planned(), planned(120), planned(180), planned(-30, agent="paul")):
        assert at_the_last(lobby) == LastCall(CLOSES, None)


def test_a_formula_is_given_the_time_that_all_who_come_will_have() -> None:
    lobby = planned(30)
    helper = Shift("nadia", "1", NINE + minutes(60), CLOSES)
    lobby.waits.shifts = [*lobby.waits.shifts, helper]

    assert at_the_last(lobby) == LastCall(NINE + minutes(90), None)


def test_no_ticket_for_after_the_last_shift_where_the_site_does_not_want_it() -> None:
    wish = c.TakeTicket(("identity",))
    for end, refused in ((300, False), (20, True)):
        lobby = planned(end)
        lobby.ask(wish, "kiosk")  # she is planned long enough for one
        told = lobby.ask(wish, "kiosk")
        assert isinstance(told, Refusal) == refused, told
