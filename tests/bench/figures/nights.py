"""The days of many sites are closed while somebody asks for a ticket."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from server.journal.journal import Journal
from server.statistics.visits import keep_visits
from tests.bench import days
from tests.bench.country import Country
from tests.bench.hall import site
from tests.bench.machine import processor_seconds
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, core, ms, percentile, seconds, times
from tests.bench.wire import exchange

AIM = 50.0
"""Milliseconds."""
VISITORS, COUNTERS = 40, 5
"""Of the day that was left open, at each site: some 170 facts."""
NEXT_MORNING = "2026-11-25T09:00:00+01:00"
BETWEEN = 0.05
PATIENCE = 900.0
ASKED_BETWEEN_LOOKS = 10
"""Tickets, before the store is asked again whether all days are closed."""
AFTERWARDS = 100
"""Requests when all days are closed."""


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "The days of many sites closed",
        f"{plan.sites:,} town halls, each with a day of yesterday to close, and a server that "
        "starts in the morning. One kiosk takes a ticket twenty times a second until the last day "
        f"is closed, and {AFTERWARDS} times afterwards: the slowest stands beside the slowest.",
    )
    night = spend(folder / "nights", plan.sites)
    middle, slowest = percentile(night.meanwhile, 50), max(night.meanwhile, default=0.0)
    table.compare(
        "slowest ticket meanwhile", f"{ms(slowest)}, p50 {ms(middle)}",
        f"{ms(max(night.afterwards))}, p50 {ms(percentile(night.afterwards, 50))}",
        times(slowest / max(night.afterwards)), at_most(AIM, slowest, ms),
    )  # fmt: skip
    table.compare("from the command to the first answer", seconds(night.started))
    table.compare("from the first answer to the last day closed", seconds(night.closed_in))
    table.compare("of a core for each day, start included", core(night.core * 1000 / plan.sites))
    return table


class Night:
    started: float
    closed_in: float
    """After the first answer."""
    core: float
    """Seconds."""
    meanwhile: list[float]
    """Milliseconds of each ticket."""
    afterwards: list[float]


def spend(folder: Path, sites: int) -> Night:
    country, night = Country(folder, sites, NEXT_MORNING), Night()
    last = _leave_days_open(country)
    try:
        began = time.perf_counter()
        country.start()
        night.started = time.perf_counter() - began
        night.meanwhile, night.closed_in = _ask_until_closed(country, last)
        night.core = processor_seconds(country.pid)
        night.afterwards = [_ask(country) for _ in range(AFTERWARDS)]
        return night
    finally:
        country.leave()


def _leave_days_open(country: Country) -> int:
    """Everybody has been served, nobody has closed the day. Returns the last fact's place."""
    facts = days.facts_of(site(), days.TODAY, VISITORS, counters=COUNTERS)
    for hall in country.halls:
        days.write(Journal(country.store, keep_visits), hall.site, days.TODAY, facts)
    return facts[-1].seq


def _ask_until_closed(country: Country, last: int) -> tuple[list[float], float]:
    """What each ticket took, and seconds until the last day was closed."""
    spent: list[float] = []
    began = time.perf_counter()
    while _closed(country.folder, last) < len(country.halls):
        spent.extend(_ask(country) for _ in range(ASKED_BETWEEN_LOOKS))
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError("the days are not closed")
    return spent, time.perf_counter() - began


def _closed(folder: Path, last: int) -> int:
    """How many sites have a fact after the last of that day: nothing else can follow."""
    query = "SELECT count(DISTINCT site) FROM journal WHERE day = ? AND seq > ?"
    with closing(sqlite3.connect(f"file:{folder}/suivant.db?mode=ro", uri=True)) as store:
        found = store.execute(query, (days.TODAY.isoformat(), last)).fetchone()
    return int(found[0])


def _ask(country: Country) -> float:
    """Milliseconds for a ticket at the last of the halls."""
    hall = country.halls[-1]
    time.sleep(BETWEEN)
    began = time.perf_counter()
    status, body = exchange(
        country.port, "POST", f"/api/v1/sites/{hall.site}/tickets", hall.kiosk,
        b'{"services":["civil"]}',
    )  # fmt: skip
    if status != 201:
        raise RuntimeError(f"{status} {body[:200].decode()}")
    return (time.perf_counter() - began) * 1000
