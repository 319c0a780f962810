"""Which printers answer, and how they feel: known while they are connected, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from server.domain.site import Site
from server.protocol.printing import PrinterStatus

ABSENT = PrinterStatus(online=False)
SILENT = ("unreachable", "no_answer")
"""The agent is there and hears nothing from its printer."""
BELIEVED = timedelta(seconds=10)
"""What another process said of a printer counts this long; it repeats itself sooner."""

Trouble = Literal["away", "cover_open", "paper_out", "cutter", "error", "near_end"]


@dataclass
class PrinterState:
    name: str
    site: str
    connections: int = 0
    status: PrinterStatus = field(default_factory=lambda: ABSENT)
    since: datetime | None = None
    elsewhere: datetime | None = None
    """When another process last said that its agent is connected there."""

    @property
    def connected(self) -> bool:
        return self.connections > 0 or self.elsewhere is not None

    @property
    def answers(self) -> bool:
        """Its agent is there and can print, as far as it says."""
        return self.connected and self.status.online and self.status.paper != "out"

    @property
    def trouble(self) -> Trouble | None:
        """What somebody can do something about. A printer that is stopped says that it is
        off-line, and why: the reason counts."""
        status = self.status
        if not self.connected or status.error in SILENT:
            return "away"
        if status.cover == "open":  # with its cover open, no printer sees its paper well
            return "cover_open"
        if status.paper == "out":
            return "paper_out"
        if status.error:
            return "cutter" if status.error == "cutter" else "error"
        if not status.online:
            return "away"
        return "near_end" if status.paper == "near_end" else None


@dataclass
class Printers:
    """By device id, in the order of enrolment."""

    enrolled: dict[str, PrinterState] = field(default_factory=dict)

    def enrol(self, device_id: str, name: str, site: str) -> None:
        self.enrolled.setdefault(device_id, PrinterState(name, site))

    def forget_others(self, known: set[str]) -> None:
        """Revoked printers get no jobs."""
        for device_id in set(self.enrolled) - known:
            del self.enrolled[device_id]

    def of(self, site: str) -> dict[str, PrinterState]:
        return {i: p for i, p in self.enrolled.items() if p.site == site}

    def here(self) -> Iterator[tuple[str, PrinterState]]:
        """Those whose agent is connected to this process."""
        return ((i, p) for i, p in self.enrolled.items() if p.connections > 0)

    def choose(self, site: Site, kiosk: str | None = None) -> tuple[str, PrinterState] | None:
        """The first that answers takes new jobs, else the first there is; None without any.

        `kiosk`: whose visitor waits for the paper; staff have none.
        """
        theirs = self._within_reach(site, kiosk)
        return next((pair for pair in theirs if pair[1].answers), theirs[0] if theirs else None)

    def for_ticket(self, site: Site, kiosk: str | None) -> tuple[str | None, bool]:
        """The printer of a visitor's paper, and whether it is known not to answer."""
        chosen = self.choose(site, kiosk)
        return (chosen[0], not chosen[1].answers) if chosen else (None, False)

    def _within_reach(self, site: Site, kiosk: str | None) -> list[tuple[str, PrinterState]]:
        """A visitor takes the paper where she stands, not at the other kiosk."""
        ours = list(self.of(site.slug).items())
        if own := site.kiosks.get(kiosk or ""):
            return [pair for name in own.printers for pair in ours if pair[1].name == name]
        claimed = {name for other in site.kiosks.values() for name in other.printers}
        return [pair for pair in ours if pair[1].name not in claimed] or ours

    def joined(self, device_id: str, now: datetime) -> None:
        state = self.enrolled[device_id]
        state.connections += 1
        state.since = now

    def left(self, device_id: str, now: datetime) -> None:
        state = self.enrolled.get(device_id)
        if state is None:
            return
        state.connections -= 1
        if state.connections == 0:
            state.status, state.since = ABSENT, now

    def told(self, device_id: str, status: PrinterStatus) -> bool:
        """Whether that is news."""
        state = self.enrolled.get(device_id)
        if state is None or state.status == status:
            return False
        state.status = status
        return True

    def heard_elsewhere(self, device_id: str, status: PrinterStatus | None, now: datetime) -> None:
        """Another process speaks of a printer; it counts unless its agent is connected here."""
        state = self.enrolled.get(device_id)
        if state is not None and state.connections == 0:
            state.elsewhere = now if status else None
            state.status = status or ABSENT

    def forget_silent(self, now: datetime) -> None:
        """A process that died said no good-bye for its printers."""
        for state in self.enrolled.values():
            if state.elsewhere and now - state.elsewhere > BELIEVED:
                state.elsewhere, state.status = None, ABSENT
