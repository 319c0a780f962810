"""Does it get slower as the years, or the day, go by?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from tests.bench import days
from tests.bench.hall import Hall, open_hall, site
from tests.bench.jobs import take_job
from tests.bench.machine import processor_seconds
from tests.bench.measured import Measured
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, core, seconds, times

PAST_AIM, TODAY_START_AIM = 1.05, 1.15
CLIENTS = 16
TURN = 1.0
"""Seconds."""


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "Growth",
        f"Time of one core for a ticket, asked by {CLIENTS} clients, and for a start, with more "
        "and more tickets in the journal. The servers run side by side and take turns of a second; "
        "each is compared with the first of its kind in the same turn, and the median is "
        "told.",
    )
    past = _filled(folder, "past days", plan.histories, _with_history)
    _add_rows(table, past, *_measured(plan, list(past.values())), PAST_AIM, PAST_AIM)
    today = _filled(folder, "today", plan.today, _with_today)
    _add_rows(table, today, *_measured(plan, list(today.values())), None, TODAY_START_AIM)
    return table


def _filled(
    folder: Path, where: str, sizes: tuple[int, ...], fill: Callable[[Hall, int], None]
) -> dict[str, Hall]:
    """By what they have."""
    halls = {}
    for size in sizes:
        halls[f"{size:,} tickets {where}"] = hall = Hall(folder / f"{where}-{size}")
        fill(hall, size)
    return halls


def _with_history(hall: Hall, tickets: int) -> None:
    days.write_history(hall.journal, site(), range(tickets // days.PER_DAY))


def _with_today(hall: Hall, tickets: int) -> None:
    if tickets:
        days.write(
            hall.journal, site().slug, days.TODAY, days.facts_of(site(), days.TODAY, tickets)
        )


Turns = list[list[float]]
"""For each turn, one value for each hall."""


def _measured(plan: Plan, halls: list[Hall]) -> tuple[Turns, Turns]:
    """Milliseconds of a core for a ticket, and seconds of it for a start."""
    # The first round of starts fills the machine's file cache and does not count.
    starts = [[_start(hall) for hall in halls] for _ in range(plan.starts + 1)][1:]
    with _all_open(halls):
        tickets = [[_for_a_ticket(hall) for hall in halls] for _ in range(plan.growth_turns)]
    return tickets, starts


def _add_rows(
    table: Beside,
    names: Iterable[str],
    tickets: Turns,
    starts: Turns,
    ticket_aim: float | None,
    start_aim: float,
) -> None:
    for n, name in list(enumerate(names))[1:]:
        for what, turns, said, most in (
            ("a ticket", tickets, core, ticket_aim),
            ("the start", starts, seconds, start_aim),
        ):
            ratio = median(turn[n] / turn[0] for turn in turns)
            first, here = (median(turn[i] for turn in turns) for i in (0, n))
            table.compare(f"{what} with {name}", said(here), said(first), times(ratio),
                          at_most(most, ratio, times) if most else None)  # fmt: skip


def _start(hall: Hall) -> float:
    hall.start()
    worked = processor_seconds(hall.pid)
    hall.stop()
    return worked


def _for_a_ticket(hall: Hall) -> float:
    measured = Measured(hall.pids, lambda: take_job(hall, CLIENTS, TURN))
    measured.put()
    return measured.cost


@contextmanager
def _all_open(halls: list[Hall]) -> Iterator[None]:
    with ExitStack() as stack:
        for hall in halls:
            stack.enter_context(open_hall(hall))
        yield
