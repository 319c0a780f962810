"""Which printers answer, and how they feel: known while they are connected, kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from server.domain.papers import Printer
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


@dataclass(frozen=True, slots=True)
class Hearsay:
    """What another process said of a printer."""

    status: PrinterStatus | None
    at: datetime


@dataclass
class Printers:
    """Of the sites that are awake: by device id, in the order of enrolment."""

    enrolled: dict[str, PrinterState] = field(default_factory=dict)
    _of: dict[str, dict[str, PrinterState]] = field(default_factory=dict)
    """The same by site: every ticket asks for its own."""
    _hearsay: dict[str, Hearsay] = field(default_factory=dict)
    """Of all sites' printers: the first visitor at one that wakes up gets a paper too."""

    def enrol(self, device_id: str, name: str, site: str) -> None:
        if device_id not in self.enrolled:
            state = self.enrolled[device_id] = PrinterState(name, site)
            self._of.setdefault(site, {})[device_id] = state
            if heard := self._hearsay.get(device_id):
                self._believe(device_id, heard)

    def forget(self, sites: Collection[str], but: Collection[str] = ()) -> None:
        """These sites' printers, `but` those: revoked ones get no jobs."""
        gone = [i for i, p in self.enrolled.items() if p.site in sites and i not in but]
        for device_id in gone:
            del self._of[self.enrolled.pop(device_id).site][device_id]

    def of(self, site: str) -> Mapping[str, PrinterState]:
        return self._of.get(site, {})

    def here(self) -> Iterator[tuple[str, PrinterState]]:
        """Those whose agent is connected to this process."""
        return ((i, p) for i, p in self.enrolled.items() if p.connections > 0)

    def choose(self, site: Site, kiosk: str | None = None) -> tuple[str, PrinterState] | None:
        """The first that answers takes new jobs, else the first there is; None without any.

        `kiosk`: whose visitor waits for the paper; staff have none.
        """
        theirs = self._within_reach(site, kiosk)
        return next((pair for pair in theirs if pair[1].answers), theirs[0] if theirs else None)

    def for_ticket(self, site: Site, kiosk: str | None) -> Printer | None:
        """The printer of a visitor's paper."""
        chosen = self.choose(site, kiosk)
        return Printer(chosen[0], absent=not chosen[1].answers) if chosen else None

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
        """How it feels, in its agent's words. True when that is another state than before."""
        state = self.enrolled.get(device_id)
        if state is None or state.status == status:
            return False
        state.status = status
        return True

    def heard_elsewhere(self, device_id: str, status: PrinterStatus | None, now: datetime) -> None:
        """Another process speaks of a printer; it counts unless its agent is connected here."""
        self._hearsay[device_id] = heard = Hearsay(status, now)
        self._believe(device_id, heard)

    def forget_silent(self, now: datetime) -> None:
        """A process that died said no good-bye for its printers."""
        for device_id, heard in list(self._hearsay.items()):
            if now - heard.at > BELIEVED:
                del self._hearsay[device_id]
        for state in self.enrolled.values():
            if state.elsewhere and now - state.elsewhere > BELIEVED:
                state.elsewhere, state.status = None, ABSENT

    def _believe(self, device_id: str, heard: Hearsay) -> None:
        state = self.enrolled.get(device_id)
        if state is not None and state.connections == 0:
            state.elsewhere = heard.at if heard.status else None
            state.status = heard.status or ABSENT
