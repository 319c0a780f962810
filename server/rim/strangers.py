"""How many sockets stay open for people whom nobody knows: phones, by a ticket's secret alone.

Screens and staff are known, and not counted here: however many strangers come, they find their
place. A phone that is turned away asks for its page every five seconds instead (`live/poll.js`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fastapi import WebSocket

from server.rim.origin import address_of, is_loopback, network_of

OF_ONE_TICKET = 32
"""A family's, and those that a phone in a bad network has left behind."""
FROM_ONE_ADDRESS = 1024
"""A large waiting room stands behind one."""

Crowd = tuple[str, str]
"""What there may be too many of, and whose."""

_open: Counter[Crowd] = Counter()


@contextmanager
def counted(socket: WebSocket, site: str, number: str) -> Iterator[str | None]:
    """While the phone stays. Why it may not, or None."""
    limits = _limits(socket, f"{site} {number}")
    full = next((why for (why, whose), most in limits.items() if _open[why, whose] >= most), None)
    if full:
        yield full
        return
    _open.update(limits.keys())
    try:
        yield None
    finally:
        for crowd in limits:
            _open[crowd] -= 1
            if not _open[crowd]:
                del _open[crowd]


def _limits(socket: WebSocket, ticket: str) -> Mapping[Crowd, int]:
    address = address_of(socket)
    limits = {("too many phones of one ticket", ticket): OF_ONE_TICKET}
    # This machine's own is no address of strangers: by a proxy here that is not trusted, all come.
    if not is_loopback(address):
        limits["too many phones from one address", network_of(address)] = FROM_ONE_ADDRESS
    return limits
