"""Who is planned at a counter, from when to when.

For closing time, the promise and the lab. Never a comparison of persons: nothing here is ever
reckoned for one agent beside another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Shift:
    agent: str
    """Her login."""
    counter: str
    begins: datetime
    ends: datetime
