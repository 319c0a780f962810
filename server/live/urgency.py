"""Whose picture is painted first: who stands in a waiting room waits for nobody's long page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum


class Urgency(IntEnum):
    """In the order of painting."""

    ROOM = 0
    """A board: everybody looks at it."""
    VISITOR = 1
    """Somebody stands before it: a kiosk, a printer, the phone of who has just been called."""
    AGENT = 2
    PHONE = 3
    """Of somebody who still waits. There may be hundreds."""
    FIGURES = 4
    """Read now and then."""


AT_ONCE = 0.04
"""Seconds between two pictures of a screen that people act on: an eye does not tell them apart."""
IN_A_MOMENT = 0.5
"""The same for what is only read."""

PACE: Mapping[Urgency, float] = {
    Urgency.ROOM: AT_ONCE,
    Urgency.VISITOR: AT_ONCE,
    Urgency.AGENT: AT_ONCE,
    Urgency.PHONE: IN_A_MOMENT,
    Urgency.FIGURES: IN_A_MOMENT,
}
