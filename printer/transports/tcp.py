"""Network printers, raw port 9100."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct

from printer.address import Tcp
from printer.transports.wire import Lost, Submitted, Unreachable

SEND_BUFFER = 4096
"""Small, so that little is on its way when a connection dies (the kernel takes megabytes else)."""
CONNECT_SECONDS = 2.0


class TcpWire:
    two_way = True

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    async def write(self, data: bytes) -> None:
        try:
            await asyncio.get_running_loop().sock_sendall(self._line, data)
        except OSError as error:
            raise Lost(str(error)) from error

    async def read(self) -> bytes:
        try:
            data = await asyncio.get_running_loop().sock_recv(self._line, 512)
        except OSError as error:
            raise Lost(str(error)) from error
        if not data:
            raise Lost("the printer closed the connection")
        return data

    async def finish(self, job: Submitted) -> None:
        """The printer has its own end of job: the cut."""

    async def close(self) -> None:
        with contextlib.suppress(OSError):
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._line.close()


async def connect(address: Tcp) -> TcpWire:
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return TcpWire(await _first_answering(address))
    except (OSError, TimeoutError) as error:
        reason = str(error) or "no answer"
        raise Unreachable(f"{address.host}:{address.port}: {reason}") from error


async def _first_answering(address: Tcp) -> socket.socket:
    loop = asyncio.get_running_loop()
    places = await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    failure: OSError = OSError("no address")
    for family, kind, protocol, _, place in places:
        line = socket.socket(family, kind, protocol)
        line.setblocking(False)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            await loop.sock_connect(line, place)
            return line
        except OSError as error:
            failure = error
            line.close()
        except BaseException:
            line.close()
            raise
    raise failure
