"""Whether it is worth asking the store again.

What is asked every second or two is asked of the sites that are awake alone; and where the store
can tell that nobody has written to it since, it is not asked at all.
"""

from __future__ import annotations

import asyncio

from server.application.receptions import Receptions


async def latest(receptions: Receptions) -> object:
    """The same as before when nobody has written and no other site has woken up meanwhile.

    To be taken before the store is read. Raises Unavailable.
    """
    mark = await asyncio.to_thread(receptions.sites.mark)
    return object() if mark is None else (mark, receptions.wakings)
