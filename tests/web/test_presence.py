"""Rights are judged for whoever is still there, however many leave while the store is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import cast

from server.identity.staff import Staff
from server.rim.access import Caller, Doorkeeper, Person, is_staff
from server.rim.presence import Presence, Stay
from server.rim.sockets import BAD_IDENTITY
from tests.worlds.play import play


class SlowDoorkeeper:
    """Somebody leaves while it asks; it then knows nobody any more."""

    def __init__(self, leaving: asyncio.Event) -> None:
        self._leaving = leaving

    async def look_again(self, _proofs: set[str]) -> Mapping[str, Person]:
        self._leaving.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return {}


async def stand(presence: Presence, stay: Stay, until: asyncio.Event) -> None:
    presence._stays[stay] = None
    try:
        async with stay.patience:
            await until.wait()
    except TimeoutError:
        pass
    finally:
        presence._stays.pop(stay)


def test_one_who_leaves_meanwhile_spares_nobody_else() -> None:
    async def scene() -> list[int | None]:
        leaving, never = asyncio.Event(), asyncio.Event()
        presence = Presence(cast(Doorkeeper, SlowDoorkeeper(leaving)))
        nadia = Caller(staff=Staff("agent1", "Nadia", "agent", "mairie"))
        stays = [Stay(nadia, "mairie", is_staff, f"picture {n}") for n in range(6)]
        screens = [
            asyncio.create_task(stand(presence, stay, leaving if n == 0 else never))
            for n, stay in enumerate(stays)
        ]
        await asyncio.sleep(0)
        await presence.look_again()
        await asyncio.wait(screens)
        return [stay.code for stay in stays[1:]]

    assert play(scene()) == [BAD_IDENTITY] * 5
