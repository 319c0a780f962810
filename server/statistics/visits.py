"""At a day's end its visits become rows, in the transaction that closes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from server.domain.events import Fact
from server.domain.visits import Stage, Visit, visits_of
from server.statistics.tables import StageRow, VisitRow


def keep_visits(connection: Connection, site: str, day: date, facts: Sequence[Fact]) -> None:
    """What `Journal` is given to do at a day's end."""
    visits = visits_of(facts)
    where = {"site": site, "day": day}
    stages = [
        where | _stage(visit.number, n, stage)
        for visit in visits
        for n, stage in enumerate(visit.stages)
    ]
    if visits:
        connection.execute(insert(VisitRow), [where | _visit(visit) for visit in visits])
    if stages:
        connection.execute(insert(StageRow), stages)


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "number": visit.number,
        "services": " ".join(visit.services),
        "language": visit.language,
        "priority": visit.priority,
        "taken_at": visit.taken_at,
        "ended_at": visit.ended_at,
        "ending": visit.ending,
    }


def _stage(number: str, n: int, stage: Stage) -> dict[str, Any]:
    return {
        "number": number,
        "n": n,
        "counter": stage.counter,
        "services": " ".join(stage.services),
        "called_at": stage.called_at,
        "started_at": stage.started_at,
        "ended_at": stage.ended_at,
        "ending": stage.ending,
    }
