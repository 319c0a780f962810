"""The day, played on from the live state: `foresee(day, site, now, expected, draws)`.

Pure, and the same to the last digit for the same seed. `expected` says what is known of the rest of
the day (`Expected(closes=...)` is enough); the answer has for each ticket that waits, and for a
newcomer of each service, an `Outlook`: low, likely and high minutes from now until the call, and in
what share of runs she is called before the end of opening. Who is called is what `policy.choose`
would say: skills, the expert's reserve, legal priority, appointments, demands, pauses and
interruptions as on the day itself. Visitors who are parked or absent are not counted.
"""

from __future__ import annotations

from server.domain.foresight.foreseen import (
    Draws,
    Expected,
    Foresight,
    Outlook,
    RunEnd,
    WaitAhead,
)
from server.domain.foresight.play import foresee

__all__ = ["Draws", "Expected", "Foresight", "Outlook", "RunEnd", "WaitAhead", "foresee"]
