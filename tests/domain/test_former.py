"""What a site file loses in mid-day stays for whoever is there, and for nobody else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import commands as c
from server.domain.day import Call
from server.domain.former import following, lacks
from server.domain.lifecycle import OPEN, Action, State
from server.domain.refusal import Code, Refusal
from server.domain.site import Agent, Site
from tests.domain.world import Lobby, a_site

PEOPLE = {"1": "nadia", "2": "paul", "3": "sophie"}
"""Sophie has no line in the site file and answers everything."""


def smaller(site: Site, services: set[str], counters: set[str]) -> Site:
    """Without these: no agent can answer them any more."""
    return replace(
        site,
        services={code: it for code, it in site.services.items() if code not in services},
        counters={code: it for code, it in site.counters.items() if code not in counters},
        agents={
            login: Agent(login, {s: n for s, n in agent.skills.items() if s not in services})
            for login, agent in site.agents.items()
        },
    )


def load(lobby: Lobby, site: Site) -> None:
    lobby.site = following(site, lobby.site)


def test_a_service_that_is_gone_is_called_by_those_who_could_and_taken_by_nobody() -> None:
    lobby = Lobby()
    ticket, other = lobby.take("social"), lobby.take("identity")
    load(lobby, smaller(lobby.site, {"social"}, set()))
    lobby.open("1", "nadia")
    lobby.open("2", "paul")

    assert lobby.refused(c.TakeTicket(("social",)), "kiosk") is Code.UNKNOWN_SERVICE
    more = c.MoveTicket(other.number, Action.ADD_SERVICE, service="social")
    assert lobby.refused(more, "nadia") is Code.UNKNOWN_SERVICE
    mine = c.MoveTicket(ticket.number, Action.CALL)
    assert lobby.refused(mine, "nadia") is Code.NOT_YOUR_SKILL
    assert lobby.next("2", "paul") == lobby.day.tickets[ticket.number]


def test_priority_can_still_be_given() -> None:
    lobby = Lobby()
    ticket = lobby.take("social")
    load(lobby, smaller(lobby.site, {"social"}, set()))

    assert lobby.move(ticket, Action.PRIORITY).due == ticket.taken_at


def test_what_nobody_in_the_file_could_answer_is_answered_by_all() -> None:
    site = a_site()
    without_paul = replace(smaller(site, {"social"}, set()), agents={"nadia": site.agents["nadia"]})

    assert "social" in following(without_paul, site).skills_of("nadia")


def test_a_counter_that_is_gone_is_its_agents_until_she_leaves_it() -> None:
    lobby = Lobby()
    lobby.open("1", "nadia")
    first, second = lobby.take(), lobby.take()
    lobby.next("1")
    lobby.move(second, Action.TRANSFER, counter="1")
    load(lobby, smaller(lobby.site, set(), {"1"}))

    assert lobby.refused(c.OpenCounter("1"), "paul") is Code.COUNTER_TAKEN
    assert lobby.move(first, Action.FINISH).state is State.SERVED
    lobby.open("2", "nadia")
    assert lobby.refused(c.OpenCounter("1"), "nadia") is Code.UNKNOWN_COUNTER
    called = lobby.next("2", "nadia")
    assert called is not None
    assert called.number == second.number


def test_a_service_that_comes_back_is_as_the_new_file_has_it() -> None:
    site = a_site()
    gone = following(smaller(site, {"social"}, set()), site)

    assert gone != site
    assert following(site, gone) == site


def test_of_two_older_files_the_newer_is_believed() -> None:
    old, newer = a_site(), a_site()
    newer = replace(newer, services={**newer.services, "social": replace(
        newer.services["social"], minutes=7)})  # fmt: skip
    now = smaller(newer, {"social"}, set())

    assert following(following(now, newer), old).services_today["social"].minutes == 7
    assert following(now, following(newer, old)).services_today["social"].minutes == 7


def test_somebody_who_came_for_what_no_file_seen_yet_tells_is_noticed() -> None:
    lobby = Lobby()
    lobby.take("social")
    lobby.open("1")
    here = lobby.day.tickets.values(), lobby.day.seats.values(), lobby.day.calls
    assert not lacks(lobby.site, *here)

    for service, counter in (({"social"}, set()), (set(), {"1"})):
        now = smaller(lobby.site, service, counter)
        assert lacks(now, *here)
        assert not lacks(following(now, lobby.site), *here)


def test_a_call_to_a_counter_that_no_file_seen_yet_tells_is_noticed() -> None:
    """Whoever was called there has been served elsewhere since: the board still shows the call."""
    lobby = Lobby()
    call = Call(1, "A001", "1", lobby.now, again=False)

    assert lacks(smaller(lobby.site, set(), {"1"}), (), (), [call])
    assert not lacks(lobby.site, (), (), [call])


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            (Action.PARK, Action.REQUEUE, Action.TRANSFER, Action.SERVE, Action.NO_SHOW, None)
        ),
        st.sampled_from(("identity", "civil", "social")),
        st.sampled_from("123"),
    ),
    min_size=1,
    max_size=8,
)
LOST = st.tuples(
    st.sets(st.sampled_from(("identity", "civil", "social")), max_size=3),
    st.sets(st.sampled_from("123"), max_size=3),
    st.sets(st.sampled_from(("nadia", "paul")), max_size=2),
)


@settings(max_examples=150, deadline=None)
@given(deeds=DEEDS, files=st.lists(LOST, min_size=1, max_size=3))
def test_whatever_a_file_loses_everybody_here_can_be_served_to_the_end(
    deeds: list[tuple[Action | None, str, str]],
    files: list[tuple[set[str], set[str], set[str]]],
) -> None:
    lobby = Lobby()
    for counter, agent in PEOPLE.items():
        lobby.open(counter, agent)
    for deed, service, counter in deeds:
        _come_and(lobby, deed, service, counter)

    for services, counters, agents in files:
        file = smaller(a_site(), services, counters)
        left = {login: it for login, it in file.agents.items() if login not in agents}
        load(lobby, replace(file, agents=left))

    for counter, agent in PEOPLE.items():
        _serve_all(lobby, counter, agent)
    assert [t for t in lobby.day.tickets.values() if t.state in OPEN] == []


def _come_and(lobby: Lobby, deed: Action | None, service: str, counter: str) -> None:
    """Somebody takes a ticket, and is as far as this when the file changes."""
    ticket, agent = lobby.take(service), PEOPLE[counter]
    if deed is Action.TRANSFER:
        lobby.ask(c.MoveTicket(ticket.number, deed, counter=counter), "claire")
    elif deed is not None:
        lobby.ask(c.MoveTicket(ticket.number, Action.CALL), agent)
        lobby.ask(c.MoveTicket(ticket.number, deed), agent)


def _serve_all(lobby: Lobby, counter: str, agent: str) -> None:
    """Who is here, who waits, and who was set aside or absent."""
    while here := lobby.day.at_counter(counter):
        lobby.move(here, Action.FINISH, agent)
        assert not isinstance(lobby.ask(c.CallNext(counter), agent), Refusal)
    for ticket in [*lobby.day.tickets.values()]:
        resumed = c.MoveTicket(ticket.number, Action.RESUME)
        if not isinstance(lobby.ask(resumed, agent), Refusal):
            lobby.move(ticket, Action.FINISH, agent)
    while called := lobby.next(counter, agent):
        lobby.move(called, Action.FINISH, agent)
