"""One run: the waiting room and its counters from now until nobody is left who can be served."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from random import Random
from typing import Any, NamedTuple

from server.domain.foresight.durations import remaining
from server.domain.foresight.lines import Agents, Alike, CounterSight, Moment, Spot
from server.domain.foresight.start import Desk, Sitting, Start, What
from server.domain.lifecycle import CounterState


class Happened(NamedTuple):
    """What happened in a run, for who plays the same day by the rules beside it."""

    at: Moment
    what: str
    counter: str
    number: str
    agent: str = ""


class Hall:
    def __init__(
        self,
        start: Start,
        draws: Random,
        ghosts: Sequence[Spot] = (),
        story: list[Happened] | None = None,
    ) -> None:
        """`ghosts`: visitors who would come now. They hold up nobody, and it is noted when each
        would be called; in calling order."""
        self.start, self.draws, self.story = start, draws, story
        self.heaps = [list(heap) for heap in start.heaps]
        self.heaps += [[] for _ in start.lines.kinds[len(self.heaps) :]]
        self.desks = {
            desk.sitting.counter: Desk(desk.sitting, desk.state, desk.since, desk.serving)
            for desk in start.desks
            if desk.sitting
        }
        self.now: Moment = 0
        self.run = start.run
        self.ghosts = list(ghosts)
        self.called: dict[str, Moment] = {}
        """The first call of each, by number."""
        self.done = 0
        """Visits ended before closing."""
        self.last_out: Moment = 0
        self._order = 0
        self._events: list[tuple[Moment, What, int, Any]] = []
        self._idle: dict[str, None] = {}
        self._planned: list[Sitting] = []
        self._agents: Agents = ()
        self._sights: dict[str, CounterSight] = {}
        """While the same agents are there."""

    def due(self, at: Moment, what: What, whom: Any) -> None:
        self._order += 1
        heappush(self._events, (at, what, self._order, whom))

    def play(self) -> None:
        self._begin()
        happen: dict[What, Callable[[Any], None]] = {
            What.DONE: self._done, What.LEAVES: self._leaves, What.OPENS: self._opens,
                  What.BACK: self._back, What.ENTERS: self.enter}  # fmt: skip
        while self._events:
            self.now, what, _, whom = heappop(self._events)
            happen[what](whom)

    def waiting(self) -> int:
        """Who is left, and nobody calls."""
        return sum(map(len, self.heaps))

    def _begin(self) -> None:
        for at, what, whom in self.start.events:
            self.due(at, what, whom)
        for desk in self.desks.values():
            if desk.serving is not None:
                self._serve(desk, desk.serving, -self.start.began[desk.serving[3]])
        self._staffed()
        for desk in self.desks.values():
            if desk.state is CounterState.OPEN and desk.serving is None:
                self._next(desk)

    def enter(self, standing: Spot) -> None:
        """Somebody waits from now; a counter that is free calls at once."""
        line = standing[4]
        while line >= len(self.heaps):
            self.heaps.append([])
        heap = self.heaps[line]
        heappush(heap, standing)
        for counter in tuple(self._idle):
            sight = self._sight(counter)
            sight.seen()
            if line in sight.sees:
                self._next(self.desks[counter])
                if not heap:
                    return

    def _done(self, counter: str) -> None:
        desk = self.desks[counter]
        served, sitting = desk.serving, desk.sitting
        assert served is not None and sitting is not None
        desk.serving, self.last_out = None, self.now
        kind = self.start.lines.kinds[served[4]]
        left = self._unanswered(kind, counter)
        self.done += not left and self.now <= self.start.closes
        self._tell("done", counter, served[3])
        if left:
            # Nobody queues twice: she is due at her arrival.
            line = self.start.lines.of(Alike(left, None, kind.priority))
            self.enter((served[1], served[1], served[2], served[3], line))
        self._free(desk, sitting)

    def _free(self, desk: Desk, sitting: Sitting) -> None:
        """She leaves, rests, or calls the next."""
        if sitting.ends is not None and sitting.ends <= self.now:
            self._close(desk, sitting)
        elif self._rests(desk, sitting):
            desk.state, desk.since = CounterState.PAUSED, self.now
            self.due(self.now + sitting.pause, What.BACK, sitting.counter)
            self._tell("pause", sitting.counter, "", sitting.agent)
            self._staffed()
        else:
            self._next(desk)

    def _rests(self, desk: Desk, sitting: Sitting) -> bool:
        if sitting.rhythm is None or self.now >= self.start.closes:
            return False
        return self.now - desk.since >= sitting.rhythm

    def _leaves(self, sitting: Sitting) -> None:
        desk = self.desks[sitting.counter]
        if desk.sitting == sitting and desk.serving is None:
            self._close(desk, sitting)

    def _close(self, desk: Desk, sitting: Sitting) -> None:
        desk.sitting, desk.state = None, CounterState.CLOSED
        self._idle.pop(sitting.counter, None)
        self._tell("close", sitting.counter, "", sitting.agent)
        self._staffed()
        self._give_back(sitting.counter)
        self._open_planned()

    def _give_back(self, counter: str) -> None:
        """Kept for a colleague who has left: whoever has the skill may call."""
        for line, kind in enumerate(tuple(self.start.lines.kinds[: len(self.heaps)])):
            if kind.kept_for == counter and self.heaps[line]:
                given, self.heaps[line] = self.heaps[line], []
                free = self.start.lines.of(kind._replace(kept_for=None))
                for standing in sorted(given):
                    self.enter((*standing[:4], free))

    def _opens(self, sitting: Sitting) -> None:
        self._planned.append(sitting)
        self._open_planned()

    def _open_planned(self) -> None:
        """Where the counter is free, and she is not busy at another."""
        busy = {desk.sitting.agent for desk in self.desks.values() if desk.sitting}
        for sitting in tuple(self._planned):
            desk = self.desks.setdefault(sitting.counter, Desk())
            if desk.sitting is None and sitting.agent not in busy:
                self._planned.remove(sitting)
                if sitting.ends is None or sitting.ends > self.now:
                    busy.add(sitting.agent)
                    desk.sitting = sitting
                    self._back(sitting.counter)

    def _back(self, counter: str) -> None:
        """From a pause, or to begin."""
        desk = self.desks[counter]
        if desk.sitting is None or desk.state is CounterState.OPEN:
            return
        desk.state, desk.since = CounterState.OPEN, self.now
        self._tell("open", counter, "", desk.sitting.agent)
        self._staffed()
        self._next(desk)

    def _staffed(self) -> None:
        self._sights = {}
        self._agents = tuple(
            (counter, desk.sitting.agent)
            for counter, desk in self.desks.items()
            if desk.sitting and desk.state is CounterState.OPEN
        )

    def _sight(self, counter: str) -> CounterSight:
        sight = self._sights.get(counter)
        if sight is None:
            sight = self._sights[counter] = self.start.sights.of(counter, self._agents)
        return sight

    def _next(self, desk: Desk) -> None:
        assert desk.sitting is not None
        counter = desk.sitting.counter
        if self.now >= self.start.closes and not self.start.after_closing:
            return
        sight = self._sight(counter)
        full = self.run >= self.start.most
        chosen = sight.next(self.heaps, self.now, full)
        if self.ghosts:
            self._call_ghosts(counter, chosen)
        if chosen is None:
            self._idle[counter] = None
            return
        self._idle.pop(counter, None)
        heappop(self.heaps[chosen[4]])
        self.run = self.run + 1 if self.start.lines.kinds[chosen[4]].priority else 0
        self.called.setdefault(chosen[3], self.now)
        self._tell("call", counter, chosen[3])
        self._serve(desk, chosen, 0)

    def _call_ghosts(self, counter: str, chosen: Spot | None) -> None:
        """Those whom this counter would have called instead."""
        sight, full = self._sight(counter), self.run >= self.start.most
        for ghost in tuple(self.ghosts):
            if chosen is not None and chosen < ghost and not full and not sight.expert:
                return  # nor any ghost behind
            line = ghost[4]
            held = self.heaps[line]
            if line in sight.sees and not (held and held[0] < ghost):
                self.heaps[line] = [ghost]
                if sight.next(self.heaps, self.now, full) is ghost:
                    self.called[ghost[3]] = self.now
                    self.ghosts.remove(ghost)
                self.heaps[line] = held

    def _serve(self, desk: Desk, standing: Spot, elapsed: Moment) -> None:
        assert desk.sitting is not None
        desk.serving = standing
        kind = self.start.lines.kinds[standing[4]]
        left = self._unanswered(kind, desk.sitting.counter)
        answered = [service for service in kind.remaining if service not in left]
        tables, draws = self.start.tables, self.draws
        takes = remaining(tables[answered[0]], elapsed, draws) if elapsed else 0
        for service in answered[1:] if elapsed else answered:
            table = tables[service]
            takes += table[int(draws.random() * len(table))]
        self.due(self.now + takes, What.DONE, desk.sitting.counter)

    def _unanswered(self, kind: Alike, counter: str) -> tuple[str, ...]:
        """What is left for another skill; who was sent here as a favour is done all the same."""
        if len(kind.remaining) == 1:
            return ()
        sitting = self.desks[counter].sitting
        assert sitting is not None
        services = self.start.site.skills_of(sitting.agent)
        left = tuple(service for service in kind.remaining if service not in services)
        return left if len(left) < len(kind.remaining) else ()

    def _tell(self, what: str, counter: str, number: str, agent: str = "") -> None:
        if self.story is not None:
            self.story.append(Happened(self.now, what, counter, number, agent))
