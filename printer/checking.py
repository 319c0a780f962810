"""`python -m printer --check`: on the agent's own machine, what works and what does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from printer import address as addresses
from printer import profile as profiles
from printer.drawing.compose import Composer
from printer.drawing.fonts import missing_glyphs
from printer.fate import NotReady
from printer.link import socket_address
from printer.press import Press
from printer.spool import Spool
from server.protocol.printing import PrinterStatus

SECONDS = 5.0
_WAYS = {
    "process_id": "by a number that comes back (GS ( H): surely",
    "status": "by an answer in order (GS r): nearly as surely",
    "none": "not at all: tickets are told as sent, never as printed",
}
_SCRIPTS = {"Latin": "éœ€ğ", "Cyrillic": "Яї", "Arabic": "رقم", "Chinese": "票号"}


@dataclass(frozen=True)
class Finding:
    about: str
    says: str
    well: bool = True

    def __str__(self) -> str:
        return f"{'ok' if self.well else 'NO':4}{self.about:14}{self.says}"


async def check(server: str, token: str, device: str, spool: Path, profile: str) -> bool:
    """Prints a line for each finding; whether all is well.

    Raises `BadAddress`, `BadServer`, `UnknownProfile`, `SpoolInUse`: then an agent is at work.
    """
    where, kind, url = addresses.parse(device), profiles.find(profile), socket_address(server)
    memory = Spool(spool)
    press = Press(where, kind, memory, Composer.of(kind, where))
    try:
        found = [finding async for finding in _printer(press, memory, device)]
    finally:
        await press.close()
        memory.close()
    found += [_fonts(), await _server(url, token)]
    for finding in found:
        print(finding)
    return all(finding.well for finding in found)


async def _printer(press: Press, memory: Spool, device: str) -> AsyncIterator[Finding]:
    status = await press.look()
    if status.error in ("unreachable", "no_answer"):
        yield Finding("printer", f"{device}: {status.error} (docs/printing.md)", well=False)
        return
    if press.confirms == "none":
        yield Finding("printer", f"{device} is there; it is not asked anything")
        yield Finding("confirmation", _WAYS["none"])
        return
    maker = await press.model()
    yield Finding("printer", f"{device} answers" + (f"; it calls itself {maker}" if maker else ""))
    yield Finding("paper", _condition(status), well=status.online)
    if hanging := memory.hanging():
        yield Finding("ticket", f"{hanging.number} is in doubt; the agent will void it")
    elif status.online:
        yield await _confirmation(press)


def _condition(status: PrinterStatus) -> str:
    fault = f", {status.error}" if status.error else ""
    return f"{status.paper}, cover {status.cover}{fault}"


async def _confirmation(press: Press) -> Finding:
    try:
        await press.settle()
    except NotReady as refusal:
        return Finding("confirmation", f"no: {refusal.reason}", well=False)
    return Finding("confirmation", _WAYS[press.confirms])


def _fonts() -> Finding:
    missing = [name for name, letters in _SCRIPTS.items() if missing_glyphs(letters)]
    if missing:
        return Finding("fonts", f"no letters for {', '.join(missing)}: printed in French instead")
    return Finding("fonts", f"letters for {', '.join(_SCRIPTS)}")


async def _server(url: str, token: str) -> Finding:
    headers = {"Authorization": f"Bearer {token}"}
    try:
        async with asyncio.timeout(SECONDS), connect(url, additional_headers=headers) as line:
            await line.recv()
    except (ConnectionClosed, InvalidHandshake) as error:
        return Finding("server", f"{url} refuses this printer: {error}", well=False)
    except OSError as error:
        return Finding("server", f"{url}: {str(error) or 'no answer'}", well=False)
    return Finding("server", f"{url} knows this printer")
