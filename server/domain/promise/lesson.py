"""A past day as plain data, and back: what a site's nights keep instead of reading a year anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from server.domain.promise.history import PastDay
from server.domain.promise.state import Example, OfficeState, QueueState, Traffic
from server.domain.promise.tables import DayTable


def day_as_data(day: PastDay) -> dict[str, Any]:
    return asdict(day)


def day_from_data(data: Mapping[str, Any]) -> PastDay:
    """Raises KeyError and TypeError for what another version of the program has kept."""
    return PastDay(
        office=data["office"],
        day=data["day"],
        tables={service: DayTable(**table) for service, table in data["tables"].items()},
        examples=[Example(_state(each["state"]), each["wait"]) for each in data["examples"]],
    )


def _state(data: Mapping[str, Any]) -> QueueState:
    whole = data["whole"]
    changed = {
        "flows": _flows(data["flows"]),
        "last_waits": tuple(data["last_waits"]),
        "foreseen": tuple(data["foreseen"]),
        "whole": OfficeState(**{**whole, "flows": _flows(whole["flows"])}),
    }
    return QueueState(**{**data, **changed})


def _flows(rows: Sequence[Sequence[float]]) -> tuple[Traffic, ...]:
    return tuple(Traffic(*row) for row in rows)
