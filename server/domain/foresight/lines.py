"""Who stands where, for a day that is played on a thousand times faster than it is lived.

Tickets that every counter sees alike stand in one line: same services still to be answered, same
counter they are kept for, with or without legal priority. A counter's next is then the first of a
few lines. `CounterSight.next` says what `policy.choose` says; a property test plays random days
beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from server.domain.day import Day
from server.domain.policy import Reach, reach_while
from server.domain.policy.reach import first_level
from server.domain.site import Site
from server.domain.ticket import Seat

Moment = int
"""Microseconds from now."""
Spot = tuple[Moment, Moment, int, str, int]
"""Due, arrival, rank and number, as `ticket.Place`; then the line."""
Services = frozenset[str]
Agents = tuple[tuple[str, str], ...]
"""(counter, agent) of all open counters."""


class Alike(NamedTuple):
    """What the tickets of one line have in common."""

    remaining: tuple[str, ...]
    kept_for: str | None = None
    priority: bool = False


class Lines:
    """Numbered as they are met, the same in all runs of one day."""

    def __init__(self) -> None:
        self.kinds: list[Alike] = []
        self.demands: dict[frozenset[str], int] = {}
        """What the tickets of a line need answered -> a bit of its own."""
        self._numbers: dict[Alike, int] = {}

    def of(self, alike: Alike) -> int:
        number = self._numbers.get(alike)
        if number is None:
            number = self._numbers[alike] = len(self.kinds)
            self.kinds.append(alike)
            self.met(frozenset(alike.remaining))
        return number

    def met(self, demand: frozenset[str]) -> None:
        self.demands.setdefault(demand, 1 << len(self.demands))


class CounterSight:
    """What one counter may call, while the colleagues there answer the same."""

    def __init__(self, lines: Lines, reach: Reach) -> None:
        self.expert = bool(reach.colleagues)
        """She may leave some to colleagues."""
        self._sees: list[int] = []
        self._kinds, self._reach = lines.kinds, reach
        self._met = 0
        self._ordinary: list[int] = []
        """Without legal priority."""
        self._left: set[int] = set()
        """What an expert leaves to a colleague, while she is needed."""
        self._needing: list[int] = []
        """What needs her."""

    def lines(self) -> Sequence[int]:
        """Those in reach, also if they were met since."""
        if self._met < len(self._kinds):
            for line in range(self._met, len(self._kinds)):
                if self._reaches(self._kinds[line]):
                    self._take_in(line, self._kinds[line])
            self._met = len(self._kinds)
        return self._sees

    def next(self, heaps: Sequence[Sequence[Spot]], now: Moment, full: bool) -> Spot | None:
        """Whom it calls. `full`: as many legal-priority calls went in a row as may."""
        first = None
        for line in self.lines():
            heap = heaps[line]
            if heap and (first is None or heap[0] < first):
                first = heap[0]
        if first is None:
            return None
        if full and self._kinds[first[4]].priority:
            other = _first(heaps, self._ordinary)
            if other is not None and other[0] <= now:
                return other
        if first[4] in self._left and first[0] > now:
            return self._kept(heaps, now) or first
        return first

    def _kept(self, heaps: Sequence[Sequence[Spot]], now: Moment) -> Spot | None:
        """The first whom she leaves to nobody, while somebody needs her."""
        if not any(heaps[line] for line in self._needing):
            return None
        heads = (heaps[line][0] for line in self._sees if heaps[line])
        return min((each for each in heads if each[4] not in self._left or each[0] <= now),
                   default=None)  # fmt: skip

    def _reaches(self, kind: Alike) -> bool:
        """As `policy` reaches them: a demand that is interrupted is called by no rule."""
        if kind.kept_for is not None:
            resting = self._reach.interrupted.issuperset(kind.remaining)
            return kind.kept_for == self._reach.counter and not resting
        return not self._reach.by_rule.isdisjoint(kind.remaining)

    def _take_in(self, line: int, kind: Alike) -> None:
        self._sees.append(line)
        if not kind.priority:
            self._ordinary.append(line)
        if any(answered.issuperset(kind.remaining) for answered in self._reach.colleagues):
            self._left.add(line)
        if not self._reach.needed_for.isdisjoint(kind.remaining):
            self._needing.append(line)


def _first(heaps: Sequence[Sequence[Spot]], lines: Sequence[int]) -> Spot | None:
    return min((heaps[line][0] for line in lines if heaps[line]), default=None)


class Team(NamedTuple):
    """Who sits at the open counters, and which demands somebody there answers at first level."""

    agents: Agents
    once: int
    """Bits of `Lines.demands`: by one of them at least."""
    twice: int
    """By two."""


class Looker(NamedTuple):
    """Who looks around at which counter, and what is interrupted meanwhile."""

    counter: str
    agent: str
    interrupted: Services


class Sights:
    """What each counter sees while the same services are interrupted, kept over all runs. An
    expert's reserve depends on nothing but the demands that her colleagues answer: it is reckoned
    once for each set of these."""

    def __init__(self, site: Site, day: Day, lines: Lines) -> None:
        self._site, self._lines = site, lines
        self._day = Day(day.site, day.date)
        self._plain: dict[Looker, CounterSight | None] = {}
        self._experts: dict[tuple[Looker, int], CounterSight] = {}
        self._answered: dict[str, int] = {}
        """By agent, as bits."""
        self._known = 0
        """How many demands had been met then."""
        for service in {
            *site.services,
            *chain.from_iterable(a.skills for a in site.agents.values()),
        }:
            lines.met(frozenset((service,)))

    def plain(self, looking: Looker) -> CounterSight | None:
        """The same whoever else is there; None for an expert."""
        if looking not in self._plain:
            alone = self._reach(looking, ())
            self._plain[looking] = None if alone.needed_for else CounterSight(self._lines, alone)
        return self._plain[looking]

    def team(self, agents: Agents) -> Team:
        if self._known < len(self._lines.demands):
            self._known = len(self._lines.demands)
            self._answered, self._experts = {}, {}
        once = twice = 0
        for agent in {agent for _, agent in agents}:
            answered = self._answers(agent)
            twice |= once & answered
            once |= answered
        return Team(agents, once, twice)

    def expert(self, looking: Looker, team: Team) -> CounterSight:
        others = team.twice | (team.once & ~self._answers(looking.agent))
        sight = self._experts.get((looking, others))
        if sight is None:
            reach = self._reach(looking, team.agents)
            sight = self._experts[looking, others] = CounterSight(self._lines, reach)
        return sight

    def _answers(self, agent: str) -> int:
        bits = self._answered.get(agent)
        if bits is None:
            services = first_level(self._site, agent)
            demands = self._lines.demands.items()
            bits = sum(bit for demand, bit in demands if demand <= services)
            self._answered[agent] = bits
        return bits

    def _reach(self, looking: Looker, agents: Agents) -> Reach:
        """The policy's own, on a day of which nothing stands but the counters."""
        counter, agent, interrupted = looking
        self._day.seats = {counter: Seat(counter, agent=agent)}
        self._day.staffing = self._day.staffing.staffed(agents)
        return reach_while(interrupted, self._day, self._site, counter, agent)
