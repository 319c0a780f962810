"""A past day lived again: what would have been promised to each visitor, as things stood then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from server.domain.promise.conformal import Kept, Logs
from server.domain.promise.online import Today
from server.domain.promise.state import Example, QueueState


def replay(examples: Sequence[Example], logs: Callable[[QueueState], Logs]) -> list[Kept]:
    """Of one day, in the order given; a visit counts for the others from its call on."""
    today = Today()
    kept: list[Kept | None] = [None] * len(examples)
    under_way: list[tuple[float, int, float]] = []
    for place in sorted(range(len(examples)), key=lambda i: examples[i].state.minute):
        state, wait = examples[place].state, examples[place].wait
        while under_way and under_way[0][0] <= state.minute:
            _, called, likely = heappop(under_way)
            today.finished(examples[called].state.key, likely, examples[called].wait)
        plain = logs(state)
        kept[place] = Kept(plain.shifted(today.shift(state.key)), wait)
        heappush(under_way, (state.minute + wait, place, plain.likely))
    return [each for each in kept if each is not None]
