"""Whom an agent may check in by hand: today's appointments that have not come yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from server.application.appointments import still_expected
from server.application.sight import Sight


class ExpectedVisitor(BaseModel, frozen=True):
    code: str
    """Nothing else is known of who comes."""
    at: datetime
    services: list[str]
    """Names."""


def expected_at(sight: Sight) -> Iterator[ExpectedVisitor]:
    """In the order of their hours."""
    for booked in still_expected(sight.reception, sight.clock):
        names = [sight.service_name(code) for code in booked.services]
        yield ExpectedVisitor(code=booked.code, at=booked.at, services=names)
