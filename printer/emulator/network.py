"""The emulated printer on a TCP port, with every way in which a link can die."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
from collections.abc import Callable

from printer.emulator.machine import Machine

_CHUNK = 512
_BOARD = 16_384
"""The network board's own buffer (Epson UB-E02), before the printer's."""
_TICK = 0.004


class NetworkPrinter:
    """One host at a time: later ones are connected by the kernel, and not served."""

    def __init__(self, machine: Machine, rows_per_second: int | None = None) -> None:
        self.machine = machine
        self.received = 0
        self.rows_per_second = rows_per_second
        """None: as fast as this machine can."""
        self._plan: tuple[int, Callable[[], None]] | None = None
        self._host: socket.socket | None = None
        self._ghosts: list[socket.socket] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._gone = asyncio.Event()

    async def __aenter__(self) -> NetworkPrinter:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BOARD)
        self._door.setblocking(False)
        self.port: int = self._door.getsockname()[1]
        self._tasks = [asyncio.create_task(self._serve()), asyncio.create_task(self._print())]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._hang_up()
        for ghost in self._ghosts:
            ghost.close()
        self._door.close()

    def at_byte(self, count: int, act: Callable[[], None]) -> None:
        """Act once, when so many more bytes have come."""
        self._plan = (self.received + count, act)

    def reset(self) -> None:
        """RST: unsent and unread bytes are lost."""
        if self._host:
            with contextlib.suppress(OSError):
                linger = struct.pack("ii", 1, 0)
                self._host.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._hang_up()

    def finish(self) -> None:
        """FIN, as an Epson board does after five idle minutes."""
        self._hang_up()

    def half_open(self) -> None:
        """The link is gone and nobody says so: no answer, no error."""
        if self._host:
            self._ghosts.append(self._host)
            self._host = None
        self._after_host()

    def power_cycle(self) -> None:
        self.reset()
        self.machine.power_cycle()

    def _hang_up(self) -> None:
        if self._host:
            self._host.close()
            self._host = None
        self._after_host()

    def _after_host(self) -> None:
        self.machine.disconnected()
        self._gone.set()

    @property
    def busy_with_a_host(self) -> bool:
        return self._host is not None

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            host, _ = await loop.sock_accept(self._door)
            host.setblocking(False)
            self._host = host
            self._gone.clear()
            listening = asyncio.create_task(self._listen(host))
            await self._gone.wait()
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self, host: socket.socket) -> None:
        while self._host is host:
            ready = min(self.machine.room, _CHUNK)
            try:
                data = host.recv(ready) if ready else None
            except BlockingIOError:
                data = None
            except OSError:
                data = b""
            if data == b"":
                return self._hang_up()
            if data is None:
                await asyncio.sleep(_TICK / 2)
            else:
                self._take(host, data)
                await asyncio.sleep(0)

    def _take(self, host: socket.socket, data: bytes) -> None:
        if self._plan and self.received + len(data) >= self._plan[0]:
            count, act = self._plan
            self._plan = None
            first = count - self.received
            self._accept(data[:first])
            act()
            data = data[first:] if self._host is host else b""
        self._accept(data)

    def _accept(self, data: bytes) -> None:
        self.machine.receive(data)
        self.received += len(data)

    async def _print(self) -> None:
        due, last = 0.0, time.monotonic()
        while True:
            now = time.monotonic()
            pace, busy = self.rows_per_second, self.machine.busy
            # By the clock: on a busy computer the ticks come late, the paper does not.
            due = due + (now - last) * pace if pace and busy else 0.0
            last = now
            self.machine.run(int(due) if pace else 400)
            due -= int(due)
            self._reply()
            await asyncio.sleep(_TICK if pace or not self.machine.busy else 0)

    def _reply(self) -> None:
        if self._host is None:
            self.machine.answers.clear()
        elif self.machine.answers:
            with contextlib.suppress(OSError):
                sent = self._host.send(self.machine.answers)
                del self.machine.answers[:sent]
