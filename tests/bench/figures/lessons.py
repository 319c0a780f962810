"""What sites learn at night: a year of each, one after the other, beside the server."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import insert, literal, select

from server.application.aside import Aside
from server.backstage.lessons import learn
from server.domain.promise import replay
from server.journal.journal import Journal
from server.promises.brought import brought
from server.promises.nights import Night, keep_night
from server.promises.tables import PromiseDayRow
from server.statistics.visits import keep_visits
from server.store.columns import table_of
from tests.bench import days
from tests.bench.country import Country
from tests.bench.hall import site
from tests.bench.machine import most_memory_mib
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, mib, seconds
from tests.domain.promise.hall import lived
from tests.worlds.play import play

LONGEST, LARGEST = 20.0, 300.0
"""Seconds for one site, and MiB of the process."""
VISITORS, COUNTERS = 160, 4
"""Of each day."""


def measure(plan: Plan, folder: Path) -> Beside:
    country = Country(folder / "lessons", plan.learning)
    visits = _leave_years(country, plan.lessons)
    table = Beside(
        "What is learned at night",
        f"{plan.learning} town halls have closed a day, each with {plan.lessons} days behind it of "
        f"{VISITORS} visitors at {COUNTERS} counters ({visits:,} waited): it is read, scored and "
        "fitted, one hall after the other, in the process that does so beside a server.",
    )
    spent, memory = play(_night(country))
    slowest = max(spent)
    table.compare("one hall, the slowest", seconds(slowest), aim=at_most(LONGEST, slowest, seconds))
    table.compare("one hall, the median", seconds(median(spent)))
    table.compare(f"all {plan.learning} of them, on one core", seconds(sum(spent)))
    table.compare("most memory of the process", mib(memory), aim=at_most(LARGEST, memory, mib))
    return table


async def _night(country: Country) -> tuple[list[float], float]:
    aside, spent = Aside(), []
    try:
        for hall in country.halls:
            began = time.perf_counter()
            await aside.reckon(learn, country.store.url, country.store.folder, hall.site)
            spent.append(time.perf_counter() - began)
        return spent, most_memory_mib(await aside.reckon(os.getpid))
    finally:
        aside.end()
        country.store.close()


def _leave_years(country: Country, count: int) -> int:
    """Says how many waited in each hall's year."""
    first, *others = (hall.site for hall in country.halls)
    visits = sum(_leave_day(country, first, days.TODAY - timedelta(n)) for n in range(count, 0, -1))
    row = table_of(PromiseDayRow)
    kept = [row.c.day, row.c.tallies, row.c.lesson, row.c.kept]
    with country.store.writing() as connection:
        for other in others:
            copied = select(literal(other), *kept).where(row.c.site == first)
            connection.execute(insert(row).from_select(["site", *(c.name for c in kept)], copied))
    facts = days.facts_of(site(), days.TODAY, VISITORS, counters=COUNTERS)
    closed = days.closed(facts, facts[-1].at + days.AFTER)
    for hall in country.halls:
        journal = Journal(country.store, keep_visits)
        days.write(journal, hall.site, days.TODAY, closed)
    return visits


def _leave_day(country: Country, slug: str, on: date) -> int:
    """As a night has left it: of one queue, lived through by lot."""
    day = replace(lived(on.toordinal(), VISITORS, COUNTERS, slug), day=on.isoformat())
    kept = replay(day.examples, brought().model.logs)
    keep_night(country.store, slug, on, Night([], day, kept))
    return len(day.examples)
