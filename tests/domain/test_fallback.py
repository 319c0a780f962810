"""Numbers printed in advance: what is printed, what is entered, and who is called first then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.domain import commands as c
from server.domain.figures import figures
from server.domain.fold import fold
from server.domain.lifecycle import Action, State
from server.domain.papers import LastFallback, Printer
from server.domain.promise.following import DayWatch
from server.domain.refusal import Code, Refusal
from server.domain.ticket import Ticket
from server.domain.visits import visits_of
from server.domain.waits import Waits
from server.office.numbers import last_numbers
from server.paper.staff.report import report_lines
from tests.domain.world import NINE, TODAY, Lobby, a_site
from tests.worlds.sights import sight_of

HALL = Printer("hall")


def printed(lobby: Lobby, count: int, after: str | None = None) -> list[str]:
    """The numbers that come out for a manager."""
    before = len(lobby.day.papers.fallback_numbers())
    lobby.printer, lobby.last_fallback = HALL, LastFallback(TODAY, after)
    told = lobby.ask(c.PrintFallback(count), "claire")
    assert not isinstance(told, Refusal), told
    return lobby.day.papers.fallback_numbers()[before:]


def enter(
    lobby: Lobby, number: str, at: datetime, service: str = "identity", **more: bool
) -> Ticket:
    told = lobby.ask(c.EnterPaper(number, (service,), taken_at=at, **more), "claire")  # type: ignore[arg-type]
    assert not isinstance(told, Refusal), told
    return lobby.day.tickets[number]


def why(lobby: Lobby, command: c.Command) -> str:
    before = lobby.day.copy()
    told = lobby.ask(command, "claire")
    assert isinstance(told, Refusal), told
    assert lobby.day == before
    return f"{told.code} {told.facts['why']}"


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def test_a_pile_goes_on_after_the_last_one_of_the_day_or_of_any_day_before() -> None:
    lobby = Lobby()

    assert printed(lobby, 3) == ["X001", "X002", "X003"]
    assert printed(lobby, 2) == ["X004", "X005"]
    assert printed(Lobby(), 2, after="X041") == ["X042", "X043"]


def test_after_999_comes_001_and_what_was_entered_today_is_left_out() -> None:
    lobby = Lobby()
    enter(lobby, "X001", NINE)

    assert printed(lobby, 4, after="X997") == ["X998", "X999", "X002", "X003"]


def test_each_number_is_a_job_of_its_own_and_lets_visitors_go_before() -> None:
    lobby = Lobby()
    printed(lobby, 2)
    lobby.take("identity")

    jobs = lobby.day.papers.for_printer("hall")

    assert [job.number for job in jobs] == ["A001", "X001", "X002"]
    assert len({job.id for job in jobs}) == 3


def test_a_printer_that_is_away_spends_no_number() -> None:
    lobby = Lobby(printer=Printer("hall", absent=True), last_fallback=LastFallback(TODAY, None))

    refused = lobby.refused(c.PrintFallback(5), "claire")

    assert refused is Code.NOT_ALLOWED_NOW
    assert printed(lobby, 1) == ["X001"]


@pytest.mark.parametrize("count", [0, 51])
def test_a_pile_is_of_one_to_fifty(count: int) -> None:
    lobby = Lobby(printer=HALL, last_fallback=LastFallback(TODAY, None))

    assert lobby.refused(c.PrintFallback(count), "claire") is Code.INVALID


def test_what_was_looked_up_for_yesterday_is_not_used_today() -> None:
    yesterday = TODAY - timedelta(days=1)

    lobby = Lobby(printer=HALL, last_fallback=LastFallback(yesterday, "X010"))

    assert lobby.refused(c.PrintFallback(5), "claire") is Code.CLOSED


def test_the_office_says_what_became_of_the_last_pile() -> None:
    lobby = Lobby()
    printed(lobby, 1)
    lobby.later(1)
    jobs = {n: f"mairie-2026-11-24-{n}-1-lot" for n in printed(lobby, 3)}
    lobby.ask(c.ReportPrint(jobs["X002"], "printed"), "hall")
    lobby.ask(c.ReportPrint(jobs["X003"], "not_printed", "paper_out"), "hall")

    sight = sight_of(lobby, "en")
    pile = last_numbers(sight)

    assert pile is not None
    assert (pile.first, pile.last) == ("X002", "X004")
    assert (pile.printed, pile.not_printed, pile.under_way) == (1, 1, 1)
    assert pile.reasons == "no paper left"
    lines = [(line.text, line.value) for line in report_lines(sight)]
    assert ("Tickets not printed", "0") in lines


def test_who_came_at_five_past_nine_is_called_before_who_took_a_ticket_later() -> None:
    lobby = Lobby()
    lobby.later(60)
    later = lobby.take("identity")
    lobby.later(10)

    paper = enter(lobby, "X007", NINE + minutes(5))

    assert paper.due == NINE + minutes(25)
    assert lobby.day.queues.ahead(paper) == 0
    assert lobby.day.queues.ahead(later) == 1
    lobby.open()
    called = lobby.next()
    assert called is not None and called.number == "X007"
    assert called.called_because == ("past_promise", {})


def test_papers_of_one_minute_are_called_in_the_order_of_their_numbers() -> None:
    lobby = Lobby()
    lobby.later(30)
    for number in ("X012", "X009", "X010"):  # the pile lay upside down
        enter(lobby, number, NINE)
    lobby.open()

    called = []
    while ticket := lobby.next():
        called.append(ticket.number)
        lobby.move(ticket, Action.FINISH)

    assert called == ["X009", "X010", "X012"]


def test_due_in_the_same_moment_who_arrived_first_is_called_first() -> None:
    lobby = Lobby()
    lobby.later(60)
    enter(lobby, "X002", NINE + minutes(20), "civil")  # promised in 10 minutes
    enter(lobby, "X001", NINE + minutes(10), "identity")  # promised in 20 minutes
    lobby.open()

    called = lobby.next()

    assert called is not None and called.number == "X001"


def test_the_wait_is_counted_from_the_arrival() -> None:
    lobby = Lobby()
    lobby.later(30)
    enter(lobby, "X001", NINE)
    told = figures(lobby.day, lobby.site, lobby.now)
    assert told.longest is not None and told.longest.minutes == 30

    lobby.open()
    lobby.next()

    assert figures(lobby.day, lobby.site, lobby.now).on_time.part == 0
    (visit,) = visits_of(lobby.facts)
    assert visit.taken_at == NINE


def test_whoever_was_received_already_counts_as_served_and_in_no_wait() -> None:
    lobby = Lobby()
    lobby.later(60)
    ticket = enter(lobby, "X002", NINE, served=True)

    told = figures(lobby.day, lobby.site, lobby.now)
    assert ticket.state is State.SERVED
    assert (told.served, told.taken, told.waiting, told.on_time.whole) == (1, 1, 0, 0)
    lobby.open()
    assert lobby.next() is None
    (visit,) = visits_of(lobby.facts)
    assert (visit.ending, visit.ended_at, visit.stages) == ("served_on_paper", None, ())


def test_visits_are_told_in_the_order_of_arrival() -> None:
    lobby = Lobby()
    lobby.take("civil")
    lobby.later(10)
    enter(lobby, "X001", NINE - minutes(5))

    assert [visit.number for visit in visits_of(lobby.facts)] == ["X001", "B001"]


def test_a_number_is_entered_once() -> None:
    lobby = Lobby()
    enter(lobby, "X001", NINE)

    again = c.EnterPaper("X001", ("civil",), taken_at=NINE)

    assert why(lobby, again) == "not_allowed_now entered"


@pytest.mark.parametrize("number", ["A001", "X01", "X0001", "X000", "x001", "X1000", ""])
def test_only_a_number_printed_in_advance_is_entered(number: str) -> None:
    assert why(Lobby(), c.EnterPaper(number, ("identity",))) == "invalid not_fallback"


@pytest.mark.parametrize(
    ("at", "reason"),
    [(NINE + minutes(1), "in_the_future"), (NINE - minutes(6 * 60 + 1), "before_today")],
)
def test_nobody_arrives_tomorrow_or_yesterday(at: datetime, reason: str) -> None:
    command = c.EnterPaper("X001", ("identity",), taken_at=at)

    assert why(Lobby(), command) == f"invalid {reason}"


def test_the_day_begins_at_the_sites_hour_and_without_a_time_it_is_now() -> None:
    lobby = Lobby()
    enter(lobby, "X001", NINE - minutes(6 * 60))
    lobby.ask(c.EnterPaper("X002", ("identity",)), "claire")

    assert lobby.day.tickets["X002"].taken_at == NINE


def test_whoever_brings_a_paper_was_told_no_wait_and_nothing_is_learned_from_it() -> None:
    watch = DayWatch("mairie", TODAY, "Europe/Paris")
    lobby = Lobby(waits=Waits(watch))
    lobby.open()
    ticket = enter(lobby, "X001", NINE - minutes(120))
    lobby.next()

    assert ticket.told is None
    assert watch.today.shift(watch.key("identity")) == 0.0


def test_a_kiosk_enters_nothing() -> None:
    assert Lobby().refused(c.EnterPaper("X001", ("identity",)), "kiosk") is Code.FORBIDDEN


def test_closed_doors_and_a_full_quota_send_away_nobody_who_holds_a_paper() -> None:
    full = replace(a_site().services["identity"], quota=1)
    lobby = Lobby(a_site(services={"identity": full}, hours="Mo-Fr 07:00-08:00"))
    enter(lobby, "X001", NINE - minutes(90))

    assert enter(lobby, "X002", NINE - minutes(80)).state is State.WAITING


def test_a_letter_that_becomes_a_services_own_repeats_no_number_of_the_day() -> None:
    lobby = Lobby()
    enter(lobby, "X002", NINE)
    services = {"identity": replace(lobby.site.services["identity"], prefix="X")}
    paper = replace(lobby.site.paper, fallback_prefix="Y")
    lobby.site = replace(lobby.site, services=services, paper=paper)

    assert lobby.take("identity").number == "X003"


def test_the_journal_alone_gives_the_same_day_again() -> None:
    lobby = Lobby()
    printed(lobby, 3)
    lobby.take()
    lobby.later(20)
    enter(lobby, "X001", NINE + minutes(1))
    enter(lobby, "X002", NINE + minutes(2), served=True)

    assert fold("mairie", TODAY, lobby.facts) == lobby.day
