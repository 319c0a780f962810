"""A kiosk gone mad, or its stolen token, takes no more than a hall of people could.

Two limits, for each device by itself: how much in a minute, and how much at the same moment. The
second keeps the others' answers quick, however fast the machine is.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Literal

from starlette.requests import HTTPConnection

from server.domain.refusal import Code
from server.rim.access import Caller
from server.rim.asker import settings_of
from server.rim.problems import Refused

AT_ONCE = 256
"""As many as are written together (`server.application.writer`): nobody waits for a second lot."""
BESIDE_TICKETS = 120
"""In a minute, of each: two a second is more than fingers press."""
SOON = 1
"""Seconds until what is under way at this moment is done."""

Wish = Literal["ticket", "paper", "help"]

A_MINUTE = 60.0
MOST_DEVICES = 10_000


@dataclass(slots=True)
class Window:
    """A minute's wishes of one kind, of one device.

    Of our own: the library that counts passwords takes two locks and starts a timer's thread, which
    was a sixth of what a ticket cost.
    """

    ends: float
    used: int = 0


_windows: dict[tuple[str, Wish], Window] = {}
_under_way: Counter[str] = Counter()


@contextmanager
def held_back(connection: HTTPConnection, caller: Caller, wish: Wish) -> Iterator[None]:
    """While it is granted. Raises `too_many_requests` for this device alone; staff and other
    kiosks go on."""
    device = caller.device
    if device is None:
        yield
        return
    tickets = settings_of(connection).kiosk_tickets_per_minute
    whose = device.id
    if _under_way[whose] >= AT_ONCE:
        raise too_many(SOON)
    _count(whose, wish, tickets if wish == "ticket" else BESIDE_TICKETS)
    _under_way[whose] += 1
    try:
        yield
    finally:
        _under_way[whose] -= 1


def _count(whose: str, wish: Wish, most: int) -> None:
    """One more in this minute. Raises `too_many_requests`."""
    now, window = time.monotonic(), _windows.get((whose, wish))
    if window is None or now >= window.ends:
        if len(_windows) >= MOST_DEVICES:
            _windows.clear()
        window = _windows[whose, wish] = Window(now + A_MINUTE)
    if window.used >= most:
        raise too_many(ceil(window.ends - now))
    window.used += 1


def too_many(wait: int) -> Refused:
    """`wait`: after how many seconds it is worth asking again."""
    return Refused(Code.TOO_MANY_REQUESTS, seconds=str(wait))
