"""Serial printers (`pip install suivant[serial]`)."""

from __future__ import annotations

import asyncio
import os
import select
from typing import Any

from printer.address import Serial
from printer.transports.channel import Unreachable
from printer.transports.threaded import SLICE_SECONDS, ThreadedChannel


class SerialLine:
    def __init__(self, port: Any) -> None:
        self._port = port

    def write_some(self, data: bytes) -> int:
        """Past pyserial, whose time-out does not tell how many bytes went out before."""
        _, ready, _ = select.select([], [self._port], [], SLICE_SECONDS)
        try:
            return os.write(self._port.fileno(), data[:64]) if ready else 0
        except BlockingIOError:
            return 0

    def read_some(self) -> bytes:
        return bytes(self._port.read(1))

    def close(self) -> None:
        self._port.reset_output_buffer()
        self._port.close()


async def connect(address: Serial) -> ThreadedChannel:
    return ThreadedChannel(await asyncio.to_thread(_open, address), two_way=True)


def _open(address: Serial) -> SerialLine:
    try:
        import serial
    except ImportError:
        raise Unreachable("serial printing needs the package pyserial (suivant[serial])") from None
    try:
        port = serial.Serial(
            address.path,
            address.baud,
            timeout=SLICE_SECONDS,
            exclusive=True,
        )
    except (serial.SerialException, ValueError) as error:
        raise Unreachable(f"{address.path}: {error}") from error
    return SerialLine(port)
