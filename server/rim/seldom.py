"""One line of log for a refusal, and only so many: whoever is refused must not fill the disk."""

from __future__ import annotations

import time

import structlog

log = structlog.get_logger()


class Seldom:
    """`most` lines of one kind in `seconds`; the next one tells how many were left out."""

    def __init__(self, most: int = 10, seconds: float = 60.0) -> None:
        self._most, self._seconds = most, seconds
        self._begun: dict[str, float] = {}
        self._said: dict[str, int] = {}

    def warn(self, event: str, why: str) -> None:
        now, kind = time.monotonic(), f"{event} {why}"
        if now - self._begun.get(kind, -self._seconds) >= self._seconds:
            left_out = max(0, self._said.get(kind, 0) - self._most)
            self._begun[kind], self._said[kind] = now, 0
        else:
            left_out = 0
        self._said[kind] += 1
        if self._said[kind] <= self._most:
            log.warning(event, why=why, **({"left_out": left_out} if left_out else {}))


SELDOM = Seldom()
