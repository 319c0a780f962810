"""Screens that could not be painted of late, for somebody in charge to be told."""

from __future__ import annotations

from datetime import datetime, timedelta

OF_LATE = timedelta(minutes=1)
"""Whatever hangs on the wall has tried again by then: a screen not heard of is well, or gone."""


class Unpainted:
    """By site and kind of screen, when last: in this process or another."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], datetime] = {}
        self._untold: set[tuple[str, str]] = set()

    def failed(self, site: str, screen: str, now: datetime) -> None:
        self._last[site, screen] = now
        self._untold.add((site, screen))

    def failed_elsewhere(self, site: str, screen: str, now: datetime) -> None:
        """So says another process: it is not told again."""
        self._last[site, screen] = now

    def news(self) -> list[tuple[str, str]]:
        """What failed in this process since this was last asked."""
        untold, self._untold = self._untold, set()
        return sorted(untold)

    def of(self, site: str, now: datetime) -> list[str]:
        return sorted(
            screen
            for (where, screen), last in self._last.items()
            if where == site and abs(now - last) <= OF_LATE
        )
