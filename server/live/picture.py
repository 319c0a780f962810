"""What is sent to a screen: a whole view at one moment, and what is to be sounded with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CUE_LIFE = 15.0
"""Seconds after which a cue is not sounded any more."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to sound once."""

    seq: int
    kind: str
    at: datetime
    detail: dict[str, Any]

    @property
    def id(self) -> str:
        # `seq` alone starts again every day.
        return f"{self.kind}-{int(self.at.timestamp())}-{self.seq}"

    @property
    def sent(self) -> dict[str, Any]:
        """As a frame carries it."""
        return {"kind": self.kind, "id": self.id, **self.detail}


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole view at one `seq`. `body` is {"data": …} or {"html": …}."""

    era: str
    """The day: `seq` starts again with the next one."""
    seq: int
    at: datetime
    body: dict[str, Any]
    cues: tuple[Cue, ...] = ()
    """In the order of their `seq`."""

    @property
    def last_cue(self) -> int:
        return self.cues[-1].seq if self.cues else 0

    def cues_after(self, seq: int) -> list[Cue]:
        """What a connection that was told of cues up to `seq` has still to sound."""
        return [c for c in self.cues if c.seq > seq and is_fresh(c.at, self.at)]

    def adds_nothing_to(self, shown: Picture) -> bool:
        """The same to the eye and to the ear, though later facts may have been looked at."""
        alike = self.era == shown.era and self.body == shown.body
        return alike and self.last_cue <= shown.last_cue


def is_fresh(cue_at: datetime, now: datetime) -> bool:
    return (now - cue_at).total_seconds() <= CUE_LIFE


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
