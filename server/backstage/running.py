"""Everything is built here, once, and closed here; the doors are put before it (`server.web`)."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from server.application import shifts
from server.application.appointments import forget_past, look_up
from server.application.aside import Aside
from server.application.bus import Bus, InProcessBus
from server.application.changes import Changes
from server.application.clock import clock_from
from server.application.exceptional import look_up as follow_exceptional_days
from server.application.group import Told
from server.application.lab import Lab
from server.application.nights import Nights
from server.application.others import Others
from server.application.outlooks import Outlooks
from server.application.planned import look_up as begin_planned
from server.application.reception import Reception
from server.application.receptions import Receptions
from server.application.rounds import Round, Rounds, attempt
from server.application.share import share_of
from server.application.strip import Strips
from server.appointments.kept import KeptAppointments
from server.backstage.evening import end_day
from server.backstage.learning import Learning
from server.backstage.lessons import promises_at
from server.backstage.register import Register
from server.exceptional.kept import KeptDays
from server.interruptions.kept import KeptPlans
from server.journal.journal import Journal
from server.live.bus import NatsBus
from server.live.hub import HEARTBEAT, Hub
from server.paper.unheard import doubt_unheard
from server.promises.nights import tallies_of
from server.roster.kept import KeptRosters
from server.settings import Settings
from server.store.lock import Lock, lock_of
from server.store.migrate import migrate
from server.store.private import make_folder
from server.store.store import Store

MINUTES_PASS = 10.0
"""Seconds in which all waits shown in words are painted anew, one after the other."""
FOLLOWED = 2.0
"""Seconds after which what other processes did is looked at, whatever the bus says or loses."""
NIGHTS = 30.0
"""Seconds. Ten thousand sites are looked through in a twentieth of one; nobody waits for the end of
a day that he does not look at."""
LET_GO = 600.0
FORESEEN = 2.0
"""Seconds after which the rest of a day that has changed is played on again."""
GIVES_WAY = 0.0005
"""Seconds after which a thread that reads a site file or a day lets the event loop go on. Beside
such a thread, to another and back took 4.9 ms with Python's own five milliseconds, 2.1 with this
(means; 0.25 alone): a ticket does it while thousands of days are being closed."""


@dataclass(frozen=True)
class Backstage:
    store: Store
    hub: Hub
    receptions: Receptions
    lab: Lab
    strips: Strips
    reader: Aside
    """Of files that people bring."""


@asynccontextmanager
async def backstage(settings: Settings) -> AsyncIterator[Backstage]:
    """At work until it is left."""
    make_folder(settings.data_dir)
    store = Store(settings.store_url, settings.data_dir)
    lock = lock_of(store.url)
    hub = Hub(lambda: store.in_doubt)

    def changed(reception: Reception) -> None:
        hub.changed(reception.site.slug)

    bus = NatsBus(settings.bus_url) if settings.bus_url else InProcessBus()
    journal = Journal(store, end_day)
    receptions = _receptions(settings, store, journal, changed, bus)
    await asyncio.to_thread(migrate, store.url)
    await asyncio.to_thread(lock.share)
    others = Others(receptions)
    share = share_of(settings.sites)
    nights, learning = Nights(receptions, share), Learning(store, receptions, share)
    outlooks, lab = Outlooks(receptions, Aside()), Lab(receptions, Aside())
    strips, reader = Strips(receptions, Aside()), Aside()
    table = round_table(receptions, hub, others, nights)
    rounds = Rounds([*table, *_kept(lock, journal), *_reckoned(outlooks, learning)])
    receptions.writer.start()
    await bus.open(others.heard)
    await attempt("open_only_site", partial(_open_only_site, receptions))
    rounds.start()
    _settle()
    try:
        yield Backstage(store, hub, receptions, lab, strips, reader)
    finally:
        await rounds.stop()
        outlooks.close()
        learning.close()
        lab.close()
        strips.close()
        reader.end()
        await receptions.writer.stop()
        receptions.close()
        await bus.close()
        journal.close()
        store.close()
        lock.leave()


def _receptions(
    settings: Settings, store: Store, journal: Journal, changed: Told, bus: Bus
) -> Receptions:
    return Receptions(
        journal,
        Register(store),
        clock_from(settings.clock),
        settings.secret_bytes(),
        changed,
        bus,
        promisers=partial(promises_at, store),
        scores=partial(tallies_of, store),
        rosters=KeptRosters(store),
        appointments=KeptAppointments(store),
        plans=KeptPlans(store),
        exceptional_days=KeptDays(store),
    )


def _settle() -> None:
    sys.setswitchinterval(GIVES_WAY)
    # What was built lives as long as the process: not looked at again at every collection.
    gc.collect()
    gc.freeze()


def round_table(receptions: Receptions, hub: Hub, others: Others, nights: Nights) -> list[Round]:
    """All that goes on by itself."""
    changes = Changes(receptions)
    return [
        Round("heartbeat", HEARTBEAT, hub.beat),
        Round("minutes_pass", 1.0, partial(hub.let_time_pass, MINUTES_PASS)),
        Round("tell_of_printers", FOLLOWED, others.tell_of_printers),
        Round("tell_of_screens", FOLLOWED, others.tell_of_screens),
        Round("follow_others", FOLLOWED, others.follow),
        Round("look_up_appointments", FOLLOWED, partial(look_up, receptions)),
        Round("follow_exceptional_days", FOLLOWED, partial(follow_exceptional_days, receptions)),
        Round("begin_planned", FOLLOWED, partial(begin_planned, receptions)),
        Round("look_up_rosters", FOLLOWED, partial(shifts.look_up, receptions)),
        Round("forget_appointments", LET_GO, partial(forget_past, receptions)),
        Round("take_in_changes", 1.0, changes.take_in),
        Round("end_days", 1.0, lambda: receptions.writer.roll(receptions.awake.values())),
        Round("doubt_unheard", 1.0, partial(doubt_unheard, receptions)),
        Round("close_days", NIGHTS, nights.close_days),
        Round("let_go", LET_GO, partial(receptions.let_go, hub.is_watched)),
    ]


def _reckoned(outlooks: Outlooks, learning: Learning) -> list[Round]:
    """What takes seconds, in processes of its own."""
    return [
        Round("look_ahead", FORESEEN, outlooks.look_ahead),
        Round("learn", NIGHTS, learning.learn),
    ]


def _kept(lock: Lock, journal: Journal) -> list[Round]:
    return [
        Round("keep_lock", FOLLOWED, partial(asyncio.to_thread, lock.keep)),
        Round("keep_places", 1.0, partial(asyncio.to_thread, journal.flush)),
    ]


async def _open_only_site(receptions: Receptions) -> None:
    """A town hall alone on its server is open before its first visitor comes."""
    if only := await asyncio.to_thread(receptions.sites.only):
        await receptions.at(only.slug)
