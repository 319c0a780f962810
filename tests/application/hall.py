"""A house with one writer on a real store, in this process: the clock and the store's health are
moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Event

from sqlalchemy import text

from server.application.answers import Answer
from server.application.counters import move_ticket
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.sites import Configuration
from server.backstage.register import Register
from server.domain import commands as c
from server.domain.events import Fact
from server.domain.journal import Entry, Unavailable
from server.domain.lifecycle import Action
from server.domain.refusal import Refusal
from server.journal.journal import Journal
from server.protocol.queue import ActionRequest
from server.statistics.visits import keep_visits
from server.store.migrate import migrate
from server.store.store import Store
from tests.domain.world import a_site, person
from tests.worlds.patient import PATIENCE

AGENT = person("nadia")
KIOSK = person("kiosk")


class HandClock:
    def __init__(self, moment: str) -> None:
        self.set(moment)

    def set(self, moment: str) -> None:
        self._now = datetime.fromisoformat(moment)

    def now(self) -> datetime:
        return self._now


class ShakyJournal(Journal):
    """Keeps nothing while it is full, as a disk does; tells nothing of old while it is away."""

    full = False
    away = False
    refused = 0
    """How often."""

    def append(self, entries: Sequence[Entry]) -> None:
        if self.full:
            self.refused += 1
            raise Unavailable("database or disk is full")
        super().append(entries)

    def facts(self, site: str, day: date, after: int = 0, limit: int | None = None) -> list[Fact]:
        if self.away:
            raise Unavailable("server closed the connection")
        return super().facts(site, day, after, limit)

    def answer(self, site: str, day: date, seq: int) -> str | None:
        if self.away:
            raise Unavailable("server closed the connection")
        return super().answer(site, day, seq)


class ShakyRegister(Register):
    """Not even its site files can be read while it is lost, nor while its drawer is shut."""

    lost = False

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.drawer_open, self.knocked = Event(), Event()
        self.drawer_open.set()

    def in_force(self, slug: str) -> Configuration | None:
        self.knocked.set()
        self.drawer_open.wait()
        if self.lost:
            raise Unavailable("server closed the connection")
        return super().in_force(slug)


@dataclass
class Hall:
    receptions: Receptions
    store: Store
    journal: ShakyJournal
    register: ShakyRegister
    clock: HandClock

    def site(self, slug: str = "mairie", **changes: object) -> Reception:
        """Awake, though no site file was ever loaded."""
        reception = self.receptions.open_site(a_site(slug=slug, **changes))
        self.receptions.awake[slug] = reception
        return reception

    async def take(self, reception: Reception, key: str | None = None) -> Answer | Refusal:
        return await self.receptions.do(reception, c.TakeTicket(("civil",)), KIOSK, key)

    async def note(self, reception: Reception, number: str, text: str) -> Answer | Refusal:
        wish = ActionRequest(text=text)
        return await move_ticket(self.receptions, reception, AGENT, number, Action.NOTE, wish)

    def spoil(self, slug: str) -> None:
        """Its site file is one that only an older version accepted."""
        with self.store.writing() as connection:
            connection.execute(text("UPDATE site SET toml='' WHERE slug=:slug"), {"slug": slug})

    def a_second_passes(self) -> None:
        """What the server begins once a second."""
        self.receptions.writer.roll(self.receptions.awake.values())


async def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def hall(
    folder: Path, moment: str, changed: Callable[[Reception], None] = lambda reception: None
) -> AsyncIterator[Hall]:
    """Open on the store of this folder, as it was left."""
    url = f"sqlite:///{folder / 'suivant.db'}"
    migrate(url)
    store, clock = Store(url), HandClock(moment)
    journal, register = ShakyJournal(store, keep_visits), ShakyRegister(store)
    receptions = Receptions(journal, register, clock, b"x" * 32, changed)
    receptions.elapsed = lambda: clock.now().timestamp()
    receptions.writer.start()
    try:
        yield Hall(receptions, store, journal, register, clock)
    finally:
        await receptions.writer.stop()
        receptions.close()
        store.close()
