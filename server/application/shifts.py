"""The roster of today, where every hall has it at hand."""

from __future__ import annotations

import asyncio

from server.application.receptions import Receptions


async def look_up(receptions: Receptions) -> None:
    """Of every hall that is awake: another process, or a file, may have changed it.

    Raises Unavailable.
    """
    days = {slug: r.committed.date for slug, r in receptions.awake.items()}
    found = await asyncio.to_thread(receptions.rosters.of_days, days)
    for slug, reception in list(receptions.awake.items()):
        shifts = tuple(found.get(slug, ()))
        if days.get(slug) == reception.committed.date and reception.waits.shifts != shifts:
            reception.waits.shifts = shifts
            receptions.changed(reception)
