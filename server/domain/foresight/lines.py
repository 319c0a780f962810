"""Who stands where, for a day that is played on a thousand times faster than it is lived.

Tickets that every counter sees alike stand in one line: same services still to be answered, same
counter they are kept for, with or without legal priority. A counter's next is then the first of a
few lines. `CounterSight.next` says what `policy.choose` says; a property test plays random days
beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from server.domain.day import Day
from server.domain.policy import Reach, reach_of
from server.domain.site import Site
from server.domain.ticket import Seat

Moment = int
"""Microseconds from now."""
Spot = tuple[Moment, Moment, int, str, int]
"""Due, arrival, rank and number, as `ticket.Place`; then the line."""
Agents = tuple[tuple[str, str], ...]
"""(counter, agent) of all open counters."""


class Alike(NamedTuple):
    """What the tickets of one line have in common."""

    remaining: tuple[str, ...]
    kept_for: str | None = None
    priority: bool = False


class SeenLine(NamedTuple):
    """A line as one counter sees it."""

    line: int
    priority: bool
    left: bool
    """An expert leaves it to a colleague, while she is needed."""
    needing: bool
    """It needs her."""


class Lines:
    """Numbered as they are met, the same in all runs of one day."""

    def __init__(self) -> None:
        self.kinds: list[Alike] = []
        self._numbers: dict[Alike, int] = {}

    def of(self, alike: Alike) -> int:
        number = self._numbers.get(alike)
        if number is None:
            number = self._numbers[alike] = len(self.kinds)
            self.kinds.append(alike)
        return number


class CounterSight:
    """What one counter may call, while the same agents sit at the open counters."""

    def __init__(self, lines: Lines, reach: Reach) -> None:
        self.services = reach.services
        self.expert = bool(reach.colleagues)
        """She may leave some to colleagues."""
        self._lines, self._reach = lines, reach
        self._met = 0
        self._seen: list[SeenLine] = []
        self.sees: frozenset[int] = frozenset()

    def seen(self) -> Sequence[SeenLine]:
        """The lines in reach, those that were met since included."""
        kinds = self._lines.kinds
        if self._met < len(kinds):
            fresh = range(self._met, len(kinds))
            self._seen += [self._look(n, kinds[n]) for n in fresh if self._reaches(kinds[n])]
            self.sees = frozenset(each.line for each in self._seen)
            self._met = len(kinds)
        return self._seen

    def next(self, heaps: Sequence[Sequence[Spot]], now: Moment, full: bool) -> Spot | None:
        """Whom it calls. `full`: as many legal-priority calls went in a row as may."""
        best = None
        for seen in self.seen():
            heap = heaps[seen.line]
            if heap and (best is None or heap[0] < best):
                best, first = heap[0], seen
        if best is None or not (first.left or (full and first.priority)):
            return best
        if full and first.priority:
            other = self._ordinary(heaps, now)
            if other is not None:
                return other
        if first.left and best[0] > now:
            return self._kept(heaps, now) or best
        return best

    def _ordinary(self, heaps: Sequence[Sequence[Spot]], now: Moment) -> Spot | None:
        """The first without legal priority, if it is due."""
        first = min(
            (heaps[s.line][0] for s in self._seen if not s.priority and heaps[s.line]), default=None
        )
        return first if first is not None and first[0] <= now else None

    def _kept(self, heaps: Sequence[Sequence[Spot]], now: Moment) -> Spot | None:
        """The first whom she leaves to nobody, while somebody needs her."""
        if not any(s.needing and heaps[s.line] for s in self._seen):
            return None
        heads = ((s.left, heaps[s.line][0]) for s in self._seen if heaps[s.line])
        return min((head for left, head in heads if not left or head[0] <= now), default=None)

    def _reaches(self, kind: Alike) -> bool:
        if kind.kept_for is not None:
            return kind.kept_for == self._reach.counter
        return not self.services.isdisjoint(kind.remaining)

    def _look(self, line: int, kind: Alike) -> SeenLine:
        left = any(answered.issuperset(kind.remaining) for answered in self._reach.colleagues)
        needing = not self._reach.needed_for.isdisjoint(kind.remaining)
        return SeenLine(line, kind.priority, left, needing)


class Sights:
    """Made once for each set of agents, for all runs."""

    def __init__(self, site: Site, day: Day, lines: Lines) -> None:
        self._site, self._lines = site, lines
        self._day = Day(day.site, day.date)
        self._made: dict[tuple[str, Agents], CounterSight] = {}
        self._alike: dict[tuple[str, str, frozenset[frozenset[str]]], CounterSight] = {}
        """By what an expert's colleagues answer, whoever they are."""
        self._plain: dict[tuple[str, str], CounterSight] = {}
        """Of agents who are expert in nothing: the same whoever else is there."""

    def of(self, counter: str, agents: Agents) -> CounterSight:
        sight = self._made.get((counter, agents))
        if sight is None:
            agent = dict(agents)[counter]
            sight = self._plain.get((counter, agent)) or self._make(counter, agent, agents)
            self._made[counter, agents] = sight
        return sight

    def _make(self, counter: str, agent: str, agents: Agents) -> CounterSight:
        """By the policy's own reach, on a day of which nothing stands but the counters."""
        self._day.seats = {counter: Seat(counter, agent=agent)}
        self._day.staffing = self._day.staffing.staffed(agents)
        reach = reach_of(self._day, self._site, counter, agent)
        key = (counter, agent, frozenset(reach.colleagues))
        sight = self._alike.setdefault(key, CounterSight(self._lines, reach))
        if not reach.colleagues and not reach.needed_for:
            self._plain[counter, agent] = sight
        return sight
