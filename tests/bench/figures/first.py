"""The first thing asked after a start, whatever the site file says."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.hall import ALWAYS, Hall
from tests.bench.machine import core_ms
from tests.bench.plan import Plan
from tests.bench.table import Beside, at_most, ms, times
from tests.bench.wire import exchange, post

AIM = 50.0
"""Milliseconds."""
WAITING = 20
OPENING_HOURS = {
    "always open (24/7)": ALWAYS,
    "office hours": "Mo-Fr 08:30-12:30,13:30-17:30; Sa 09:00-12:00; PH off",
    "hours that never change": "Mo-Su 00:00-24:00",
}


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "The first of a day",
        "A server starts with people waiting and a counter open, says that it is ready, and is "
        "asked one thing: a ticket, a call, a page. Beside it, the same asked again at once. "
        f"Medians of {plan.starts} starts each, and what the server worked of it.",
    )
    for name, hours in OPENING_HOURS.items():
        hall = Hall(folder / name.partition(" ")[0], hours=hours)
        try:
            _open_and_fill(hall)
            for what, ask in ASKED.items():
                _add_row(table, f"{what}, {name}", *_first_and_second(plan, hall, ask))
        finally:
            hall.leave()
            hall.store.close()
    return table


def _open_and_fill(hall: Hall) -> None:
    """Today has begun before."""
    hall.start()
    hall.open_counters(1)
    for _ in range(WAITING):
        ask_ticket(hall)
    hall.stop()


@dataclass
class Spent:
    """Milliseconds of each start's request."""

    passed: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    """Of one core, by the server."""

    def add(self, hall: Hall, ask: Callable[[Hall], None]) -> None:
        before, began = core_ms(hall.pid), time.perf_counter()
        ask(hall)
        self.passed.append((time.perf_counter() - began) * 1000)
        self.worked.append(core_ms(hall.pid) - before)

    def __str__(self) -> str:
        return f"{ms(median(self.passed))} ({ms(median(self.worked))} of a core)"


def _first_and_second(plan: Plan, hall: Hall, ask: Callable[[Hall], None]) -> tuple[Spent, Spent]:
    first, second = Spent(), Spent()
    for _ in range(plan.starts):
        hall.start()
        first.add(hall, ask)
        second.add(hall, ask)
        hall.stop()
    return first, second


def _add_row(table: Beside, what: str, first: Spent, second: Spent) -> None:
    ours, limit = median(first.passed), median(second.passed)
    table.compare(what, str(first), str(second), times(ours / limit), at_most(AIM, ours, ms))


def ask_ticket(hall: Hall) -> None:
    path = f"/api/v1/sites/{hall.site}/tickets"
    post(hall.port, path, hall.tokens["borne-hall"], {"services": ["civil"]})


def ask_call(hall: Hall) -> None:
    path = f"/api/v1/sites/{hall.site}/counters/1/next"
    post(hall.port, path, hall.tokens["1"], {"finish": "solved"})


def ask_page(path: str, token: str) -> Callable[[Hall], None]:
    def ask(hall: Hall) -> None:
        status, _ = exchange(hall.port, "GET", f"/{path}", hall.tokens[token])
        if status != 200:
            raise RuntimeError(f"{path}: {status}")

    return ask


ASKED: dict[str, Callable[[Hall], None]] = {
    "a ticket": ask_ticket,
    "a call": ask_call,
    "the kiosk's page": ask_page("kiosk/mairie", "borne-hall"),
    "the board's page": ask_page("display/mairie/hall", "ecran-hall"),
    "the console's page": ask_page("counter/mairie", "1"),
}
