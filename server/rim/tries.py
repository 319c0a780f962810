"""How often a password may be tried: counted before it is looked at, given back when it was right.

Of one login, from one address, and of all together. A person on a device where she has signed in
before is counted by herself: what strangers try with her login does not lock her out.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil

from server.rim.origin import network_of

MINUTES = 5
OF_ONE = 10
"""Of one login; or of one person on her device."""
FROM_ONE = 50
"""From one address: a whole town hall may stand behind it."""
OF_ALL = 200
SWEPT = 4096
"""Rows, after which those that are over are thrown away."""

Tally = tuple[str, ...]
Limits = Mapping[Tally, int]


@dataclass
class Tries:
    clock: Callable[[], float] = time.monotonic
    _rows: dict[Tally, deque[float]] = field(default_factory=dict)

    def reserve(self, limits: Limits) -> int:
        """0 when one more was counted in every row, else the seconds until it is worth asking."""
        now = self.clock()
        if len(self._rows) > SWEPT:
            self._rows = {row: times for row in self._rows if (times := self._since(row, now))}
        full = [row for row, most in limits.items() if len(self._since(row, now)) >= most]
        if full:
            return max(ceil(self._rows[row][0] + 60 * MINUTES - now) for row in full)
        for row in limits:
            self._rows.setdefault(row, deque()).append(now)
        return 0

    def give_back(self, limits: Limits) -> None:
        """The newest: the right password is no try, nor is one that nobody looked at."""
        for row in limits:
            if self._rows.get(row):
                self._rows[row].pop()

    def _since(self, row: Tally, now: float) -> deque[float]:
        times = self._rows.get(row, deque())
        while times and times[0] <= now - 60 * MINUTES:
            times.popleft()
        return times


def limits_of(login: str, address: str, known_on: str | None) -> Limits:
    """`known_on`: the device where this person has signed in before."""
    if known_on:
        return {("known", known_on, login): OF_ONE}
    return dict(_of_a_stranger(login, address))


def _of_a_stranger(login: str, address: str) -> Iterator[tuple[Tally, int]]:
    yield ("all",), OF_ALL
    yield ("from", network_of(address)), FROM_ONE
    yield ("login", login), OF_ONE
