"""Everything one process holds: the receptions it was asked for, the writer, who is connected.

A site sleeps in the store until somebody wants something there: a command, a screen, a printer. Its
day is then folded in a thread, while all others are served; it is let go once nobody has looked for
hours. So start and memory follow the sites in use, not those that the store has.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from server.application.addresses import Addresses
from server.application.answers import Answer
from server.application.booked import Appointments, NoAppointments
from server.application.bus import Bus, InProcessBus
from server.application.clock import Clock
from server.application.exceptional import ExceptionalDays, NoExceptionalDays, first_day
from server.application.group import Listeners, Told
from server.application.lot import Lot, by_lot
from server.application.planned import NoPlans, Plans
from server.application.printers import Printers
from server.application.reception import Reception, days_left_open, open_reception, read_again
from server.application.roster import NoRosters, Rosters
from server.application.sites import Configuration, EnrolledPrinter, Sites, UnreadableSite
from server.application.unpainted import Unpainted
from server.application.writer import Writer
from server.domain import commands as c
from server.domain.journal import Unavailable, WritingJournal
from server.domain.papers import LastFallback, Printer
from server.domain.promise import Promiser
from server.domain.promise.tally import PromiseTally
from server.domain.refusal import Refusal
from server.domain.site import Site
from server.protocol.hints import Hint

QUIET = timedelta(hours=2)
"""Longer than a lunch break: in the afternoon too, the first visitor finds the hall open."""

log = structlog.get_logger()

Promisers = Callable[[Site], Promiser | None]
"""What promises waits at a site today. Blocking."""


Scores = Callable[[str, date, date], list[PromiseTally]]
"""What came of a site's promises, from a first to a last day. Blocking; raises Unavailable."""


def _nothing(site: str, since: date, until: date) -> list[PromiseTally]:
    return []


def _nobody(site: Site) -> None:
    """A formula does."""


@dataclass(frozen=True)
class Opened:
    """What was read of a site in a thread, to be put in its place in the loop."""

    version: int
    reception: Reception
    left_open: list[Reception]
    """Earlier days, to be closed."""
    printers: list[EnrolledPrinter]
    people: dict[str, str]


@dataclass
class Receptions:
    journal: WritingJournal
    sites: Sites
    clock: Clock
    secret: bytes
    changed: Told
    bus: Bus = field(default_factory=InProcessBus)
    lot: Lot = by_lot
    elapsed: Callable[[], float] = time.monotonic
    """Seconds, for how long nobody has asked: a clock that is set right sends no site away."""
    promisers: Promisers = _nobody
    scores: Scores = _nothing
    rosters: Rosters = field(default_factory=NoRosters)
    appointments: Appointments = field(default_factory=NoAppointments)
    plans: Plans = field(default_factory=NoPlans)
    exceptional_days: ExceptionalDays = field(default_factory=NoExceptionalDays)
    awake: dict[str, Reception] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    """Of their site files."""
    printers: Printers = field(default_factory=Printers)
    unpainted: Unpainted = field(default_factory=Unpainted)
    people: dict[str, str] = field(default_factory=dict)
    """Login -> the name that colleagues use."""
    wakings: int = 0
    _waking: dict[str, asyncio.Task[Reception | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        listeners = Listeners(self.changed, self._tell)
        self.writer = Writer(self.journal, self.clock, listeners, self.lot)
        self._addresses = Addresses(self.sites, self.secret)
        # A hundred sites that wake in the same morning stand in a line of their own: whoever asks
        # at an open one does not wait for them.
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="waking")

    def now(self) -> datetime:
        return self.clock.now()

    async def at(self, slug: str) -> Reception | None:
        """The reception of a site, woken if need be; None for a site that there is not.

        Raises Unavailable.
        """
        reception = self.awake.get(slug) or await self._woken(slug)
        if reception is not None:
            reception.asked_at = self.elapsed()
        return reception

    def let_go(self, watched: Callable[[str], bool]) -> None:
        """Those where nobody wants anything any more. `watched`: whether a screen hangs on it."""
        for slug, reception in list(self.awake.items()):
            quiet = self.elapsed() - reception.asked_at
            if quiet > QUIET.total_seconds() and not watched(slug):
                del self.awake[slug], self.versions[slug]
                self.printers.forget((slug,))

    async def holder(self, token: str) -> tuple[Reception, str] | None:
        """The reception and the number that a visitor's secret opens."""
        # Without its site's mark it is of the version before, printed this morning.
        theirs = [await self.at(slug) for slug in await self._addresses.sites_of(token)]
        for reception in theirs or self.awake.values():
            if reception and (number := reception.number_of(token)):
                return reception, number
        return await self._written_elsewhere([r for r in theirs if r], token)

    async def _written_elsewhere(
        self, theirs: Sequence[Reception], token: str
    ) -> tuple[Reception, str] | None:
        """A ticket that another process gave a moment ago, perhaps in a day that begins there
        first. Made-up secrets cost a look in the store, shared by all who ask meanwhile.

        Raises Unavailable: that a ticket does not exist, the store alone can tell.
        """
        for reception in theirs:
            for look in (self.writer.refresh, self.writer.follow):
                if not await asyncio.shield(look(reception)):
                    raise Unavailable("what others wrote cannot be read")
                if number := reception.number_of(token):
                    return reception, number
        return None

    def open_site(self, site: Site) -> Reception:
        """Folds the site's day. Blocking."""
        older = self.sites.before(site.slug)
        reception = open_reception(self.journal, site, older, self.now(), self._begun)
        days = self.exceptional_days.of_sites((site.slug,), first_day(self.now()))
        reception.lay_over(days.get(site.slug, ()))
        reception.hours.look_up(self.now())
        reception.asked_at = self.elapsed()
        return reception

    def _begun(self, site: Site, day: date) -> Reception:
        return Reception(site, day, self.secret, self.promisers(site))

    async def _woken(self, slug: str) -> Reception | None:
        """Whoever asks at the same moment waits for the same waking."""
        waking = self._waking.get(slug)
        if waking is None:
            waking = self._waking[slug] = asyncio.create_task(self._wake(slug))
            waking.add_done_callback(lambda _: self._waking.pop(slug, None))
        return await asyncio.shield(waking)

    async def _wake(self, slug: str) -> Reception | None:
        try:
            loop = asyncio.get_running_loop()
            opened = await loop.run_in_executor(self._reader, self._open, slug)
        except UnreadableSite as error:
            log.error("site_file_refused", site=slug, error=str(error))
            return None
        return self._let_in(slug, opened) if opened else None

    def _open(self, slug: str) -> Opened | None:
        """Blocking."""
        found = self.sites.in_force(slug)
        if found is None:
            return None
        reception = self.open_site(found.site)
        older = days_left_open(self.journal, slug, before=reception.committed.date)
        return Opened(
            found.version,
            reception,
            [read_again(self.journal, found.site, day) for day in older],
            list(self.sites.printers((slug,))),
            self.sites.people((slug,)),
        )

    def _let_in(self, slug: str, opened: Opened) -> Reception:
        reception = opened.reception
        self.awake[slug], self.versions[slug] = reception, opened.version
        self.wakings += 1
        self._addresses.learn(reception)
        self.people |= opened.people
        for printer in opened.printers:
            self.printers.enrol(printer.id, printer.name, printer.site)
        self.writer.refresh(reception)  # others may have written while it was read
        self.writer.roll([reception])
        self.writer.close(opened.left_open)
        # A folded day is not looked at again at every collection: thousands of them would make a
        # pause that everybody feels. It has no circles, so letting go of it frees it all the same;
        # what is dead already must not be kept with it for ever.
        gc.collect()
        gc.freeze()
        return reception

    def close(self) -> None:
        """Nobody is woken any more."""
        self._reader.shutdown(cancel_futures=True)

    def configure(self, slug: str, found: Configuration) -> None:
        """A new site file, for a reception that is awake."""
        if reception := self.awake.get(slug):
            self.versions[slug] = found.version
            reception.configure(found.site)
            self.changed(reception)

    def _tell(self, reception: Reception) -> None:
        """Other processes, that this site's journal has grown."""
        day = reception.committed
        self.bus.tell(Hint(site=day.site, day=day.date.isoformat(), seq=day.seq))

    def tell_printer(self, device_id: str) -> None:
        """Other processes, how a printer that is connected here feels, or that it left."""
        state = self.printers.enrolled.get(device_id)
        if state is not None:
            status = state.status if state.connections else None
            self.bus.tell(Hint(site=state.site, printer=device_id, status=status))

    async def do(
        self,
        reception: Reception,
        command: c.Command,
        who: c.Who,
        key: str | None = None,
        note: tuple[str, str] | None = None,
        printer: Printer | None = None,
        last_fallback: LastFallback | None = None,
    ) -> Answer | Refusal:
        """`note`: its reference, and words that are kept apart from the journal. `printer` and
        `last_fallback`: what the server adds of its own knowledge where paper is wanted."""
        return await self.writer.submit(reception, command, who, key, note, printer, last_fallback)
