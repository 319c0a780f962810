"""A store of many sites of which few are awake: start, memory and rest beside those of one."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path

from tests.bench.children import feel
from tests.bench.country import Country
from tests.bench.machine import memory_mib, processor_seconds
from tests.bench.plan import Plan
from tests.bench.pulse import Pulse
from tests.bench.table import Beside, at_most, fine_share, mib, seconds, times

START_AIM, MEMORY_AIM, IDLE_AIM = 2.0, 150.0, 0.01
QUIET = 10.0
"""Seconds of watching a server to which nothing happens."""
PULSE = 5.0
"""Seconds in which every hall that is awake takes a ticket and calls a visitor."""


class Life:
    """A country from its start until some of its halls have worked, and what it took."""

    started: float
    idle: float
    """Share of a core, a board hanging in every hall that is awake."""
    memory: float
    """MiB, once they have worked."""


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "Many sites in a store, few awake",
        "One server process on one SQLite file with so many town halls, each with the demo's site "
        f"file; in {plan.awake} of them a board hangs, a ticket is taken and a visitor called. "
        "Beside it the same of a store that has one town hall.",
    )
    one = lived(folder / "one", 1, 1)
    for sites in plan.stores:
        many = lived(folder / f"{sites}", sites, plan.awake)
        ratio, name = many.started / one.started, f"{sites:,} sites, {plan.awake} awake"
        table.compare(f"{sites:,} sites, start", seconds(many.started), seconds(one.started),
                      times(ratio), at_most(START_AIM, ratio, times))  # fmt: skip
        table.compare(f"{name}, memory", mib(many.memory),
                      mib(one.memory), times(many.memory / one.memory),
                      at_most(MEMORY_AIM, many.memory, mib))  # fmt: skip
        table.compare(f"{name}, at rest, of a core", fine_share(many.idle), fine_share(one.idle),
                      aim=at_most(IDLE_AIM, many.idle, fine_share))  # fmt: skip
    return table


def lived(folder: Path, sites: int, awake: int) -> Life:
    country, life = Country(folder, sites), Life()
    try:
        began = time.perf_counter()
        country.start()
        life.started = time.perf_counter() - began
        halls = [asdict(hall) for hall in country.halls[:awake]]

        def connected() -> None:
            before = processor_seconds(country.pid)
            time.sleep(QUIET)  # the time itself is what is measured
            life.idle = (processor_seconds(country.pid) - before) / QUIET

        feel(Pulse(country.port, halls, PULSE, PULSE), connected)
        life.memory = memory_mib(country.pid)
        return life
    finally:
        country.leave()
