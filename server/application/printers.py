"""Which printers answer, and how they feel: known while they are connected, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from server.protocol.printing import PrinterStatus


@dataclass
class PrinterState:
    name: str
    site: str
    connections: int = 0
    status: PrinterStatus = field(default_factory=lambda: PrinterStatus(online=False))
    since: datetime | None = None

    @property
    def answers(self) -> bool:
        """Its agent is there and can print, as far as it says."""
        return self.connections > 0 and self.status.online and self.status.paper != "out"


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

    def choose(self, site: str) -> tuple[str, PrinterState] | None:
        """The first that answers takes new jobs, else the first there is; None without any."""
        ours = list(self.of(site).items())
        return next((pair for pair in ours if pair[1].answers), ours[0] if ours else None)

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
            state.status = PrinterStatus(online=False)
            state.since = now

    def told(self, device_id: str, status: PrinterStatus) -> None:
        if device_id in self.enrolled:
            self.enrolled[device_id].status = status
