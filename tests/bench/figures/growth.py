"""Does it get slower as the years, or the day, go by?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from tests.bench import days
from tests.bench.figures.tickets import Measured, take_job
from tests.bench.hall import Hall, open_hall, site
from tests.bench.plan import Plan
from tests.bench.table import Table, aim, rate, times

AIM = 1.15
CLIENTS = 16
TURN = 1.0
"""Seconds."""


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "Growth",
        f"Tickets per second by {CLIENTS} clients, and the time to start, with more and more "
        "tickets in the journal. The servers run side by side and take turns of a second; each is "
        "compared with the first of its kind in the same turn, and the median is told.",
        ("tickets already there", "tickets", "slower", "aim", "start", "slower", "aim"),
    )
    for where, sizes, fill in (
        ("past days", plan.histories, _with_history),
        ("today", plan.today, _with_today),
    ):
        halls = [Hall(folder / f"{where}-{size}") for size in sizes]
        for hall, size in zip(halls, sizes, strict=True):
            fill(hall, size)
        _add_rows(table, [f"{size:,}, {where}" for size in sizes], *_measured(plan, halls))
    return table


def _with_history(hall: Hall, tickets: int) -> None:
    days.write_history(hall.journal, site(), range(tickets // days.PER_DAY))


def _with_today(hall: Hall, tickets: int) -> None:
    if tickets:
        days.write(hall.journal, site(), days.TODAY, days.facts_of(site(), days.TODAY, tickets))


Turns = list[list[float]]
"""For each turn, one value for each hall."""


def _measured(plan: Plan, halls: list[Hall]) -> tuple[Turns, Turns]:
    """Milliseconds for a ticket, and seconds to start."""
    # The first round of starts fills the machine's file cache and does not count.
    starts = [[_start(hall) for hall in halls] for _ in range(plan.starts + 1)][1:]
    with _all_open(halls):
        tickets = [[_for_a_ticket(hall) for hall in halls] for _ in range(plan.growth_turns)]
    return tickets, starts


def _add_rows(table: Table, names: list[str], tickets: Turns, starts: Turns) -> None:
    for n, name in enumerate(names):
        table.add(
            name,
            *(rate(1000 / median(turn[n] for turn in tickets)), *_beside_the_first(tickets, n)),
            *(f"{median(turn[n] for turn in starts):.2f} s", *_beside_the_first(starts, n)),
        )


def _beside_the_first(turns: Turns, n: int) -> tuple[str, str]:
    slower = median(turn[n] / turn[0] for turn in turns)
    return (times(slower), aim(f"< × {AIM}", slower < AIM)) if n else ("", "")


def _start(hall: Hall) -> float:
    seconds = hall.timed_start()
    hall.stop()
    return seconds


def _for_a_ticket(hall: Hall) -> float:
    measured = Measured(hall.pids)
    measured.put(take_job(hall, CLIENTS, TURN))
    return 1000 / measured.rate


@contextmanager
def _all_open(halls: list[Hall]) -> Iterator[None]:
    with ExitStack() as stack:
        for hall in halls:
            stack.enter_context(open_hall(hall))
        yield
