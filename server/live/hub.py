"""One channel per distinct picture; every connection takes the newest frame when it can.

A frame is made once for all who watch the same thing, however many they are. A connection that
does not read stays asleep on its own socket: the others pass, and it holds one frame, not a queue.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

AT_ONCE = 0.04
"""Seconds between two pictures of a screen that people act on: an eye does not tell them apart."""
IN_A_MOMENT = 0.5
"""The same for what is only read: phones and figures, of which there may be hundreds."""
EVENT_LIFE = 15.0
"""Seconds after which an event is not sounded any more."""
HEARTBEAT = 5.0
SURE_AGAIN = 1.0
"""Seconds after which a picture that could not be trusted is tried again."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something to sound once."""

    seq: int
    kind: str
    at: datetime
    detail: dict[str, Any]

    @property
    def id(self) -> str:
        # `seq` alone starts again every day.
        return f"{self.kind}-{int(self.at.timestamp())}-{self.seq}"

    def told(self) -> dict[str, Any]:
        return {"kind": self.kind, "id": self.id, **self.detail}


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole view at one `seq`. `body` is {"data": …} or {"html": …}."""

    era: str
    """The day: `seq` starts again with the next one."""
    seq: int
    at: datetime
    body: dict[str, Any]
    events: tuple[Event, ...] = ()


Paint = Callable[[], Picture]
"""Makes the picture of now."""


@dataclass
class Channel:
    """One thing to look at. Lives while somebody watches."""

    view: str
    paint: Paint
    pace: float = AT_ONCE
    watchers: set[asyncio.Event] = field(default_factory=set)
    picture: Picture | None = None
    painted_at: float = 0.0
    due_since: float = 0.0
    changed_at: float = 0.0
    """When the newest picture became due: until it arrives, what a screen shows is that old."""
    version: int = 0
    """Counts the pictures: a watcher knows whether it has the newest."""
    due: asyncio.TimerHandle | None = None
    frames: dict[int, str] = field(default_factory=dict)
    """The encoded frame, by the seq of the last event a connection was told."""

    def frame(self, told: int) -> str:
        """The newest picture with the events after `told`, encoded once for all alike."""
        if told not in self.frames:
            self.frames[told] = self._encode(told)
        return self.frames[told]

    def _encode(self, told: int) -> str:
        picture = self.picture
        assert picture is not None
        events = [e.told() for e in picture.events if e.seq > told and _fresh(e, picture.at)]
        head = {"view": self.view, "seq": picture.seq, "at": stamp(picture.at)}
        tail = {"events": events} if events else {}
        return json.dumps(head | picture.body | tail, ensure_ascii=False, separators=(",", ":"))

    def repaint(self) -> None:
        changed_at = self.due_since if self.due else time.monotonic()
        if self.due:
            self.due.cancel()
            self.due = None
        picture = self.paint()
        self.painted_at = time.monotonic()
        if self.picture is not None and _alike(self.picture, picture):
            return
        self.picture, self.changed_at = picture, changed_at
        self.version += 1
        self.frames.clear()
        for watcher in self.watchers:
            watcher.set()


class Hub:
    """Who looks at what, by site.

    `in_doubt`: cut off from a store that others may be writing to, a screen must not look fresh. It
    hears nothing then, and says by itself that it is cut off.
    """

    def __init__(self, in_doubt: Callable[[], bool] = lambda: False) -> None:
        self.in_doubt = in_doubt
        self._channels: dict[str, dict[str, Channel]] = {}

    def channel(
        self, site: str, name: str, view: str, paint: Paint, pace: float = AT_ONCE
    ) -> Channel:
        """The channel of this name; all who ask for the same name share one picture."""
        channels = self._channels.setdefault(site, {})
        return channels.setdefault(name, Channel(view, paint, pace))

    def watch(self, channel: Channel) -> asyncio.Event:
        bell = asyncio.Event()
        if channel.picture is None:
            channel.repaint()
        channel.watchers.add(bell)
        bell.set()
        return bell

    def unwatch(self, site: str, name: str, bell: asyncio.Event) -> None:
        channel = self._channels.get(site, {}).get(name)
        if channel is None:
            return
        channel.watchers.discard(bell)
        if not channel.watchers:
            if channel.due:
                channel.due.cancel()
            del self._channels[site][name]

    def changed(self, site: str) -> None:
        """Something happened at this site: repaint what is watched, at once or at its pace."""
        for channel in self._channels.get(site, {}).values():
            self._schedule(channel)

    def is_watched(self, site: str) -> bool:
        return bool(self._channels.get(site))

    async def let_time_pass(self, period: float) -> None:
        """For ever: waits shown in words grow old without any event, so each picture is made anew
        once in so many seconds. One after the other: a thousand halls painted in one breath would
        keep everybody else waiting."""
        while True:
            watched = [channel for by in self._channels.values() for channel in by.values()]
            for channel in watched:
                if not self.in_doubt():
                    self._schedule(channel)
                await asyncio.sleep(period / len(watched))
            if not watched:
                await asyncio.sleep(period)

    def beat(self) -> None:
        """Wakes every connection: whoever has nothing new to send sends a heartbeat."""
        if self.in_doubt():
            return
        for channels in self._channels.values():
            for channel in channels.values():
                for bell in channel.watchers:
                    bell.set()

    def _schedule(self, channel: Channel) -> None:
        if channel.due is not None:
            return
        # Even a first picture waits for the end of this turn of the loop: many facts, one picture.
        channel.due_since = time.monotonic()
        wait = max(0.0, channel.pace - (channel.due_since - channel.painted_at))
        channel.due = asyncio.get_running_loop().call_later(wait, self._repaint, channel)

    def _repaint(self, channel: Channel) -> None:
        """What happened here while the store is away is shown once it is back."""
        if self.in_doubt():
            later = asyncio.get_running_loop().call_later
            channel.due = later(SURE_AGAIN, self._repaint, channel)
        else:
            channel.repaint()


def heartbeat(channel: Channel, now: datetime) -> str:
    seq = channel.picture.seq if channel.picture else 0
    return json.dumps({"view": channel.view, "seq": seq, "at": stamp(now)}, separators=(",", ":"))


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fresh(event: Event, now: datetime) -> bool:
    return (now - event.at).total_seconds() <= EVENT_LIFE


def _alike(a: Picture, b: Picture) -> bool:
    return a.era == b.era and a.seq == b.seq and a.body == b.body and a.events == b.events
