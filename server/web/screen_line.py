"""The line to a screen: little waits in it, and whoever takes nothing is let go.

Left to itself, the system keeps megabytes of old pictures for a screen that does not read: it would
have to swallow them all before the newest, and closing would wait for that for ever.
"""

from __future__ import annotations

import socket
from asyncio.transports import BaseTransport

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

WAITING = 65_536
"""Bytes; the system takes twice that for its own bookkeeping (socket(7), SO_SNDBUF)."""
TAKES_NOTHING = 30
"""Seconds without one byte taken, as the slowest of healthy screens never is."""


class ScreenLine(WebSocketsSansIOProtocol):
    """Pages and files are not concerned: only what has become a WebSocket."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, WAITING)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TAKES_NOTHING * 1000)
