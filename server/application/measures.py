"""What is counted of the work itself, for Prometheus. Never a person."""

from __future__ import annotations

from functools import cache

from prometheus_client import Counter, Histogram

COMMANDS = Counter("suivant_commands_total", "Commands answered", ["command"])
REFUSALS = Counter("suivant_refusals_total", "Requests refused, at the door or by a rule", ["code"])
CONFLICTS = Counter("suivant_conflicts_total", "Transactions that another process was before")
COMMIT_SECONDS = Histogram(
    "suivant_commit_seconds",
    "Writing one group of commands",
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0),
)
GROUP_SIZE = Histogram(
    "suivant_group_commands",
    "Commands written together",
    buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256),
)
PRINTS = Counter("suivant_prints_total", "Print jobs reported", ["result"])


@cache
def commands(kind: str) -> Counter:
    """Looked up once: by its label, a counter costs more than its count."""
    return COMMANDS.labels(kind)


@cache
def prints(result: str) -> Counter:
    return PRINTS.labels(result)
