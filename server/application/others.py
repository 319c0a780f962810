"""The other processes of the store: what they write and say is taken in, by hint or by asking."""

from __future__ import annotations

import asyncio

from server.application.news import latest
from server.application.receptions import Receptions
from server.protocol.hints import Hint


class Others:
    def __init__(self, receptions: Receptions) -> None:
        self._receptions = receptions
        self._followed: object = None

    def heard(self, hint: Hint) -> None:
        """Another process has written, or a printer's state has changed there, or a screen could
        not be painted."""
        receptions = self._receptions
        if hint.unpainted is not None:
            receptions.unpainted.failed_elsewhere(hint.site, hint.unpainted, receptions.now())
        elif hint.printer is not None:
            receptions.printers.heard_elsewhere(hint.printer, hint.status, receptions.now())
            if reception := receptions.awake.get(hint.site):
                receptions.changed(reception)
        else:
            self._catch_up(hint.site, (hint.day, hint.seq))

    async def follow(self) -> None:
        """Asks the store what others wrote. Hints are faster, but they may be lost, and a bus that
        has frozen, or that others do not share, looks like one where nothing happens.

        Raises Unavailable.
        """
        news = await latest(self._receptions)
        if news == self._followed:
            return
        places = self._receptions.sites.places
        for slug, (day, seq) in (
            await asyncio.to_thread(places, [*self._receptions.awake])
        ).items():
            self._catch_up(slug, (day.isoformat(), seq))
        self._followed = news

    def tell_of_printers(self) -> None:
        """Again, in case it was lost on the bus."""
        printers = self._receptions.printers
        printers.forget_silent(self._receptions.now())
        for device_id, _ in printers.here():
            self._receptions.tell_printer(device_id)

    def tell_of_screens(self) -> None:
        """One that cannot be painted is tried, fails and is told again: a lost hint is no harm."""
        for site, screen in self._receptions.unpainted.news():
            self._receptions.bus.tell(Hint(site=site, unpainted=screen))

    def _catch_up(self, slug: str, place: tuple[str, int]) -> None:
        reception = self._receptions.awake.get(slug)
        if reception is None:
            return
        day = reception.committed
        if place > (day.date.isoformat(), day.seq):
            self._receptions.writer.refresh(reception)
        if place[0] > day.date.isoformat():
            self._receptions.writer.follow(reception)
