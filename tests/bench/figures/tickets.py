"""Tickets taken per second, beside a FastAPI that does nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.children import Bare, bare_server, put_load
from tests.bench.hall import Hall, open_hall, site
from tests.bench.load import Job, Result
from tests.bench.machine import processor_seconds
from tests.bench.plan import Plan
from tests.bench.table import Table, aim, ms, percentile, rate, share

AIM = 0.6


@dataclass
class Measured:
    """The same load on a server, several times over."""

    pids: list[int]
    results: list[Result] = field(default_factory=list)
    worked: float = 0.0

    def put(self, job: Job) -> None:
        before = sum(map(processor_seconds, self.pids))
        self.results.append(put_load(job))
        self.worked += sum(map(processor_seconds, self.pids)) - before

    @property
    def rate(self) -> float:
        return median(len(r.milliseconds) / r.seconds for r in self.results)

    @property
    def work(self) -> str:
        """Of one core for a request: what else the machine does hardly changes it."""
        return f"{self.worked * 1000 / sum(r.asked for r in self.results):.2f} ms"

    def answered_in(self, percent: int) -> str:
        return ms(percentile([m for r in self.results for m in r.milliseconds], percent))


def take_job(hall: Hall, clients: int, seconds: float) -> Job:
    path = f"/api/v1/sites/{hall.site}/tickets"
    tokens = [hall.tokens["borne-hall"]] * clients
    return Job(hall.port, "take", path, seconds, tokens, services=list(site().services))


def bare_job(port: int, path: str, clients: int, seconds: float) -> Job:
    """The same requests, to the server that does nothing."""
    return Job(port, "take", path, seconds, ["-" * 43] * clients, services=list(site().services))


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "Tickets taken",
        "`POST …/tickets` by a kiosk, each with its own `Idempotency-Key`, over all services, six "
        "counters open; an answer means that the ticket is on the disk. Beside it, with the same "
        "requests, FastAPI's `return {…}` that reads no body, and the same with the body parsed.",
        ("clients", "tickets", "p50", "p99", "FastAPI no-op", "p50", "p99", "of it", "aim",
         "body parsed",
         "core per ticket", "no-op", "parsed"),
    )  # fmt: skip
    for clients in plan.take_clients:
        with open_hall(Hall(folder / f"take-{clients}")) as hall, bare_server() as bare:
            table.add(str(clients), *_compared(plan, hall, bare, clients))
    return table


def _compared(plan: Plan, hall: Hall, bare: Bare, clients: int) -> list[str]:
    ours, nothing, parsed = Measured(hall.pids), Measured(bare.pids), Measured(bare.pids)
    for _ in range(plan.turns):
        nothing.put(bare_job(bare.port, "/nothing", clients, plan.seconds))
        ours.put(take_job(hall, clients, plan.seconds))
        parsed.put(bare_job(bare.port, "/parsed", clients, plan.seconds))
    ratio = ours.rate / nothing.rate
    return [
        rate(ours.rate), ours.answered_in(50), ours.answered_in(99),
        rate(nothing.rate), nothing.answered_in(50), nothing.answered_in(99),
        share(ratio), aim(f"≥ {share(AIM)}", ratio >= AIM), rate(parsed.rate),
        ours.work, nothing.work, parsed.work,
    ]  # fmt: skip
