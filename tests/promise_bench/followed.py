"""What becomes of a range that visitors follow on their phone until they are called.

It is said anew at each look, and its lower end, once shown, never comes earlier: broken is what
somebody had counted on who went for a coffee, and was called meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from server.domain.promise import Today
from tests.promise_bench.held_out import Served
from tests.promise_bench.warsaw import WaitingDay

MOVED = 10.0
"""Minutes by which an upper end must move for the phone to say why."""


@dataclass
class Followed:
    """One visitor, in minutes of the clock."""

    came: float
    called: float
    plain: float
    """The model's own word at first, in logarithms: the day's error is learned from it."""
    first: tuple[float, float]
    lower: float
    upper: float

    @property
    def broken(self) -> bool:
        return self.called < self.lower


def follow(days: Iterable[WaitingDay], served: Mapping[str, Served]) -> list[Followed]:
    return [one for day in days for one in _day(day, served[day.day])]


def figures(of: list[Followed]) -> dict[str, float]:
    """Shares in per cent, widths in the clock's unit."""
    return {
        "n": len(of),
        "first_width": round(fmean(each.first[1] - each.first[0] for each in of), 2),
        "first_early": _percent(each.called < each.first[0] for each in of),
        "first_late": _percent(each.called > each.first[1] for each in of),
        "broken": _percent(each.broken for each in of),
        "moved_later": _percent(each.upper >= each.first[1] + MOVED for each in of),
    }


def _percent(those: Iterable[bool]) -> float:
    return round(100 * fmean(those), 2)


def _day(day: WaitingDay, served: Served) -> list[Followed]:
    today = Today()
    under_way: dict[tuple[str, int], Followed] = {}
    ended: list[Followed] = []
    for minute, waiting in day.looks:
        ended += _called(under_way, minute, today)
        for ticket, example in waiting:
            key = example.state.key
            logs = served.logs(example.state)
            shown = served.correction.show(logs.shifted(today.shift(key)))
            ends = minute + shown.low, minute + shown.high
            one = under_way.get((key, ticket.number))
            if one is None:
                one = Followed(minute, ticket.call, logs.likely, ends, *ends)
                under_way[key, ticket.number] = one
            one.lower, one.upper = max(one.lower, ends[0]), max(one.upper, ends[1])
    return [*ended, *under_way.values()]


def _called(
    under_way: dict[tuple[str, int], Followed], minute: float, today: Today
) -> list[Followed]:
    called = [(whose, one) for whose, one in under_way.items() if one.called <= minute]
    for whose, one in called:
        del under_way[whose]
        today.finished(whose[0], one.plain, one.called - one.came)
    return [one for _, one in called]
