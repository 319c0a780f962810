"""What is seen of a reception: whom a service may be told to, and which of two times counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from display.painting import board_page
from display.picture import board_picture
from kiosk.held import held
from server.application.sight import Sight
from server.application.views import site_view
from server.counter.picture import ROWS, counter_picture
from server.counter.rows import row
from server.domain.lifecycle import Action
from server.domain.papers import PrintJob
from server.domain.rest import Advice
from server.domain.site import Agent, Board, Constraints, Site
from server.domain.ticket import Ticket
from server.paper.ticket import ticket_job
from server.phone.picture import phone_page, phone_picture
from server.protocol.printing import TicketDocument
from tests.domain.world import NINE, Lobby, a_site
from tests.worlds.sights import sight_of

HALL = Board("hall", ("hall",))
SECRET = "Aide sociale"
OPEN_AT_NINE = "Mo-Fr 09:00-17:00"


def discreet_site(**changes: object) -> Site:
    """Where nobody is to know who comes for social aid, nor with which papers."""
    site = a_site(**changes)
    social = replace(
        site.services["social"],
        name={"fr": SECRET},
        confidential=True,
        documents=({"fr": "Avis d’imposition"},),
    )
    identity = replace(site.services["identity"], documents=({"fr": "Deux photos"},))
    return replace(site, services={**site.services, "identity": identity, "social": social})


@pytest.fixture
def lobby() -> Lobby:
    lobby = Lobby(discreet_site())
    lobby.open()
    return lobby


def board(sight: Sight, ticket: Ticket) -> Any:
    return board_page(sight, HALL), board_picture(sight, HALL)


def phone(sight: Sight, ticket: Ticket) -> Any:
    picture = phone_picture(sight, ticket.number)
    assert picture is not None
    return picture.services


def paper(sight: Sight, ticket: Ticket) -> TicketDocument:
    job = PrintJob("job", ticket.number, "ticket", "hall", NINE)
    document = ticket_job(sight, job, "http://mairie.example").document
    assert isinstance(document, TicketDocument)
    return document


def kiosk(sight: Sight, ticket: Ticket) -> Any:
    return held(sight, sight.reception.token(ticket.number))


@pytest.mark.parametrize("screen", [board, phone, paper, kiosk])
@pytest.mark.parametrize("services", [("social",), ("identity", "social")])
def test_nobody_reads_who_waits_for_a_confidential_service(
    lobby: Lobby, screen: Any, services: tuple[str, ...]
) -> None:
    ticket = lobby.take(*services)

    shown = repr(screen(sight_of(lobby), ticket))

    assert SECRET not in shown and "Avis d’imposition" not in shown


def test_who_waits_for_a_confidential_service_is_counted_with_everybody(lobby: Lobby) -> None:
    lobby.take("social")

    assert board_page(sight_of(lobby), HALL).waiting == 1


def test_a_phone_still_names_the_other_service_and_a_paper_names_none(lobby: Lobby) -> None:
    """Half a list on paper would tell that something was left out."""
    ticket, sight = lobby.take("identity", "social"), sight_of(lobby)

    (passage,) = paper(sight, ticket).passages

    assert phone(sight, ticket) == ("identity",)
    assert (passage.service, passage.documents) == (None, [])


def test_what_is_not_confidential_is_named_everywhere(lobby: Lobby) -> None:
    ticket, sight = lobby.take("identity"), sight_of(lobby)

    (passage,) = paper(sight, ticket).passages

    assert (passage.service, passage.documents) == ("identity", ["Deux photos"])
    assert phone(sight, ticket) == ("identity",)
    assert [letter.name for letter in board_page(sight, HALL).letters] == ["identity"]


def test_the_agent_who_receives_somebody_reads_why_she_comes(lobby: Lobby) -> None:
    ticket = lobby.take("social")

    assert list(row(sight_of(lobby), ticket).services) == [SECRET]


def test_after_a_clock_that_was_wrong_it_is_closed_by_the_clock_and_waited_by_the_day() -> None:
    lobby = Lobby(discreet_site(hours=OPEN_AT_NINE))
    lobby.later(30)
    ticket = lobby.take("identity")
    lobby.later(10)
    late_fact = lobby.take("identity")
    an_hour_before = NINE - timedelta(hours=1)

    sight = sight_of(lobby, clock=an_hour_before)

    assert (sight.opening.open, sight.next_opening) == (False, NINE)
    assert not site_view(sight).open
    assert sight.now == late_fact.taken_at
    assert row(sight, ticket).waited == 10


def test_with_a_clock_that_is_right_both_times_are_one(lobby: Lobby) -> None:
    lobby.take("identity")
    lobby.later(5)

    sight = sight_of(lobby)

    assert sight.now == sight.clock == lobby.now


def test_another_reader_sees_the_same_moment_in_her_words() -> None:
    site = a_site()
    counter = replace(site.counters["1"], name={"fr": "Guichet 1", "en": "Counter 1"})
    sight = sight_of(Lobby(replace(site, counters={"1": counter})))

    hers = sight.told_in("en")

    assert (sight.counter_name("1"), hers.counter_name("1")) == ("Guichet 1", "Counter 1")
    assert hers.now == sight.now
    assert hers.told_in("pt").counter_name("1") == "Guichet 1"


def test_what_left_the_site_file_is_told_by_its_code() -> None:
    sight = sight_of(Lobby())

    assert (sight.counter_name("9"), sight.service_name("taxes")) == ("9", "taxes")


def test_a_phone_is_not_painted_again_for_minutes_that_it_does_not_show(lobby: Lobby) -> None:
    """The range stays while what is likely within it moves: at each end of a visit, on most."""
    lobby.open("2", "paul")
    for service, counter, agent in (("identity", "1", "nadia"), ("civil", "2", "paul")):
        served = lobby.take(service)
        lobby.next(counter, agent)
    for _ in range(3):
        lobby.take("civil")
    number = lobby.take("identity").number
    sight = sight_of(lobby)
    told, shown = phone_picture(sight, number), phone_page(sight, number)

    lobby.later(3)
    lobby.move(served, Action.FINISH, "paul")

    sight = sight_of(lobby)
    assert phone_picture(sight, number) != told
    assert phone_page(sight, number) == shown


def test_a_console_shows_the_first_of_a_long_queue_and_counts_the_rest(lobby: Lobby) -> None:
    """Nadia does not answer social aid."""
    theirs = [lobby.take("social").number for _ in range(ROWS + 5)]
    hers = [lobby.take("identity").number for _ in range(ROWS + 2)]

    console = counter_picture(sight_of(lobby), "nadia", {}, [])

    assert [row.number for row in console.waiting] == hers[:ROWS]
    assert [row.number for row in console.others] == theirs[:ROWS]
    assert (console.waiting_count, console.others_count) == (len(hers), len(theirs))


def test_an_agent_s_constraints_are_told_on_her_own_console_alone(lobby: Lobby) -> None:
    hers = Agent("nadia", {"identity": 1}, Constraints(counter_minutes=60))
    lobby.site = replace(lobby.site, agents={**lobby.site.agents, "nadia": hers})
    lobby.open("2", "paul")
    lobby.later(55)
    sight = sight_of(lobby)

    told = {who: counter_picture(sight, who, {}, []).advice for who in ("nadia", "paul")}

    assert told == {"nadia": Advice("pause_soon", NINE + timedelta(minutes=60)), "paul": None}
