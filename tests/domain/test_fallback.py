"""Numbers printed in advance: what is printed, what is entered, and who is called first then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain import commands as c
from server.domain.figures import figures
from server.domain.fold import fold
from server.domain.hours import Hours
from server.domain.lifecycle import Action, State
from server.domain.refusal import Code, Refusal
from server.domain.rules import decide
from server.domain.ticket import Ticket
from server.domain.visits import visits_of
from server.office.numbers import last_numbers
from server.paper.staff.report import report_lines
from tests.domain.world import NINE, Desk, a_site

TODAY = date(2026, 11, 24)


def printed(desk: Desk, count: int, after: str | None = None) -> list[str]:
    """The numbers that come out for a manager."""
    before = len(desk.day.fallback_printed())
    told = desk.ask(c.PrintFallback(count, "hall", TODAY, after), "claire", in_charge=True)
    assert not isinstance(told, Refusal), told
    return desk.day.fallback_printed()[before:]


def enter(desk: Desk, number: str, at: datetime, service: str = "identity", **more: bool) -> Ticket:
    told = desk.ask(c.EnterPaper(number, (service,), taken_at=at, **more), "claire")  # type: ignore[arg-type]
    assert not isinstance(told, Refusal), told
    return desk.day.tickets[number]


def why(desk: Desk, command: c.Command) -> str:
    before = desk.day.copy()
    told = desk.ask(command, "claire")
    assert isinstance(told, Refusal), told
    assert desk.day == before
    return f"{told.code} {told.facts['why']}"


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def test_a_pile_goes_on_after_the_last_one_of_the_day_or_of_any_day_before() -> None:
    desk = Desk()

    assert printed(desk, 3) == ["X001", "X002", "X003"]
    assert printed(desk, 2) == ["X004", "X005"]
    assert printed(Desk(), 2, after="X041") == ["X042", "X043"]


def test_after_999_comes_001_and_what_was_entered_today_is_left_out() -> None:
    desk = Desk()
    enter(desk, "X001", NINE)

    assert printed(desk, 4, after="X997") == ["X998", "X999", "X002", "X003"]


def test_each_number_is_a_job_of_its_own_and_lets_visitors_go_before() -> None:
    desk = Desk()
    printed(desk, 2)
    desk.take("identity", printer="hall")

    jobs = desk.day.open_jobs("hall")

    assert [job.number for job in jobs] == ["A001", "X001", "X002"]
    assert len({job.id for job in jobs}) == 3


def test_a_printer_that_is_away_spends_no_number() -> None:
    desk = Desk()

    refused = desk.refused(c.PrintFallback(5, "hall", TODAY, None, printer_absent=True))

    assert refused is Code.NOT_ALLOWED_NOW
    assert printed(desk, 1) == ["X001"]


@pytest.mark.parametrize("count", [0, 51])
def test_a_pile_is_of_one_to_fifty(count: int) -> None:
    assert Desk().refused(c.PrintFallback(count, "hall", TODAY, None)) is Code.INVALID


def test_what_was_looked_up_for_yesterday_is_not_used_today() -> None:
    yesterday = TODAY - timedelta(days=1)

    assert Desk().refused(c.PrintFallback(5, "hall", yesterday, "X010")) is Code.CLOSED


def test_the_office_says_what_became_of_the_last_pile() -> None:
    desk = Desk()
    printed(desk, 1)
    desk.later(1)
    jobs = {n: f"mairie-2026-11-24-{n}-1-lot" for n in printed(desk, 3)}
    desk.ask(c.ReportPrint(jobs["X002"], "printed"), "hall")
    desk.ask(c.ReportPrint(jobs["X003"], "not_printed", "paper_out"), "hall")

    pile = last_numbers(desk.day, "en")

    assert pile is not None
    assert (pile.first, pile.last) == ("X002", "X004")
    assert (pile.printed, pile.not_printed, pile.under_way) == (1, 1, 1)
    assert pile.reasons == "no paper left"
    assert ("Tickets not printed", "0") in [
        (line.text, line.value) for line in report_lines(desk.day, desk.site, desk.now, "en")
    ]


def test_who_came_at_five_past_nine_is_called_before_who_took_a_ticket_later() -> None:
    desk = Desk()
    desk.later(60)
    later = desk.take("identity")
    desk.later(10)

    paper = enter(desk, "X007", NINE + minutes(5))

    assert paper.due == NINE + minutes(25)
    assert desk.day.queues.ahead(paper) == 0
    assert desk.day.queues.ahead(later) == 1
    desk.open()
    called = desk.next()
    assert called is not None and called.number == "X007"
    assert called.called_because == ("past_promise", {})


def test_papers_of_one_minute_are_called_in_the_order_of_their_numbers() -> None:
    desk = Desk()
    desk.later(30)
    for number in ("X012", "X009", "X010"):  # the pile lay upside down
        enter(desk, number, NINE)
    desk.open()

    called = []
    while ticket := desk.next():
        called.append(ticket.number)
        desk.move(ticket, Action.FINISH)

    assert called == ["X009", "X010", "X012"]


def test_due_in_the_same_moment_who_arrived_first_is_called_first() -> None:
    desk = Desk()
    desk.later(60)
    enter(desk, "X002", NINE + minutes(20), "civil")  # promised in 10 minutes
    enter(desk, "X001", NINE + minutes(10), "identity")  # promised in 20 minutes
    desk.open()

    called = desk.next()

    assert called is not None and called.number == "X001"


def test_the_wait_is_counted_from_the_arrival() -> None:
    desk = Desk()
    desk.later(30)
    enter(desk, "X001", NINE)
    told = figures(desk.day, desk.site, desk.now)
    assert told.longest is not None and told.longest.minutes == 30

    desk.open()
    desk.next()

    assert figures(desk.day, desk.site, desk.now).on_time.part == 0
    (visit,) = visits_of(desk.facts)
    assert visit.taken_at == NINE


def test_whoever_was_received_already_counts_as_served_and_in_no_wait() -> None:
    desk = Desk()
    desk.later(60)
    ticket = enter(desk, "X002", NINE, served=True)

    told = figures(desk.day, desk.site, desk.now)
    assert ticket.state is State.SERVED
    assert (told.served, told.taken, told.waiting, told.on_time.whole) == (1, 1, 0, 0)
    desk.open()
    assert desk.next() is None
    (visit,) = visits_of(desk.facts)
    assert (visit.ending, visit.ended_at, visit.stages) == ("served_on_paper", None, ())


def test_visits_are_told_in_the_order_of_arrival() -> None:
    desk = Desk()
    desk.take("civil")
    desk.later(10)
    enter(desk, "X001", NINE - minutes(5))

    assert [visit.number for visit in visits_of(desk.facts)] == ["X001", "B001"]


def test_a_number_is_entered_once() -> None:
    desk = Desk()
    enter(desk, "X001", NINE)

    again = c.EnterPaper("X001", ("civil",), taken_at=NINE)

    assert why(desk, again) == "not_allowed_now entered"


@pytest.mark.parametrize("number", ["A001", "X01", "X0001", "X000", "x001", "X1000", ""])
def test_only_a_number_printed_in_advance_is_entered(number: str) -> None:
    assert why(Desk(), c.EnterPaper(number, ("identity",))) == "invalid not_fallback"


@pytest.mark.parametrize(
    ("at", "reason"),
    [(NINE + minutes(1), "in_the_future"), (NINE - minutes(6 * 60 + 1), "before_today")],
)
def test_nobody_arrives_tomorrow_or_yesterday(at: datetime, reason: str) -> None:
    command = c.EnterPaper("X001", ("identity",), taken_at=at)

    assert why(Desk(), command) == f"invalid {reason}"


def test_the_day_begins_at_the_sites_hour_and_without_a_time_it_is_now() -> None:
    desk = Desk()
    enter(desk, "X001", NINE - minutes(6 * 60))
    desk.ask(c.EnterPaper("X002", ("identity",)), "claire")

    assert desk.day.tickets["X002"].taken_at == NINE


def test_a_kiosk_enters_nothing() -> None:
    desk = Desk()
    command, kiosk = c.EnterPaper("X001", ("identity",)), c.Who("borne")

    told = decide(desk.day, desk.site, Hours(desk.site), command, kiosk, desk.now, "lot")

    assert told == Refusal(Code.FORBIDDEN)


def test_closed_doors_and_a_full_quota_send_away_nobody_who_holds_a_paper() -> None:
    full = replace(a_site().services["identity"], quota=1)
    desk = Desk(a_site(services={"identity": full}, hours="Mo-Fr 07:00-08:00"))
    enter(desk, "X001", NINE - minutes(90))

    assert enter(desk, "X002", NINE - minutes(80)).state is State.WAITING


def test_a_letter_that_becomes_a_services_own_repeats_no_number_of_the_day() -> None:
    desk = Desk()
    enter(desk, "X002", NINE)
    services = {"identity": replace(desk.site.services["identity"], prefix="X")}
    paper = replace(desk.site.paper, fallback_prefix="Y")
    desk.site = replace(desk.site, services=services, paper=paper)

    assert desk.take("identity").number == "X003"


def test_the_journal_alone_gives_the_same_day_again() -> None:
    desk = Desk()
    printed(desk, 3)
    desk.take()
    desk.later(20)
    enter(desk, "X001", NINE + minutes(1))
    enter(desk, "X002", NINE + minutes(2), served=True)

    assert fold("mairie", TODAY, desk.facts) == desk.day
