"""Telling the other processes that a site's journal has grown.

A message says only (site, day, seq): whoever is behind reads the store. A lost message therefore
costs a moment, until the store is asked anyway; the bus may be away altogether.
"""

from __future__ import annotations

from typing import Protocol

from server.protocol.hints import Hear, Hint


class Bus(Protocol):
    @property
    def connected(self) -> bool: ...
    async def open(self, hear: Hear) -> None: ...
    def tell(self, hint: Hint) -> None: ...
    async def close(self) -> None: ...


class InProcessBus:
    """Nobody else to tell."""

    connected = True

    async def open(self, hear: Hear) -> None:
        del hear

    def tell(self, hint: Hint) -> None:
        del hint

    async def close(self) -> None:
        pass
