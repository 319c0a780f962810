"""A kiosk gone mad, or its stolen token, takes no more than a hall of people could.

Two limits, for each device by itself: how much in a minute, and how much at the same moment. The
second keeps the others' answers quick, however fast the machine is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import ceil
from typing import Literal

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter
from starlette.requests import HTTPConnection

from server.domain.refusal import Code
from server.rim.access import WALL_CLOCK, Caller
from server.rim.asker import settings_of
from server.rim.problems import Refused

AT_ONCE = 256
"""As many as are written together (`server.application.writer`): nobody waits for a second lot."""
BESIDE_TICKETS = 120
"""In a minute, of each: two a second is more than fingers press."""
SOON = 1
"""Seconds until what is under way at this moment is done."""

Wish = Literal["ticket", "paper", "help"]

# A fixed window costs one counter, however high the limit; a moving one keeps every press.
_limiter = FixedWindowRateLimiter(MemoryStorage())
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
    most = _a_minute(tickets if wish == "ticket" else BESIDE_TICKETS)
    if _under_way[device.id] >= AT_ONCE:
        raise too_many(SOON)
    if not _limiter.hit(most, device.id, wish):
        raise too_many(seconds_left(_limiter, most, device.id, wish))
    _under_way[device.id] += 1
    try:
        yield
    finally:
        _under_way[device.id] -= 1


def too_many(wait: int) -> Refused:
    """`wait`: after how many seconds it is worth asking again."""
    return Refused(Code.TOO_MANY_REQUESTS, seconds=str(wait))


def seconds_left(limiter: RateLimiter, most: RateLimitItem, *whose: str) -> int:
    """Until the limit allows one more."""
    opens = limiter.get_window_stats(most, *whose).reset_time
    return max(SOON, ceil(opens - WALL_CLOCK.now().timestamp()))


@cache
def _a_minute(times: int) -> RateLimitItem:
    return RateLimitItemPerMinute(times)
