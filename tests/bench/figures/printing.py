"""From the job to the printer's word that the ticket is on paper: pictures beside letters."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from printer.address import Tcp
from printer.drawing.compose import Composer
from printer.emulator.machine import Machine
from printer.emulator.network import NetworkPrinter
from printer.fate import Fate
from printer.press import Press
from printer.profile import find
from printer.spool import Spool
from server.protocol.printing import PrintOrder
from tests.agent.real_tickets import real_ticket
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, seconds, times
from tests.worlds.play import play

ROWS_PER_SECOND = 2000
"""250 mm a second, eight dots a millimetre."""
LATER = 0.15
"""Seconds that a picture may take longer than letters to be confirmed."""


@dataclass(frozen=True)
class Paper:
    language: str
    """Of a ticket as the demonstration town hall gives it, four documents to bring."""
    profile: str


@dataclass(frozen=True)
class Printed:
    size: int
    seconds: float
    """To the confirmation, on disk."""
    limit: float
    """That length of paper at that speed."""


LETTERS = {"French": "fr", "English and French": "en"}
PICTURES = {
    **{name: Paper(code, "80mm") for name, code in LETTERS.items()},
    "Arabic and French": Paper("ar", "80mm"),
    "Arabic and French, 58 mm": Paper("ar", "58mm"),
    "Ukrainian and French, the longest": Paper("uk", "80mm"),
}


class TimedSpool(Spool):
    confirmed = 0.0

    def write(self, job: str, number: str, fate: Fate, reason: str | None = None) -> None:
        super().write(job, number, fate, reason)
        if fate == "printed":
            self.confirmed = time.perf_counter()


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "A ticket to its confirmation",
        "The printer's agent, over TCP, on an emulated network printer of 250 mm/s: from the job, "
        "not yet drawn, until the printer's confirmation is on disk. Beside it the time that the "
        f"paper itself needs. Medians of {plan.prints}.",
    )
    letters = {}
    for name, language in LETTERS.items():
        letters[name] = printed(
            Paper(language, "80mm-text"), plan.prints, folder / f"letters-{language}"
        )
        table.compare(f"{name}, letters", *_cells(letters[name]))
    for name, paper in PICTURES.items():
        told = printed(paper, plan.prints, folder / f"picture-{paper.language}-{paper.profile}")
        table.compare(f"{name}, picture", *_cells(told))
        if name in letters:
            later = told.seconds - letters[name].seconds
            table.compare(f"{name}, picture later than letters", seconds(later),
                          aim=at_most(LATER, later, seconds))  # fmt: skip
    return table


def printed(paper: Paper, turns: int, folder: Path) -> Printed:
    return play(_printed(paper, turns, folder))


async def _printed(paper: Paper, turns: int, folder: Path) -> Printed:
    profile, machine, spool = (
        find(paper.profile),
        Machine(find(paper.profile).dots),
        TimedSpool(folder),
    )
    document = real_ticket(paper.language)
    async with NetworkPrinter(machine, ROWS_PER_SECOND) as printer:
        address = Tcp("127.0.0.1", printer.port)
        press = Press(address, profile, spool, Composer.of(profile, address))
        await press.settle()  # as between two visitors: the line is open
        spent, rows = [], machine.paper.left
        for turn in range(turns):
            began = time.perf_counter()
            job = PrintOrder(id=f"{turn}", number=document.number, kind="ticket", document=document)
            body = press.composer.body(document)
            await press.print(job, body, lambda _: None)
            spent.append(spool.confirmed - began)
        rows = (rows - machine.paper.left) // turns
        await press.close()
    spool.close()
    return Printed(len(body), median(spent), rows / ROWS_PER_SECOND)


def _cells(told: Printed) -> tuple[str, str, str]:
    beside = times(told.seconds / told.limit)
    return f"{told.seconds:.2f} s, {told.size:,} bytes", seconds(told.limit), beside
