"""Does it get slower as the years, or the day, go by?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "Growth",
        f"Tickets per second by {CLIENTS} clients and the time to start, with more and more "
        "tickets in the journal. The servers run side by side and take turns. “Slower” compares "
        "with the first of each kind.",
        ("tickets already there", "tickets", "slower", "aim", "start", "slower", "aim"),
    )
    _compare(table, plan, folder, "past days", plan.histories, _with_history)
    _compare(table, plan, folder, "today", plan.today, _with_today)
    return table


def _with_history(hall: Hall, tickets: int) -> None:
    days.write_history(hall.store, site(), range(tickets // days.PER_DAY))


def _with_today(hall: Hall, tickets: int) -> None:
    days.write(hall.store, site(), days.TODAY, days.facts_of(site(), days.TODAY, tickets))


def _compare(
    table: Table,
    plan: Plan,
    folder: Path,
    where: str,
    sizes: Sequence[int],
    fill: Callable[[Hall, int], None],
) -> None:
    halls = []
    for size in sizes:
        hall = Hall(folder / f"{where}-{size}")
        if size:
            fill(hall, size)
        halls.append(hall)
    starts = _starts(plan, halls)
    with _all_open(halls):
        rates = _rates(plan, halls)
    for n, size in enumerate(sizes):
        table.add(
            f"{size:,}, {where}",
            *(rate(rates[n]), *_beside(rates[0] / rates[n], n)),
            *(f"{starts[n]:.2f} s", *_beside(starts[n] / starts[0], n)),
        )


def _beside(slower: float, n: int) -> tuple[str, str]:
    """The first is what the others are compared with."""
    return (times(slower), aim(f"< × {AIM}", slower < AIM)) if n else ("", "")


def _starts(plan: Plan, halls: list[Hall]) -> list[float]:
    """Seconds. The first round fills the machine's file cache and does not count."""
    rounds = [[_start(hall) for hall in halls] for _ in range(plan.starts + 1)]
    return [median(seconds) for seconds in zip(*rounds[1:], strict=True)]


def _start(hall: Hall) -> float:
    seconds = hall.timed_start()
    hall.stop()
    return seconds


@contextmanager
def _all_open(halls: list[Hall]) -> Iterator[None]:
    with ExitStack() as stack:
        for hall in halls:
            stack.enter_context(open_hall(hall))
        yield


def _rates(plan: Plan, halls: list[Hall]) -> list[float]:
    measured = [Measured(hall.pid) for hall in halls]
    for _ in range(plan.turns):
        for one, hall in zip(measured, halls, strict=True):
            one.put(take_job(hall, CLIENTS, plan.seconds))
    return [one.rate for one in measured]
