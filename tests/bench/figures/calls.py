"""Visitors called and finished per second, each agent at a counter of her own."""

from __future__ import annotations

from pathlib import Path

from tests.bench import days
from tests.bench.children import Bare, bare_server
from tests.bench.figures.tickets import Measured, bare_job
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.load import Job
from tests.bench.plan import Plan
from tests.bench.table import Table, rate, share


def call_job(hall: Hall, agents: int, seconds: float) -> Job:
    counters = [str(n) for n in range(1, agents + 1)]
    path = f"/api/v1/sites/{hall.site}"
    return Job(
        hall.port, "call", path, seconds, [hall.tokens[n] for n in counters], counters=counters
    )


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "Visitors called",
        f"`next`, then `finish`, again and again, with {COUNTERS} counters open, agents who answer "
        f"every service and {plan.waiting:,} people waiting at the start. A visitor is two "
        "requests: the rate of requests stands beside FastAPI's no-op.",
        (
            "agents",
            "visitors",
            "requests",
            "p50",
            "p99",
            "FastAPI no-op",
            "of it",
            "core per request",
            "no-op",
        ),
    )
    for agents in plan.call_clients:
        hall = Hall(folder / f"call-{agents}")
        waiting = days.facts_of(site(), days.TODAY, plan.waiting, served=False)
        days.write(hall.journal, site(), days.TODAY, waiting)
        with open_hall(hall, COUNTERS), bare_server() as bare:
            table.add(str(agents), *_compared(plan, hall, bare, agents))
    return table


def _compared(plan: Plan, hall: Hall, bare: Bare, agents: int) -> list[str]:
    ours, nothing = Measured(hall.pids), Measured(bare.pids)
    for _ in range(plan.turns):
        nothing.put(bare_job(bare.port, "/nothing", agents, plan.seconds))
        ours.put(call_job(hall, agents, plan.seconds))
    return [
        rate(ours.rate / 2), rate(ours.rate), ours.answered_in(50), ours.answered_in(99),
        rate(nothing.rate), share(ours.rate / nothing.rate), ours.work, nothing.work,
    ]  # fmt: skip
