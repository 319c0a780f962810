"""An hour agreed on beforehand. Nothing personal is kept of it but the code that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    id: str
    """As the town's own software calls it."""
    code: str
    """What the visitor shows at the kiosk: six characters that cannot be misread."""
    at: datetime
    services: tuple[str, ...]
    language: str = "fr"
