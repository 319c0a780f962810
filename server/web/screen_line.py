"""The line to a screen: little waits in it, and whoever takes nothing is let go.

Left to itself, the system keeps megabytes of old pictures for a screen that does not read: it would
have to swallow them all before the newest, and closing would wait for that for ever.

What comes the other way is little too: a printer's report is some hundred bytes of text, and a
screen has nothing to say.
"""

from __future__ import annotations

import socket
from asyncio.transports import BaseTransport
from functools import lru_cache
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State

from server.rim.seldom import SELDOM

WAITING = 65_536
"""Bytes; the system takes twice that for its own bookkeeping (socket(7), SO_SNDBUF)."""
TAKES_NOTHING = 30
"""Seconds without one byte taken, as the slowest of healthy screens never is."""
FROM_A_PRINTER = 8 * 1024
"""Bytes of one message."""
FROM_A_SCREEN = 1024
PIECES = 16
"""In which one message may come."""
PRINTERS = "/ws/printer"
UNREADABLE = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
SHARED = 16
"""Frames: thousands of boards are sent the same one in the same breath."""


class ScreenLine(WebSocketsSansIOProtocol):
    """Pages and files are not concerned: only what has become a WebSocket."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, WAITING)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TAKES_NOTHING * 1000)

    async def send(self, message: Any) -> None:
        text = message.get("text")
        if not isinstance(text, str) or not self._is_open:
            await super().send(message)
            return
        await self.writable.wait()
        if self._is_open:
            self.transport.write(_framed(text))
        else:
            await super().send(message)  # it says what has become of the line

    @property
    def _is_open(self) -> bool:
        return (
            self.handshake_complete
            and not self.disconnected
            and self.conn.state is State.OPEN
            and not self.conn.extensions
        )

    def handle_connect(self, event: Request) -> None:
        printer = event.path.partition("?")[0].endswith(PRINTERS)
        self.conn.max_message_size = FROM_A_PRINTER if printer else FROM_A_SCREEN
        super().handle_connect(event)

    def handle_bytes(self, event: Frame) -> None:
        self._refuse(CloseCode.UNSUPPORTED_DATA, "text alone is understood")

    def handle_cont(self, event: Frame) -> None:
        super().handle_cont(event)
        if len(self.frames) > PIECES:
            self._refuse(CloseCode.MESSAGE_TOO_BIG, "too many pieces")

    def send_receive_event_to_app(self) -> None:
        try:
            b"".join(self.frames).decode()
        except UnicodeDecodeError:
            self._refuse(CloseCode.INVALID_DATA, "not UTF-8")
        else:
            super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        """Whatever is wrong with what came: one line of log, and the line is closed."""
        sent = self.conn.close_sent
        SELDOM.warn("socket_refused", f"closed with {sent.code}" if sent else "no handshake")
        if sent is None:
            self.transport.write(UNREADABLE)
            self.transport.close()
        else:
            super().handle_parser_exception()

    def _refuse(self, code: int, why: str) -> None:
        self.frames = []
        if not self.close_sent:
            self.conn.fail(code, why)
            self.handle_parser_exception()


@lru_cache(maxsize=SHARED)
def _framed(text: str) -> bytes:
    """As it goes over the line: what a server sends is not masked (RFC 6455, 5.1), and so the same
    for all. Made anew for each screen, it was a quarter of what a thousand boards waited."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
