"""A kiosk gone mad, or its stolen token, takes no more than a hall of people could.

Two limits, for each device by itself: how many tickets in a minute, and how many at the same
moment. The second keeps the others' answers quick, however fast the machine is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import HTTPConnection

from server.domain.refusal import Code
from server.web.access import Caller
from server.web.doors import settings_of
from server.web.problems import Refused

AT_ONCE = 256
"""As many as are written together (`server.application.writer`): nobody waits for a second lot."""

# A fixed window costs one counter, however high the limit; a moving one keeps every press.
_limiter = FixedWindowRateLimiter(MemoryStorage())
_under_way: Counter[str] = Counter()


@contextmanager
def held_back(connection: HTTPConnection, caller: Caller) -> Iterator[None]:
    """While a ticket is taken. Raises `too_many_requests` for this device alone; staff and other
    kiosks go on."""
    device = caller.device
    if device is None:
        yield
        return
    most = _most(settings_of(connection).kiosk_tickets_per_minute)
    if _under_way[device.id] >= AT_ONCE or not _limiter.hit(most, device.id):
        raise Refused(Code.TOO_MANY_REQUESTS)
    _under_way[device.id] += 1
    try:
        yield
    finally:
        _under_way[device.id] -= 1


@cache
def _most(tickets: int) -> RateLimitItem:
    return RateLimitItemPerMinute(tickets)
