"""What is asked of a day that is played on, and what comes back: values alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from server.domain.appointments import Appointment
from server.domain.hours import Interruption
from server.domain.roster import Shift


@dataclass(frozen=True, slots=True)
class Expected:
    """What the rest of the day is expected to bring, as far as it is known."""

    closes: datetime
    """The end of opening: nobody comes afterwards. Who waits then is still called where the site
    serves after closing."""
    shifts: Sequence[Shift] = ()
    """Without any, whoever sits now stays until the end."""
    appointments: Sequence[Appointment] = ()
    """Of those who have not come yet."""
    arrivals: Mapping[tuple[int, str], float] = field(default_factory=dict)
    """(hour on the site's clock, service) -> visitors in that whole hour."""
    minutes: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """What past visits took at a counter, by service."""
    pause_minutes: float = 15.0
    """How long an agent rests whose own constraints do not say it."""
    priority_share: float = 0.0
    """Of those who arrive, how many have legal priority."""


@dataclass(frozen=True, slots=True)
class Draws:
    runs: int = 60
    seed: int = 1
    """The same seed gives the same answer, to the last digit."""
    early: float = 0.1
    """The share of visitors called before the low end."""
    late: float = 0.1
    """The share called after the high end."""
    to_the_end: bool = True
    """Else a run ends with the last call that somebody asks for, and how it would end is not
    told."""


class WaitAhead(NamedTuple):
    """Minutes from now until the call, low <= likely <= high."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """Of one visitor, over all runs."""

    wait: WaitAhead | None
    """None where fewer than half of the runs come to her call: no number would be honest."""
    called: float
    """The share of runs in which she is called at all."""
    before_closing: float
    """The share of runs in which she is called before the end of opening."""


NOT_CALLED = Outlook(None, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How one run ended."""

    served_before_closing: int
    """Visits that ended from now until the end of opening."""
    last_out: float
    """Minutes from now until the last visitor has left; 0 where nobody was there."""
    not_called: int
    """Visitors who still waited when nobody could call them any more."""


@dataclass(frozen=True, slots=True)
class Foresight:
    at: datetime
    """The moment from which minutes are counted."""
    tickets: Mapping[str, Outlook]
    """By number: everybody who waits."""
    newcomers: Mapping[str, Outlook]
    """By service: whoever would take a ticket now."""
    with_priority: Mapping[str, Outlook]
    """By service: a newcomer with legal priority."""
    runs: Sequence[RunEnd]
    interruptions: Mapping[str, Sequence[Interruption]] = field(default_factory=dict)
    """By service: those that it has reckoned with."""

    def interruption_of(self, service: str, now: datetime) -> Interruption | None:
        """Of those: the one that lasts, or the next."""
        return next((each for each in self.interruptions.get(service, ()) if each.ends > now), None)
