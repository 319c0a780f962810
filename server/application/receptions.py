"""Everything one process holds: its sites' receptions, the writer, and who is connected."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from server.application.answers import Answer
from server.application.bus import Bus, InProcessBus
from server.application.clock import Clock
from server.application.printers import Printers
from server.application.reception import Reception, open_reception
from server.application.writer import Told, Writer, WritingJournal
from server.domain import commands as c
from server.domain.refusal import Refusal
from server.domain.site import Site
from server.protocol.hints import Hint


@dataclass
class Receptions:
    journal: WritingJournal
    clock: Clock
    secret: bytes
    changed: Told
    bus: Bus = field(default_factory=InProcessBus)
    awake: dict[str, Reception] = field(default_factory=dict)
    printers: Printers = field(default_factory=Printers)
    people: dict[str, str] = field(default_factory=dict)
    """Login -> the name that colleagues use."""

    def __post_init__(self) -> None:
        self.writer = Writer(self.journal, self.clock, self.changed, self._tell)

    def _tell(self, reception: Reception) -> None:
        """Other processes, that this site's journal has grown."""
        day = reception.committed
        self.bus.tell(Hint(site=day.site, day=day.date.isoformat(), seq=day.seq))

    def heard(self, hint: Hint) -> None:
        """Another process has written, or a printer's state has changed there."""
        reception = self.awake.get(hint.site)
        if reception is None:
            return
        if hint.printer is not None:
            self.printers.heard_elsewhere(hint.printer, hint.status, self.now())
            self.changed(reception)
        else:
            self._catch_up_with(reception, (hint.day, hint.seq))

    async def follow(self) -> None:
        """Asks the store what others wrote. Hints are faster, but they may be lost, and a bus that
        has frozen, or that others do not share, looks like one where nothing happens.

        Raises Unavailable.
        """
        newest = await asyncio.to_thread(self.journal.newest)
        for slug, (day, seq) in newest.items():
            if reception := self.awake.get(slug):
                self._catch_up_with(reception, (day.isoformat(), seq))

    def _catch_up_with(self, reception: Reception, place: tuple[str, int]) -> None:
        day = reception.committed
        if place > (day.date.isoformat(), day.seq):
            self.writer.refresh(reception)

    def tell_of_printers(self) -> None:
        """Again, in case it was lost on the bus."""
        self.printers.forget_silent(self.now())
        for device_id, _ in self.printers.here():
            self.tell_printer(device_id)

    def tell_printer(self, device_id: str) -> None:
        """Other processes, how a printer that is connected here feels, or that it left."""
        state = self.printers.enrolled.get(device_id)
        if state is not None:
            status = state.status if state.connections else None
            self.bus.tell(Hint(site=state.site, printer=device_id, status=status))

    def now(self) -> datetime:
        return self.clock.now()

    def open_site(self, site: Site) -> Reception:
        """Folds the site's day. Blocking."""
        reception = open_reception(self.journal, site, self.now(), self.secret)
        self.awake[site.slug] = reception
        return reception

    def holder(self, token: str) -> tuple[Reception, str] | None:
        """The reception and the number that a visitor's secret opens."""
        for reception in self.awake.values():
            if number := reception.number_of(token):
                return reception, number
        return None

    async def do(
        self,
        reception: Reception,
        command: c.Command,
        who: c.Who,
        key: str | None = None,
        note: tuple[str, str] | None = None,
    ) -> Answer | Refusal:
        """`note`: its reference, and words that are kept apart from the journal."""
        return await self.writer.submit(reception, command, who, key, note)
