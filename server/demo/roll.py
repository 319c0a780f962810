"""The virtual printer's roll: short, so that it runs out while somebody watches, and renewed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from printer import profile
from printer.transports.png import machine_at
from server.demo.pace import Pace

A_SHORT_ROLL = 34_000
"""Rows, some thirty tickets: a real one has eighty metres, 640,000."""
NOTICED = 2.0
"""Minutes until somebody comes with a new roll."""

RollState = Literal["ok", "near_end", "out"]


class PaperRoll:
    def __init__(self, tickets: Path) -> None:
        self._machine = machine_at(tickets, profile.find(profile.DEFAULT).dots)
        self._machine.end_paper(after=A_SHORT_ROLL)

    @property
    def state(self) -> RollState:
        paper = self._machine.paper
        if paper.left <= 0:
            return "out"
        return "near_end" if paper.left < paper.near_end else "ok"

    def run_out(self) -> None:
        self._machine.end_paper()

    def renew(self) -> None:
        self._machine.load_paper(A_SHORT_ROLL)

    async def look_after(self, pace: Pace) -> None:
        """Somebody of the house renews it, a while after it ran out. Until cancelled."""
        while True:
            await pace.rest(0.5)
            if self.state == "out":
                await pace.rest(NOTICED)
                if self.state == "out":
                    self.renew()
