"""What the load asks: tickets at a kiosk, visitors by agents, and the same of the bare server."""

from __future__ import annotations

from tests.bench.hall import Hall, service_codes
from tests.bench.load import Job


def take_job(hall: Hall, clients: int, seconds: float) -> Job:
    path = f"/api/v1/sites/{hall.site}/tickets"
    tokens = [hall.tokens["borne-hall"]] * clients
    return Job(hall.port, "take", path, seconds, tokens, services=service_codes())


def call_job(hall: Hall, agents: int, seconds: float) -> Job:
    """`next`, then `finish`, again and again."""
    counters = [str(n) for n in range(1, agents + 1)]
    path = f"/api/v1/sites/{hall.site}"
    return Job(
        hall.port, "call", path, seconds, [hall.tokens[n] for n in counters], counters=counters
    )


def bare_job(port: int, path: str, clients: int, seconds: float) -> Job:
    """Requests as of `take_job`, to the server that does nothing."""
    return Job(port, "take", path, seconds, ["-" * 43] * clients, services=service_codes())
