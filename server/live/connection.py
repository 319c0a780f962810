"""One screen on one socket: sends the newest frame, hears when the screen leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog
from prometheus_client import Gauge, Histogram

from server.live.channel import Channel
from server.live.hub import Hub

log = structlog.get_logger()

TRY_AGAIN_LATER = 1013
RESTART = 1012
"""Close code: come back at once (a new day has begun)."""
TALKS_TOO_MUCH = 1008
IDLE_TALK = 32
"""What a screen may say, for it has nothing to say."""
VIEW_AGE = Histogram(
    "suivant_view_age_seconds",
    "From a change to the frame that shows it, for each screen",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 15.0),
)
SOCKETS = Gauge("suivant_sockets", "Screens connected", multiprocess_mode="livesum")


class Socket(Protocol):
    async def send_text(self, data: str) -> None: ...
    async def receive_text(self) -> str: ...
    async def close(self, code: int = 1000, reason: str | None = None) -> None: ...


Heard = Callable[[str], None]


async def show(
    socket: Socket,
    hub: Hub,
    asked: Channel,
    now: Callable[[], datetime],
    heard: Heard | None = None,
) -> None:
    """Until the screen leaves. What it says is handed to `heard` (printers report so)."""
    try:
        channel, bell = hub.watch(asked)
    except Exception:
        # Silence: the screen says by itself that it is cut off, and comes back.
        log.exception("picture_failed", view=asked.view, site=asked.site)
        await socket.close(TRY_AGAIN_LATER, "cannot be painted")
        return
    sender = asyncio.create_task(_send(socket, hub, channel, bell, now))
    try:
        with SOCKETS.track_inprogress():
            await _listen(socket, heard, sender)
    finally:
        sender.cancel()
        hub.unwatch(channel, bell)
        await asyncio.gather(sender, return_exceptions=True)


async def _listen(socket: Socket, heard: Heard | None, sender: asyncio.Task[None]) -> None:
    """A handler that only sends never learns that the screen left."""
    idle_talk = 0
    while not sender.done() and idle_talk < IDLE_TALK:
        text = await socket.receive_text()
        if heard:
            heard(text)
        else:
            idle_talk += 1
    if idle_talk == IDLE_TALK:
        await socket.close(TALKS_TOO_MUCH)


async def _send(
    socket: Socket,
    hub: Hub,
    channel: Channel,
    bell: asyncio.Event,
    now: Callable[[], datetime],
) -> None:
    era = channel.picture.era if channel.picture else ""
    sent, cued = 0, 0
    while True:
        await bell.wait()
        bell.clear()
        picture = channel.picture
        if picture is None or channel.version == sent:
            await socket.send_text(channel.heartbeat(now()))
            continue
        if picture.era != era:
            await socket.close(RESTART, "a new day")
            return
        first, changed_at = not sent, channel.changed_at
        sent, frame = channel.version, channel.frame(cued)
        cued = max(cued, picture.last_cue)
        await socket.send_text(frame)
        if not first:
            VIEW_AGE.observe(hub.elapsed() - changed_at)
