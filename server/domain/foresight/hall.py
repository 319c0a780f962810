"""One run: the waiting room and its counters from now until nobody is left who can be served."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from heapq import heappop, heappush
from random import Random
from typing import Any

from server.domain.foresight.durations import remaining
from server.domain.foresight.lines import Alike, Moment, Services, Spot
from server.domain.foresight.lookout import Lookout
from server.domain.foresight.start import Desk, Happened, Sitting, Start, What
from server.domain.lifecycle import CounterState
from server.domain.ticket import answered

NOBODY = ""
"""No number: she is never called."""


class Hall:
    def __init__(
        self,
        start: Start,
        draws: Random,
        ghosts: Sequence[Spot] = (),
        arrivals: Sequence[Spot] = (),
        story: list[Happened] | None = None,
    ) -> None:
        """`ghosts`: visitors who would come now. They hold up nobody, and it is noted when each
        would be called; in calling order. `arrivals`: those who come, in that order."""
        self.start, self.draws, self.story = start, draws, story
        self.arrivals = arrivals
        self.heaps = [list(heap) for heap in start.heaps]
        self._room()
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
        self._awaited: set[str] = set()
        """Numbers whose call ends the run when it is the last of them."""
        self.done = 0
        """Visits ended before closing."""
        self.last_out: Moment = 0
        self._order = 0
        self._events: list[tuple[Moment, What, int, Any]] = []
        self._idle: dict[str, None] = {}
        self._planned: list[Sitting] = []
        self._lookout = Lookout(start.sights, self.desks)

    def due(self, at: Moment, what: What, whom: Any) -> None:
        self._order += 1
        heappush(self._events, (at, what, self._order, whom))

    def play(self, until: Collection[str] | None = None) -> None:
        """Until nobody is left; or until all of these numbers are called, where that is sooner."""
        self._awaited = {NOBODY} if until is None else set(until)
        self._begin()
        events, arrivals, happen = self._events, iter(self.arrivals), self._happen()
        comes = next(arrivals, None)
        while self._awaited and (events or comes):
            if comes and not (events and events[0][0] <= comes[1]):
                self.now = comes[1]
                self.enter(comes)
                comes = next(arrivals, None)
            else:
                self.now, what, _, whom = heappop(events)
                happen[what](whom)

    def _happen(self) -> Sequence[Callable[[Any], None]]:
        """By `What`."""
        return (self._turns, self._done, self._leaves, self._opens, self._back, self.enter)

    def waiting(self) -> int:
        """Who is left, and nobody calls."""
        return sum(map(len, self.heaps))

    def _begin(self) -> None:
        for at, what, whom in self.start.events:
            self.due(at, what, whom)
        for at, interrupted in self.start.turns:
            if at > 0:
                self.due(at, What.TURNS, interrupted)
            else:
                self._lookout.turn(interrupted)
        for desk in self.desks.values():
            if desk.serving is not None and desk.sitting is not None:
                self._go_on(desk.sitting, desk.serving, -self.start.began[desk.serving[3]])
        self._lookout.staffed()
        for desk in self.desks.values():
            if desk.state is CounterState.OPEN and desk.serving is None:
                self._next(desk)

    def enter(self, standing: Spot) -> None:
        """Somebody waits from now; a counter that is free calls at once."""
        line = standing[4]
        heap = self.heaps[line]
        heappush(heap, standing)
        for counter in tuple(self._idle):
            if line in self._lookout.of(counter).lines():
                self._next(self.desks[counter])
                if not heap:
                    return

    def _turns(self, interrupted: Services) -> None:
        """From now on these are: who has nobody looks again."""
        self._lookout.turn(interrupted)
        for counter in tuple(self._idle):
            self._next(self.desks[counter])

    def _done(self, counter: str) -> None:
        desk = self.desks[counter]
        served, sitting = desk.serving, desk.sitting
        assert served is not None and sitting is not None
        desk.serving, self.last_out = None, self.now
        kind = self.start.lines.kinds[served[4]]
        left = self._left(sitting, served) if len(kind.remaining) > 1 else ()
        self.done += not left and self.now <= self.start.closes
        self._tell("done", counter, served[3])
        if left:
            # Nobody queues twice: she is due at her arrival.
            line = self._line_of(Alike(left, None, kind.priority))
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
            self._lookout.staffed()
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
        self._lookout.left(sitting.counter)
        self._give_back(sitting.counter)
        self._open_planned()

    def _give_back(self, counter: str) -> None:
        """Kept for a colleague who has left: whoever has the skill may call."""
        for line, kind in enumerate(tuple(self.start.lines.kinds[: len(self.heaps)])):
            if kind.kept_for == counter and self.heaps[line]:
                given, self.heaps[line] = self.heaps[line], []
                free = self._line_of(kind._replace(kept_for=None))
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
        self._lookout.staffed()
        self._next(desk)

    def _line_of(self, alike: Alike) -> int:
        """Who stands in a line that was never met may need other experts."""
        line = self.start.lines.of(alike)
        if line >= len(self.heaps):
            self._room()
            self._lookout.staffed()
        return line

    def _room(self) -> None:
        self.heaps += [[] for _ in self.start.lines.kinds[len(self.heaps) :]]

    def _next(self, desk: Desk) -> None:
        assert desk.sitting is not None
        counter = desk.sitting.counter
        if self.now >= self.start.closes and not self.start.after_closing:
            return
        sight = self._lookout.of(counter)
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
        self._awaited.discard(chosen[3])
        self._tell("call", counter, chosen[3])
        self._serve(desk, desk.sitting, chosen)

    def _call_ghosts(self, counter: str, chosen: Spot | None) -> None:
        """Those whom this counter would have called instead."""
        sight, full = self._lookout.of(counter), self.run >= self.start.most
        for ghost in tuple(self.ghosts):
            if chosen is not None and chosen < ghost and not full and not sight.expert:
                return  # nor any ghost behind
            line = ghost[4]
            held = self.heaps[line]
            if line in sight.lines() and not (held and held[0] < ghost):
                self.heaps[line] = [ghost]
                if sight.next(self.heaps, self.now, full) is ghost:
                    self.called[ghost[3]] = self.now
                    self._awaited.discard(ghost[3])
                    self.ghosts.remove(ghost)
                self.heaps[line] = held

    def _serve(self, desk: Desk, sitting: Sitting, standing: Spot) -> None:
        desk.serving = standing
        self._takes(sitting, self._answered(sitting, standing), 0)

    def _go_on(self, sitting: Sitting, standing: Spot, elapsed: Moment) -> None:
        first, *others = self._answered(sitting, standing)
        self._takes(sitting, others, remaining(self.start.tables[first], elapsed, self.draws))

    def _takes(self, sitting: Sitting, services: Sequence[str], so_far: Moment) -> None:
        """What each of these takes, after what is known."""
        takes, tables, random = so_far, self.start.tables, self.draws.random
        for service in services:
            table = tables[service]
            takes += table[int(random() * len(table))]
        self.due(self.now + takes, What.DONE, sitting.counter)

    def _answered(self, sitting: Sitting, standing: Spot) -> tuple[str, ...]:
        """What she can, else the one thing that the visitor was sent here for."""
        services = self.start.lines.kinds[standing[4]].remaining
        if len(services) == 1:
            return services
        skills = self.start.site.skills_of(sitting.agent)
        return answered(services, skills)

    def _left(self, sitting: Sitting, standing: Spot) -> tuple[str, ...]:
        answered = self._answered(sitting, standing)
        services = self.start.lines.kinds[standing[4]].remaining
        return tuple(service for service in services if service not in answered)

    def _tell(self, what: str, counter: str, number: str, agent: str = "") -> None:
        if self.story is not None:
            self.story.append(Happened(self.now, what, counter, number, agent))
