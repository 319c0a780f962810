"""The same town hall on SQLite and on PostgreSQL, served by one process and by two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import days
from tests.bench.children import Bare, bare_server
from tests.bench.figures.calls import call_job
from tests.bench.figures.tickets import Measured, bare_job, take_job
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.plan import Plan
from tests.bench.table import Table, rate, share
from tests.worlds.servers import nats, new_database, postgresql


@dataclass(frozen=True)
class Arrangement:
    store: str
    processes: int


ARRANGEMENTS = (
    Arrangement("SQLite", 1),
    Arrangement("PostgreSQL", 1),
    Arrangement("PostgreSQL", 2),
)


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "SQLite and PostgreSQL, one process and two",
        "One town hall, whichever process a request falls to; PostgreSQL and NATS stand on the "
        "same two cores, beside the processes and the clients. The limit is FastAPI's no-op with "
        "as many processes. *Decided anew*: groups of commands that another process had overtaken, "
        "of all groups tried. A visitor is two requests.",
        ("store, processes", "clients", "tickets", "p50", "p99", "no-op", "of it", "visitors",
         "p99", "decided anew"),
    )  # fmt: skip
    with shared_store() as settings:
        for n, arrangement in enumerate(ARRANGEMENTS):
            told = settings() if arrangement.store == "PostgreSQL" else {}
            hall = Hall(folder / f"stores-{n}", told, arrangement.processes)
            waiting = days.facts_of(site(), days.TODAY, plan.waiting, served=False)
            days.write(hall.store, site(), days.TODAY, waiting)
            with open_hall(hall, COUNTERS), bare_server(arrangement.processes) as bare:
                for clients in plan.take_clients:
                    name = f"{arrangement.store}, {arrangement.processes}"
                    table.add(name, str(clients), *_compared(plan, hall, bare, clients))
    return table


@contextmanager
def shared_store() -> Iterator[Callable[[], dict[str, str]]]:
    """Settings for a new database each time, with a bus."""
    with postgresql() as server, nats() as bus:
        yield lambda: {
            "SUIVANT_DATABASE_URL": new_database(server),
            "SUIVANT_BUS_URL": bus.url,
        }


def _compared(plan: Plan, hall: Hall, bare: Bare, clients: int) -> list[str]:
    taken, called, nothing = Measured(hall.pids), Measured(hall.pids), Measured(bare.pids)
    before = Groups.of(hall)
    for _ in range(plan.turns):
        nothing.put(bare_job(bare.port, "/nothing", clients, plan.seconds))
        taken.put(take_job(hall, clients, plan.seconds))
        called.put(call_job(hall, clients, plan.seconds))
    anew = Groups.of(hall).anew_since(before)
    return [
        rate(taken.rate), taken.answered_in(50), taken.answered_in(99),
        rate(nothing.rate), share(taken.rate / nothing.rate),
        rate(called.rate / 2), called.answered_in(99), share(anew),
    ]  # fmt: skip


@dataclass(frozen=True)
class Groups:
    """How many groups of commands all processes have tried to write, and how many in vain."""

    tried: float
    overtaken: float

    @classmethod
    def of(cls, hall: Hall) -> Groups:
        tried = hall.measured("suivant_group_commands_count")
        return cls(tried, hall.measured("suivant_conflicts_total"))

    def anew_since(self, before: Groups) -> float:
        return (self.overtaken - before.overtaken) / max(1.0, self.tried - before.tried)
