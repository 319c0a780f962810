"""The day's report on paper, on days lived minute by minute."""

from __future__ import annotations

import pytest

from server.domain import commands as c
from server.domain.lifecycle import Action
from server.paper.staff.report import report_lines
from tests.domain.world import Desk


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.open()
    return desk


def told(desk: Desk) -> list[tuple[str, str | None]]:
    return [(line.text, line.value) for line in report_lines(desk.day, desk.site, desk.now, "en")]


def test_numbers_taken_served_left_and_absent_are_counted(desk: Desk) -> None:
    first, second = desk.take("identity"), desk.take("identity")
    desk.take("identity")
    desk.move(first, Action.LEAVE, "visitor")
    desk.later(3)
    assert desk.next() is not None
    desk.move(second, Action.SERVE)
    desk.move(second, Action.FINISH)

    lines = told(desk)

    assert {("Tickets taken", "3"), ("Served", "1"), ("Left before their turn", "1")} <= set(lines)
    assert ("Still there", "1") in lines


def test_the_wait_of_fewer_than_five_visits_is_not_told(desk: Desk) -> None:
    for _ in range(4):
        _one_visit(desk, wait=7)

    assert ("wait: too few visits", None) in told(desk)


def test_median_and_the_wait_of_nine_in_ten_are_told_by_service(desk: Desk) -> None:
    for wait in (1, 2, 3, 4, 5, 6, 7, 8, 20, 40):
        _one_visit(desk, wait)

    lines = told(desk)

    assert ("wait: median 6 min, nine in ten at most 20 min", None) in lines
    assert ("identity", "10") in lines


def test_refused_paper_and_calls_for_help_are_incidents(desk: Desk) -> None:
    ticket = desk.take("identity", printer="hall")
    desk.ask(c.ReportPrint(next(iter(desk.day.jobs)), "not_printed", "paper_out"), "hall")
    desk.take("identity", printer="hall", printer_absent=True)
    desk.ask(c.AskHelp("1"))
    desk.ask(c.AnswerHelp("1"))
    desk.ask(c.AskHelp("1"))

    lines = told(desk)

    assert ("Tickets not printed", "2") in lines
    assert {("– no paper left", "1"), ("– does not answer", "1")} <= set(lines)
    assert ("Help asked for", "2") in lines
    assert desk.day.tickets[ticket.number].printed == "not_printed"


def test_a_page_belongs_to_no_ticket_and_each_is_its_own_job(desk: Desk) -> None:
    for kind in ("test", "report", "test"):
        desk.ask(c.PrintPage(kind, "hall"))

    assert [job.id for job in desk.day.open_jobs("hall")] == [
        "mairie-2026-11-24-test-1-lot",
        "mairie-2026-11-24-report-1-lot",
        "mairie-2026-11-24-test-2-lot",
    ]
    assert ("Tickets not printed", "0") in told(desk)


def _one_visit(desk: Desk, wait: int) -> None:
    ticket = desk.take("identity")
    desk.later(wait)
    desk.next()
    desk.move(ticket, Action.SERVE)
    desk.move(ticket, Action.FINISH)
