"""How long: a range from the work ahead, the same whether it was worked out before or not."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import commands as c
from server.domain.day import Day
from server.domain.forecast import Estimate, estimate, estimate_for
from server.domain.lifecycle import Action
from server.domain.policy import due_at
from server.domain.site import Agent, Site
from server.domain.staffing import PRIOR_VISITS, ServiceTime
from server.domain.ticket import Place, Ticket
from tests.domain.world import Lobby, a_service, a_site

CODES = tuple("abcdefg")
PEOPLE = {"1": "nadia", "2": "paul", "3": "sophie"}


def test_nobody_at_a_counter_that_answers_it_no_number_is_given() -> None:
    lobby = Lobby()
    ticket = lobby.take("social")
    lobby.open("1", "nadia")

    assert estimate(lobby.day, lobby.site, ticket, lobby.now) is None


def test_the_first_in_a_room_without_visitors_waits_next_to_nothing() -> None:
    lobby = Lobby()
    lobby.open()

    assert estimate(lobby.day, lobby.site, lobby.take(), lobby.now) == Estimate(0, 0, 5)


def test_two_counters_that_answer_it_halve_the_work() -> None:
    lobby = Lobby(a_site(agents={}))
    lobby.open("1", "nadia")
    for _ in range(4):
        ticket = lobby.take("identity")  # 15 minutes each
    alone = estimate(lobby.day, lobby.site, ticket, lobby.now)
    lobby.open("2", "paul")

    together = estimate(lobby.day, lobby.site, ticket, lobby.now)

    assert alone is not None and alone.likely == 45
    assert together is not None and together.likely == 22


def test_what_serving_really_takes_is_learnt_from_visit_to_visit() -> None:
    lobby = Lobby()
    lobby.open()
    for _ in range(PRIOR_VISITS):
        ticket = lobby.take("identity")
        lobby.next()
        lobby.later(45)
        lobby.move(ticket, Action.FINISH)
    lobby.take("identity")
    behind = lobby.take("identity")

    found = estimate(lobby.day, lobby.site, behind, lobby.now)

    assert found is not None and found.likely == 30  # half way from the 15 of the site file to 45


def test_a_new_site_file_counts_at_once() -> None:
    lobby = Lobby()
    lobby.open()
    lobby.take("identity")
    behind = lobby.take("identity")
    before = estimate(lobby.day, lobby.site, behind, lobby.now)
    slower = {**lobby.site.services, "identity": a_service("identity", "A", 30)}

    after = estimate(lobby.day, a_site(services=slower), behind, lobby.now)

    assert (before and before.likely, after and after.likely) == (15, 30)


MINUTES = st.integers(1, 40)
SKILLS = st.sets(st.sampled_from((*CODES, "no longer offered")), min_size=1)
DEEDS = st.tuples(
    st.sampled_from(("take", "take", "take", "two", "open", "open", "close", "call")),
    st.sampled_from(tuple(PEOPLE)),
    st.sampled_from(CODES),
    st.integers(0, 9),
)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    minutes=st.lists(MINUTES, min_size=len(CODES), max_size=len(CODES)),
    skills=st.lists(SKILLS, min_size=len(PEOPLE), max_size=len(PEOPLE)),
    deeds=st.lists(DEEDS, min_size=10, max_size=50),
)
def test_it_is_to_the_minute_what_is_worked_out_anew_each_time(
    minutes: list[int], skills: list[set[str]], deeds: list[tuple[str, str, str, int]]
) -> None:
    """A day lived for a while: counters open and close, people come, are called and go."""
    pairs = zip(PEOPLE.values(), skills, strict=True)
    services = zip(CODES, minutes, strict=True)
    site = a_site(
        services={code: a_service(code, code.upper(), each, 20) for code, each in services},
        agents={login: Agent(login, dict.fromkeys(sorted(known), 1)) for login, known in pairs},
    )
    lobby = Lobby(site)
    for deed, counter, service, halves in deeds:
        lobby.later(halves / 2)
        _do(lobby, deed, counter, service)
        _is_like_the_plain_one(lobby)


def _do(lobby: Lobby, deed: str, counter: str, service: str) -> None:
    who = PEOPLE[counter]
    commands: dict[str, c.Command] = {
        "open": c.OpenCounter(counter),
        "close": c.CloseCounter(counter),
        "call": c.CallNext(counter, "solved"),
    }
    if deed in commands:
        lobby.ask(commands[deed], who)
    else:
        lobby.take(*((service,) if deed == "take" else (service, CODES[0])))


def _is_like_the_plain_one(lobby: Lobby) -> None:
    day, site, now = lobby.day, lobby.site, lobby.now
    for ticket in day.waiting():
        assert estimate(day, site, ticket, now) == _plain(day, site, ticket)
    for code, service in site.services.items():
        place = (due_at(site.policy, service, now), now, len(day.tickets), "")
        assert estimate_for(day, site, code, place) == _plain_for(day, site, code, place)


def _plain(day: Day, site: Site, ticket: Ticket) -> Estimate | None:
    found = [_plain_for(day, site, service, ticket.place) for service in ticket.remaining]
    return min(filter(None, found), key=lambda e: e.likely, default=None)


def _plain_for(day: Day, site: Site, service: str, place: Place) -> Estimate | None:
    """Every minute added up from the counters as they are; nothing is remembered."""
    answered = _answered(day, site)
    if service not in answered:
        return None
    ours, work = answered[service], 0.0
    for other, counters in answered.items():
        if shared := len(ours & counters):
            ahead = day.queues.ahead_in(other, place)
            work += ahead * _minutes(day, site, other) * shared / len(counters)
    if all(day.seat(code).ticket for code in ours):
        work += _minutes(day, site, service) / 2
    likely = work / len(ours)
    low, high = int(likely * 0.6 / 5) * 5, -int(-likely * 1.4 // 5) * 5
    return Estimate(low, round(likely), max(5, high))


def _answered(day: Day, site: Site) -> Mapping[str, set[str]]:
    answered: dict[str, set[str]] = {}
    for code in site.services:
        for seat in day.open_seats():
            if code in site.skills_of(seat.agent or ""):
                answered.setdefault(code, set()).add(seat.code)
    return answered


def _minutes(day: Day, site: Site, service: str) -> float:
    measured = day.staffing.times.get(service, ServiceTime())
    total = measured.minutes + PRIOR_VISITS * site.services[service].minutes
    return total / (measured.count + PRIOR_VISITS)
