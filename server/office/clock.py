"""An hour as somebody fills it in, on any of the office's forms."""

from __future__ import annotations

from datetime import time

from server.domain.refusal import Code
from server.rim.problems import Refused


def hour_of(told: str, field: str, why: str) -> time:
    """`09:05`, by the site's clock whatever zone is written with it. Raises `invalid`."""
    try:
        return time.fromisoformat(told).replace(tzinfo=None)
    except ValueError as error:
        raise Refused(Code.INVALID, field=field, why=why) from error
