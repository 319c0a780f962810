"""Paper asked of a printer, and what is told of it."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.papers import Printer
from server.domain.refusal import Code
from tests.domain.world import Lobby

HALL = Printer("hall")


def test_a_ticket_is_printed_where_there_is_a_printer() -> None:
    lobby = Lobby()
    assert lobby.take().printed == "off"
    lobby.printer = HALL

    assert lobby.take().printed == "queued"


def test_a_printer_that_does_not_answer_gets_no_job_for_a_visitor_who_will_be_gone() -> None:
    lobby = Lobby(printer=Printer("hall", absent=True))

    assert lobby.take().printed == "not_printed"
    assert lobby.day.papers.jobs == {}


def test_a_kiosk_may_print_again() -> None:
    lobby = Lobby(printer=HALL)
    ticket = lobby.take()

    lobby.ask(c.MoveTicket(ticket.number, Action.PRINT), "kiosk")

    kinds = [job.kind for job in lobby.day.papers.jobs.values()]
    assert kinds == ["ticket", "duplicate"]


def test_no_two_papers_of_a_day_have_the_same_name() -> None:
    lobby = Lobby(printer=HALL)
    ticket = lobby.take()
    lobby.move(ticket, Action.PRINT)
    lobby.ask(c.PrintPage("test"), "claire")
    lobby.ask(c.PrintPage("test"), "claire")

    assert list(lobby.day.papers.jobs) == [
        "mairie-2026-11-24-A001-1-lot",
        "mairie-2026-11-24-A001-2-lot",
        "mairie-2026-11-24-test-1-lot",
        "mairie-2026-11-24-test-2-lot",
    ]


def test_a_page_needs_a_printer_and_a_report_a_paper() -> None:
    assert Lobby().refused(c.PrintPage("test"), "claire") is Code.INVALID
    assert Lobby().refused(c.ReportPrint("unknown", "printed"), "hall") is Code.INVALID
