"""What became of a paper."""

from __future__ import annotations

from server.domain import commands as c
from server.domain.lifecycle import Action
from server.domain.papers import Printer
from tests.domain.world import Lobby

HALL = Printer("hall")


def test_a_job_in_doubt_may_still_be_settled_and_a_settled_one_may_not() -> None:
    lobby = Lobby(printer=HALL)
    lobby.take("identity")
    (job,) = lobby.day.papers.jobs
    for result in ("doubt", "printed", "not_printed"):
        lobby.ask(c.ReportPrint(job, result), "hall")

    assert lobby.day.tickets["A001"].printed == "printed"


def test_a_copy_takes_over_the_paper_that_is_in_doubt() -> None:
    lobby = Lobby(printer=HALL)
    ticket = lobby.take("identity")
    (first,) = lobby.day.papers.jobs
    lobby.ask(c.ReportPrint(first, "doubt", "paper_out"), "hall")
    assert [job.id for job in lobby.day.papers.for_printer("hall")] == [first]

    lobby.printer = Printer("second")
    lobby.move(ticket, Action.PRINT)

    (copy,) = lobby.day.papers.for_printer("second")
    assert copy.kind == "duplicate"
    assert lobby.day.papers.for_printer("hall") == []
    lobby.ask(c.ReportPrint(copy.id, "printed"), "hall")
    lobby.ask(c.ReportPrint(first, "not_printed", "voided"), "hall")
    assert lobby.day.tickets["A001"].printed == "printed"
