"""What a ticket and a call cost the core, beside a FastAPI that does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import days
from tests.bench.children import Bare, bare_server
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.jobs import bare_job, call_job, take_job
from tests.bench.measured import Measured
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_least, core, share
from tests.worlds.servers import new_database, postgresql

TOLD = (
    "Time of one core that the server's process (on PostgreSQL: without the database's) has used "
    "for a request; other programs hardly change it. A ticket is `POST …/tickets` by a kiosk with "
    f"its own `Idempotency-Key`; a call is `next`, then `finish`, with {COUNTERS} counters open. "
    "Beside them, in the same turns, the same requests to a FastAPI that reads no body, to one "
    "that parses it and answers as much, and to an ASGI function without any framework."
)
LIMITS = {
    "FastAPI's no-op": "/nothing",
    "FastAPI, body parsed": "/parsed",
    "bare ASGI": "/asgi",
}
AIMS = {
    (64, "FastAPI's no-op"): 0.55,
    (64, "FastAPI, body parsed"): 0.85,
    (16, "FastAPI's no-op"): 0.50,
}

Settings = Callable[[], dict[str, str]]
"""Of one more town hall, on a store of its own."""


def on_sqlite(plan: Plan, folder: Path) -> Beside:
    table = Beside("A request, SQLite", TOLD)
    _measure(plan, table, folder / "sqlite", dict)
    return table


def on_postgresql(plan: Plan, folder: Path) -> Beside:
    table = Beside("A request, PostgreSQL", "As above, on PostgreSQL.")
    with postgresql() as server:
        _measure(plan, table, folder / "postgresql", lambda: _database_of(server))
    return table


def _database_of(server: str) -> dict[str, str]:
    return {"SUIVANT_DATABASE_URL": new_database(server)}


def _measure(plan: Plan, table: Beside, folder: Path, settings: Settings) -> None:
    for clients in plan.clients:
        with _servers(plan, folder / f"{clients}", settings) as servers:
            ours, limits = _loads(servers, clients, plan.seconds)
            for _ in range(plan.turns):
                for load in (*ours.values(), *limits.values()):
                    load.put()
        for what, load in ours.items():
            _add_rows(table, f"{what}, {clients} clients", clients, load, limits)


@dataclass(frozen=True)
class Servers:
    taking: Hall
    calling: Hall
    bare: Bare


@contextmanager
def _servers(plan: Plan, folder: Path, settings: Settings) -> Iterator[Servers]:
    folder.mkdir(parents=True)
    hall = Hall(folder / "call", settings())
    waiting = days.facts_of(site(), days.TODAY, plan.waiting, served=False)
    days.write(hall.journal, hall.site, days.TODAY, waiting)
    with (
        open_hall(Hall(folder / "take", settings())) as first,
        open_hall(hall, COUNTERS) as second,
        bare_server() as bare,
    ):
        yield Servers(first, second, bare)


Loads = dict[str, Measured]


def _loads(servers: Servers, clients: int, seconds: float) -> tuple[Loads, Loads]:
    """Ours, and the limits."""
    taking, calling, bare = servers.taking, servers.calling, servers.bare
    put = (clients, seconds)
    ours = {
        "a ticket": Measured(taking.pids, partial(take_job, taking, *put)),
        "a call": Measured(calling.pids, partial(call_job, calling, *put)),
    }
    limits = {
        name: Measured(bare.pids, partial(bare_job, bare.port, path, *put))
        for name, path in LIMITS.items()
    }
    return ours, limits


def _add_rows(table: Beside, what: str, clients: int, ours: Measured, limits: Loads) -> None:
    for name, limit in limits.items():
        ratio = ours.part_of(limit)
        least = AIMS.get((clients, name))
        table.compare(
            f"{what}, beside {name}", core(ours.cost), core(limit.cost), share(ratio),
            at_least(least, ratio, share) if least else None,
        )  # fmt: skip
    nothing = limits["FastAPI's no-op"]
    table.compare(f"{what}, requests a second", ours.pace, nothing.pace,
                  share(ours.rate / nothing.rate))  # fmt: skip
