"""The waiting tickets of a day, always in calling order.

A ticket stands in the queue of each service still to be answered, or, when it was transferred to a
colleague, in the queue of that counter alone. Places are sorted by due time, then
by arrival, so that a position is a bisection, however many wait.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from server.domain.ticket import Place, Ticket


@dataclass
class Queues:
    by_service: dict[str, list[Place]] = field(default_factory=dict)
    by_counter: dict[str, list[Place]] = field(default_factory=dict)
    """Tickets kept for one counter."""

    def copy(self) -> Queues:
        return Queues(
            {service: list(queue) for service, queue in self.by_service.items()},
            {counter: list(queue) for counter, queue in self.by_counter.items()},
        )

    def enter(self, ticket: Ticket) -> None:
        place = ticket.place
        for queue in self._of(ticket):
            if not queue or queue[-1] < place:
                queue.append(place)  # who comes last mostly stands last
            else:
                insort(queue, place)

    def leave(self, ticket: Ticket) -> None:
        place = ticket.place
        for queue in self._of(ticket):
            del queue[bisect_left(queue, place)]

    def ahead(self, ticket: Ticket) -> int:
        """How many are called before this one for the same service (the shortest, if several)."""
        place = ticket.place
        return min((bisect_left(queue, place) for queue in self._of(ticket)), default=0)

    def ahead_in(self, service: str, place: Place) -> int:
        return bisect_left(self.by_service.get(service, ()), place)

    def waiting_for(self, service: str) -> int:
        return len(self.by_service.get(service, ()))

    def all(self) -> Iterator[list[Place]]:
        yield from self.by_service.values()
        yield from self.by_counter.values()

    def reachable(self, services: Iterable[str], counter: str) -> Iterator[list[Place]]:
        """The queues that a counter may call from."""
        for service in services:
            if queue := self.by_service.get(service):
                yield queue
        if queue := self.by_counter.get(counter):
            yield queue

    def _of(self, ticket: Ticket) -> list[list[Place]]:
        if ticket.reserved_for is not None:
            return [self.by_counter.setdefault(ticket.reserved_for, [])]
        return [self.by_service.setdefault(service, []) for service in ticket.remaining]
