"""What each counter of one run sees, until somebody comes or goes, or other services are
interrupted.
"""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.foresight.lines import Agents, CounterSight, Looker, Services, Sights, Team
from server.domain.foresight.start import Desk
from server.domain.lifecycle import CounterState


class Lookout:
    def __init__(self, sights: Sights, desks: Mapping[str, Desk]) -> None:
        self._sights, self._desks = sights, desks
        self._interrupted: Services = frozenset()
        self._team: Team | None = None
        """None once somebody came or went: put together when an expert looks around."""
        self._seen: dict[str, CounterSight] = {}
        self._experts: list[str] = []
        """Counters of `_seen` that see otherwise when somebody comes or goes."""

    def of(self, counter: str) -> CounterSight:
        return self._seen.get(counter) or self._looked(counter)

    def left(self, counter: str) -> None:
        self._seen.pop(counter, None)
        self.staffed()

    def staffed(self) -> None:
        """Otherwise than before."""
        self._team = None
        for counter in self._experts:
            self._seen.pop(counter, None)
        self._experts.clear()

    def turn(self, interrupted: Services) -> None:
        """These services are interrupted from now on, and no others."""
        self._interrupted = interrupted
        self._seen.clear()
        self._experts.clear()

    def _looked(self, counter: str) -> CounterSight:
        sitting = self._desks[counter].sitting
        assert sitting is not None
        looking = Looker(counter, sitting.agent, self._interrupted)
        sight = self._sights.plain(looking)
        if sight is None:
            self._team = self._team or self._sights.team(self._agents())
            sight = self._sights.expert(looking, self._team)
            self._experts.append(counter)
        self._seen[counter] = sight
        return sight

    def _agents(self) -> Agents:
        return tuple(
            (counter, desk.sitting.agent)
            for counter, desk in self._desks.items()
            if desk.sitting and desk.state is CounterState.OPEN
        )
