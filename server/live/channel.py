"""One distinct picture and all who watch it: painted once, encoded once, the newest only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pydantic_core import to_json

from server.live.picture import Picture, stamp
from server.live.urgency import Urgency

Paint = Callable[[], Picture]
"""Makes the picture of now."""


@dataclass(eq=False)
class Channel:
    """One thing to look at. Lives while somebody watches."""

    site: str
    name: str
    view: str
    paint: Paint
    urgency: Callable[[], Urgency]
    """How soon this is to be seen; it may change, as when a phone's ticket is called."""
    watchers: set[asyncio.Event] = field(default_factory=set)
    picture: Picture | None = None
    blind: bool = False
    """The last painting failed: what is shown may be wrong."""
    painted_at: float = 0.0
    changed_at: float = 0.0
    """When the newest picture became due: until it arrives, what a screen shows is that old."""
    version: int = 0
    """Counts the pictures: a watcher knows whether it has the newest."""
    due_as: Urgency | None = None
    """How urgent the picture that is waited for is; None while nothing may have changed."""
    due_since: float = 0.0
    held: asyncio.TimerHandle | None = None
    """Until its pace lets it be painted again."""
    frames: dict[int, str] = field(default_factory=dict)
    """The encoded frame, by the number of cues in it."""

    def become_due(self, urgency: Urgency, now: float) -> None:
        if self.due_as is None:
            self.due_since = now
        self.due_as = urgency

    def settle(self) -> None:
        """Nothing is waited for any more."""
        self.due_as = None
        if self.held:
            self.held.cancel()
            self.held = None

    def repaint(self, now: float) -> bool:
        """Whether there is something new to send. Raises whatever the painting does."""
        changed_at = now if self.due_as is None else self.due_since
        self.settle()
        self.painted_at, self.blind = now, True
        picture, shown = self.paint(), self.picture
        # Even what shows the same is kept: it is of a later `seq`, which heartbeats tell.
        self.picture, self.blind = picture, False
        self.frames.clear()
        if shown is not None and picture.adds_nothing_to(shown):
            return False
        self.changed_at = changed_at
        self.version += 1
        for watcher in self.watchers:
            watcher.set()
        return True

    def frame(self, cued: int) -> str:
        """The newest picture with the cues after `cued`, encoded once for all alike."""
        assert self.picture is not None
        cues = self.picture.cues_after(cued)
        if len(cues) not in self.frames:
            head = {"view": self.view, "seq": self.picture.seq, "at": stamp(self.picture.at)}
            tail = {"events": [cue.sent for cue in cues]} if cues else {}
            self.frames[len(cues)] = _encoded(head | self.picture.body | tail)
        return self.frames[len(cues)]

    def heartbeat(self, now: datetime) -> str:
        seq = self.picture.seq if self.picture else 0
        return _encoded({"view": self.view, "seq": seq, "at": stamp(now)})


def _encoded(frame: dict[str, object]) -> str:
    return to_json(frame).decode()
