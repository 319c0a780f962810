"""Who looks at what, by site: one channel per distinct picture, however many watch it.

A connection that does not read stays asleep on its own socket: the others pass, and it holds one
frame, not a queue.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

from server.live.channel import Channel
from server.live.painting import Elapsed, PaintingQueue

HEARTBEAT = 5.0


class Hub:
    """`in_doubt`: cut off from a store that others may be writing to, a screen must not look fresh.
    It hears nothing then, and says by itself that it is cut off.
    """

    def __init__(
        self, in_doubt: Callable[[], bool] = lambda: False, elapsed: Elapsed = time.monotonic
    ) -> None:
        self.in_doubt = in_doubt
        self.elapsed = elapsed
        self._painting = PaintingQueue(in_doubt, elapsed)
        self._sites: dict[str, dict[str, Channel]] = {}

    def watch(self, asked: Channel) -> tuple[Channel, asyncio.Event]:
        """The channel of this name, which all who ask for the same name share, and a bell that
        rings for each new picture. Raises when the first cannot be painted.
        """
        channel = self._sites.setdefault(asked.site, {}).setdefault(asked.name, asked)
        bell = asyncio.Event()
        channel.watchers.add(bell)
        try:
            if channel.picture is None or channel.blind:
                channel.repaint(self.elapsed())
        except Exception:
            self.unwatch(channel, bell)
            raise
        bell.set()
        return channel, bell

    def unwatch(self, channel: Channel, bell: asyncio.Event) -> None:
        channel.watchers.discard(bell)
        if not channel.watchers:
            channel.settle()
            self._sites[channel.site].pop(channel.name, None)

    def changed(self, site: str) -> None:
        """Something happened at this site: whatever is watched there may look different."""
        for channel in self._sites.get(site, {}).values():
            self._painting.expect(channel)

    def is_watched(self, site: str) -> bool:
        return bool(self._sites.get(site))

    async def let_time_pass(self, period: float) -> None:
        """Waits shown in words grow old without any event, so each picture is made anew, within so
        many seconds. One after the other: a thousand halls painted in one breath would keep
        everybody else waiting."""
        watched = list(self._channels())
        for channel in watched:
            if not self.in_doubt():
                self._painting.expect(channel)
            await asyncio.sleep(period / len(watched))

    def beat(self) -> None:
        """Wakes every connection: whoever has nothing new to send sends a heartbeat. What cannot be
        painted must not look fresh either."""
        if self.in_doubt():
            return
        for channel in self._channels():
            if not channel.blind:
                for bell in channel.watchers:
                    bell.set()

    def _channels(self) -> Iterator[Channel]:
        return (channel for site in self._sites.values() for channel in site.values())
