"""What a town hall costs when two thousand of them live in one process."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from statistics import median

from tests.bench.children import feel
from tests.bench.country import Country
from tests.bench.machine import memory_mib, processor_seconds
from tests.bench.plan import Plan
from tests.bench.pulse import Felt, Pulse
from tests.bench.table import Table, ms, percentile

PERIOD = 60.0
"""Seconds between two tickets of a town hall."""
QUIET = 6.0
"""Seconds of watching a server to which nothing happens."""


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "Many town halls in one process",
        f"{plan.sites:,} town halls, each with the demo's site file, a board and an agent, in one "
        f"server process on one SQLite file. For {plan.sites_seconds:.0f} s every hall gives a "
        "ticket and calls a visitor once a minute, evenly spread; a time counts from the moment "
        "the finger touches, whatever the server was doing.",
        ("what", "one hall", f"{plan.sites:,} halls", "each"),
    )
    one, many = _lived(plan, folder / "one", 1), _lived(plan, folder / "many", plan.sites)
    _add_costs(table, plan, one, many)
    for name, times_of in _FELT.items():
        told = times_of(many.felt)
        table.add(
            name, ms(median(times_of(one.felt))),
            f"{ms(median(told))}, p99 {ms(percentile(told, 99))}", "",
        )  # fmt: skip
    return table


class Life:
    """A country from its start to its end, and what it took."""

    started: float
    empty: float
    """MiB, before any screen."""
    hung: float
    """MiB, with every board."""
    idle: float
    busy: float
    """Share of a core."""
    felt: Felt
    bytes_per_ticket: float
    """On disk, in the journal, for a ticket taken, called and finished."""


_FELT: dict[str, Callable[[Felt], list[float]]] = {
    "a ticket": lambda felt: felt.tickets,
    "a call": lambda felt: felt.calls,
    "a call on the board": lambda felt: felt.boards,
}


def _lived(plan: Plan, folder: Path, sites: int) -> Life:
    country, life = Country(folder, sites), Life()
    try:
        began = time.perf_counter()
        country.start()
        life.started = time.perf_counter() - began
        pid = country.pid
        life.empty = memory_mib(pid)
        worked: list[float] = []

        def connected() -> None:
            life.hung = memory_mib(pid)
            life.idle = _idle(pid)
            worked.append(processor_seconds(pid))

        halls = [asdict(hall) for hall in country.halls]
        # A single hall is asked as often as it takes for a median.
        period = PERIOD if sites > 1 else plan.sites_seconds / 20
        life.felt = feel(Pulse(country.port, halls, period, plan.sites_seconds), connected)
        life.busy = (processor_seconds(pid) - worked[0]) / plan.sites_seconds
        life.bytes_per_ticket = _bytes(country) / len(life.felt.tickets)
        return life
    finally:
        country.leave()


def _bytes(country: Country) -> float:
    with closing(sqlite3.connect(country.folder / "suivant.db")) as store:
        query = "SELECT sum(pgsize) FROM dbstat WHERE name IN ('journal', ?)"
        found = store.execute(query, ("sqlite_autoindex_journal_1",)).fetchone()[0]
    return float(found)


def _idle(pid: int) -> float:
    before = processor_seconds(pid)
    time.sleep(QUIET)  # the time itself is what is measured
    return (processor_seconds(pid) - before) / QUIET


def _add_costs(table: Table, plan: Plan, one: Life, many: Life) -> None:
    sites = plan.sites
    table.add("start to the first answer", f"{one.started:.2f} s", f"{many.started:.1f} s",
              f"{(many.started - one.started) / sites * 1000:.1f} ms")  # fmt: skip
    table.add("memory, no screen", f"{one.empty:.0f} MiB", f"{many.empty:.0f} MiB",
              f"{(many.empty - one.empty) / sites * 1024:.0f} KiB")  # fmt: skip
    table.add("memory, a board each", f"{one.hung:.0f} MiB", f"{many.hung:.0f} MiB",
              f"{(many.hung - one.hung) / sites * 1024:.0f} KiB")  # fmt: skip
    table.add("of one core when nothing happens", f"{one.idle:.1%}", f"{many.idle:.1%}", "")
    table.add("of one core at a ticket and a call a minute", "", f"{many.busy:.1%}",
              f"{many.busy / sites:.3%}")  # fmt: skip
    table.add("journal on disk, for a visit", "", f"{many.bytes_per_ticket / 1024:.1f} KiB", "")
