"""One town hall on PostgreSQL and NATS, served by two processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import days
from tests.bench.children import bare_server
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.jobs import bare_job, call_job, take_job
from tests.bench.measured import Measured
from tests.bench.plan import Plan
from tests.bench.table import Beside, share
from tests.worlds.servers import nats, new_database, postgresql

PROCESSES = 2


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "Two processes of one town hall",
        "On PostgreSQL and NATS, whichever process a request falls to; all of them stand on the "
        "same cores. The limit is FastAPI's no-op with as many processes. *Decided anew*: groups "
        "of commands that another process had overtaken, of all groups tried.",
    )
    with shared_store() as settings:
        hall = Hall(folder / "workers", settings(), PROCESSES)
        waiting = days.facts_of(site(), days.TODAY, plan.waiting, served=False)
        days.write(hall.journal, site().slug, days.TODAY, waiting)
        with open_hall(hall, COUNTERS), bare_server(PROCESSES) as bare:
            before = Groups.of(hall)
            for clients in plan.clients:
                put = (clients, plan.seconds)
                nothing = Measured(bare.pids, partial(bare_job, bare.port, "/nothing", *put))
                taken = Measured(hall.pids, partial(take_job, hall, *put))
                called = Measured(hall.pids, partial(call_job, hall, *put))
                _compare(table, plan, clients, nothing, taken, called)
            anew = Groups.of(hall).anew_since(before)
    table.compare("decided anew", share(anew))
    return table


def _compare(
    table: Beside, plan: Plan, clients: int, nothing: Measured, taken: Measured, called: Measured
) -> None:
    for _ in range(plan.turns):
        for load in (nothing, taken, called):
            load.put()
    for what, ours in (("tickets", taken), ("calls", called)):
        table.compare(f"{what} a second, {clients} clients", ours.pace, nothing.pace,
                      share(ours.rate / nothing.rate))  # fmt: skip


@contextmanager
def shared_store() -> Iterator[Callable[[], dict[str, str]]]:
    """Settings for a new database each time, with a bus."""
    with postgresql() as server, nats() as bus:
        yield lambda: {
            "SUIVANT_DATABASE_URL": new_database(server),
            "SUIVANT_BUS_URL": bus.url,
        }


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
