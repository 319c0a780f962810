"""What the wall may turn and follow: the clock, the roll, one visitor's phone, the last paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from server.application.clock import SetClock
from server.application.reception import Reception
from server.demo.roll import PaperRoll
from server.demo.setting_up import KIOSK, Demo
from server.domain.lifecycle import State
from server.domain.ticket import Ticket

ON_THE_WAY = (State.WAITING, State.CALLED, State.SERVING, State.PARKED)


@dataclass
class Scenery:
    demo: Demo
    clock: SetClock
    roll: PaperRoll
    tickets: Path
    alive: bool
    """Visitors come and agents work by themselves."""
    followed: str = ""
    """The number whose phone is shown."""

    def phone(self, reception: Reception) -> str | None:
        """The guest's own ticket, the last that she took; until then anybody's, to its end."""
        tickets = reception.committed.tickets
        if own := next((t for t in reversed(tickets.values()) if t.origin == KIOSK), None):
            self.followed = own.number
        elif not _on_the_way(tickets.get(self.followed)):
            waiting = (t for t in reversed(tickets.values()) if t.state is State.WAITING)
            self.followed = next((t.number for t in waiting), self.followed)
        known = self.followed in tickets
        return f"/t/{reception.token(self.followed)}" if known else None

    def last_paper(self) -> str | None:
        """Its file. Blocking."""
        papers = ((file.stat().st_mtime_ns, file.name) for file in self.tickets.glob("*.png"))
        return max(papers, default=(0, None))[1]


def _on_the_way(ticket: Ticket | None) -> bool:
    return ticket is not None and ticket.state in ON_THE_WAY


def scenery_of(request: Request) -> Scenery:
    scenery: Scenery = request.app.state.scenery
    return scenery
