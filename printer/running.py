"""One printer's agent at work: its press, its memory and its line to the server."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from printer import address as addresses
from printer import profile as profiles
from printer.agent import CRESTS, PrinterAgent
from printer.crests import Crests
from printer.drawing.compose import Composer
from printer.link import ServerLink, page_address
from printer.press import Press
from printer.spool import Spool
from printer.talk.patience import Patience


async def run_agent(
    server: str,
    token: str,
    device: str,
    spool: Path,
    profile: str = profiles.DEFAULT,
    roll_metres: float | None = None,
) -> None:
    """Work until cancelled. The roll is the profile's when nothing is said of it.

    Raises `BadAddress`, `UnknownProfile`, `SpoolInUse`, `printer.link.BadToken`.
    """
    where, kind = addresses.parse(device), profiles.find(profile)
    kind = replace(kind, roll_metres=roll_metres or kind.roll_metres)
    memory = Spool(spool)
    press = Press(where, kind, memory, Composer.of(kind, where), Patience())
    crests = Crests(spool / CRESTS, page_address(server), token)
    agent = PrinterAgent(press, memory, crests=crests)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(agent.work())
            tasks.create_task(ServerLink(server, token, agent).run())
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    finally:
        await press.close()
        memory.close()
