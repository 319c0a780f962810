"""Pictures waiting to be painted: the most urgent first, and little at a time.

The process has one thread for everybody. Painted in one go, the pages of a hall's agents would keep
its board, and the answer to the agent who called, waiting for their sum.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

import structlog

from server.live.channel import Channel
from server.live.urgency import PACE, Urgency

BREATH = 0.001
"""Seconds between two turns: what was painted goes out, and who asked is answered."""
SLICE = 0.002
"""Seconds of a turn in which phones and figures are painted; most of them have not changed."""
SURE_AGAIN = 1.0
"""Seconds after which pictures that could not be trusted are tried again."""

Elapsed = Callable[[], float]
"""Seconds, for durations alone: handed in from outside like the time."""

log = structlog.get_logger()


class PaintingQueue:
    """`in_doubt`: what happened here while the store is away is shown once it is back."""

    def __init__(self, in_doubt: Callable[[], bool], elapsed: Elapsed) -> None:
        self._in_doubt = in_doubt
        self._elapsed = elapsed
        self._channels: list[tuple[Urgency, int, Channel]] = []
        self._arrivals = count()
        self._turn: asyncio.Handle | None = None

    def expect(self, channel: Channel) -> None:
        """It may have changed: to be painted, at once or at its pace."""
        urgency = channel.urgency()
        if channel.due_as is not None and channel.due_as <= urgency:
            return
        now = self._elapsed()
        channel.become_due(urgency, now)
        if channel.held:
            channel.held.cancel()
            channel.held = None
        wait = PACE[urgency] - (now - channel.painted_at)
        if wait > 0:
            channel.held = asyncio.get_running_loop().call_later(wait, self._join, channel)
        else:
            self._join(channel)

    def _join(self, channel: Channel) -> None:
        channel.held = None
        if channel.due_as is not None:
            heappush(self._channels, (channel.due_as, next(self._arrivals), channel))
        if self._turn is None:
            # Not now: of many facts in one turn of the loop, one picture is made.
            self._turn = asyncio.get_running_loop().call_soon(self._paint_some)

    def _paint_some(self) -> None:
        later = asyncio.get_running_loop().call_later
        if self._in_doubt():
            self._turn = later(SURE_AGAIN, self._paint_some)
            return
        ends = self._elapsed() + SLICE
        while self._channels:
            urgency, _, channel = heappop(self._channels)
            news = self._painted(channel)
            if (news and urgency <= Urgency.AGENT) or self._elapsed() >= ends:
                break
        self._turn = later(BREATH, self._paint_some) if self._channels else None

    def _painted(self, channel: Channel) -> bool:
        """Whether there is something new to send. One that fails must not keep the others."""
        if channel.due_as is None or not channel.watchers:
            return False  # painted meanwhile, or nobody looks any more
        try:
            return channel.repaint(self._elapsed())
        except Exception:
            log.exception("picture_failed", view=channel.view, site=channel.site)
            return False
