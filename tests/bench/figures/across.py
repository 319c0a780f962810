"""From a call on one server to the boards of another, through PostgreSQL and NATS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.bench import days
from tests.bench.children import watch_calls
from tests.bench.figures.boards import our_watch
from tests.bench.figures.workers import shared_store
from tests.bench.hall import COUNTERS, Hall, open_hall, site
from tests.bench.plan import Plan
from tests.bench.table import Beside, percentile, spread, times
from tests.worlds.ports import free_port
from tests.worlds.town import Town


def measure(plan: Plan, folder: Path) -> Beside:
    table = Beside(
        "From a call to the boards of another server",
        f"Two servers of one town hall, on one PostgreSQL and one NATS. {plan.calls} calls are "
        "made at the one, the boards hang on the other; beside it, both at the same.",
    )
    for boards in plan.boards_across:
        with shared_store() as settings:
            hall = Hall(folder / f"across-{boards}", settings())
            waiting = days.facts_of(site(), days.TODAY, 2 * plan.calls + COUNTERS, served=False)
            days.write(hall.journal, site().slug, days.TODAY, waiting)
            with open_hall(hall, COUNTERS), _second_server(hall) as other:
                watch = our_watch(hall, boards, plan.calls)
                across = watch_calls(replace(watch, port=other.port, calls_at=hall.port))
                here = watch_calls(watch)
        ratio = percentile(across.milliseconds, 50) / percentile(here.milliseconds, 50)
        table.compare(f"boards: {boards:,}", spread(across.milliseconds),
                      spread(here.milliseconds), times(ratio))  # fmt: skip
    return table


@contextmanager
def _second_server(hall: Hall) -> Iterator[Town]:
    other = Town(hall.folder, free_port(), hall.clock, settings=hall.settings, tokens=hall.tokens)
    other.start()
    try:
        yield other
    finally:
        other.leave()
