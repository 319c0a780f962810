"""A kiosk gone mad, or its stolen token, takes no more tickets than a hall of people could."""

from __future__ import annotations

from functools import cache

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import HTTPConnection

from server.domain.refusal import Code
from server.web.access import Caller
from server.web.doors import settings_of
from server.web.problems import Refused

# A fixed window costs one counter, however high the limit; a moving one keeps every press.
_limiter = FixedWindowRateLimiter(MemoryStorage())


def hold_back_flood(connection: HTTPConnection, caller: Caller) -> None:
    """Raises `too_many_requests` for this device alone; staff and other kiosks go on."""
    if caller.device is None:
        return
    most = _most(settings_of(connection).kiosk_tickets_per_minute)
    if not _limiter.hit(most, caller.device.site, caller.device.name):
        raise Refused(Code.TOO_MANY_REQUESTS)


@cache
def _most(tickets: int) -> RateLimitItem:
    return RateLimitItemPerMinute(tickets)
