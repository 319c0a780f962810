"""What a printer is sent: a paper that cannot be sent is given up, and the others go on."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from server.domain import commands as c
from server.domain.lifecycle import Actor
from server.domain.papers import Printer, PrintJob
from server.paper.orders import Orders
from tests.application.hall import KIOSK, Hall, hall
from tests.worlds.play import play

HALL = "mairie/printer/hall"


def test_a_paper_that_is_too_large_or_cannot_be_composed_is_given_up_alone(tmp_path: Path) -> None:
    async def scene() -> None:
        async with hall(tmp_path, "2026-11-24T09:00:00+01:00") as told:
            reception = told.site()
            # The test page says which printer it is for, and cannot: its name is no text.
            told.receptions.printers.enrol(HALL, cast(str, 7), "mairie")
            manager = c.Who("manager", Actor.MANAGER)
            for command, who in ((c.TakeTicket(("civil",)), KIOSK), (c.PrintPage("test"), manager)):
                await told.receptions.do(reception, command, who, printer=Printer(HALL))

            sent, given_up = _sent(told, "http://mairie.example")
            assert sent == ["ticket"]
            assert given_up == [("test", "document")]
            sent, given_up = _sent(told, "http://mairie.example/" + "x" * 70_000)
            assert sent == []
            assert given_up == [("ticket", "too_large"), ("test", "document")]

            told.receptions.printers.forget({"mairie"})
            assert _sent(told, "http://mairie.example") == ([], [])

    play(scene())


def _sent(told: Hall, base: str) -> tuple[list[str], list[tuple[str, str]]]:
    given_up: list[tuple[str, str]] = []

    def hear(job: PrintJob, why: str) -> None:
        given_up.append((job.kind, why))

    reception = told.receptions.awake["mairie"]
    picture = Orders(told.receptions, reception, HALL, base, hear).paint()
    return [order["kind"] for order in picture.body["data"]["jobs"]], given_up
