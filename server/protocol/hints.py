"""What the processes tell each other: that a journal has grown, that a printer feels otherwise,
that a screen cannot be painted."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel

from server.protocol.printing import PrinterStatus


class Hint(BaseModel):
    site: str
    day: str = ""
    seq: int = 0
    printer: str | None = None
    """A printer's device id, when its state is what changed."""
    status: PrinterStatus | None = None
    """None: its agent has left."""
    unpainted: str | None = None
    """A kind of screen, when its picture failed there."""


Hear = Callable[[Hint], None]
"""Whoever is told."""
