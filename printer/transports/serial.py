"""Serial printers (`pip install suivant[serial]`)."""

from __future__ import annotations

import asyncio
import os
import select
import termios
from typing import Any

from printer.address import Serial
from printer.transports.threaded import SLICE_SECONDS, ThreadedWire
from printer.transports.wire import Unreachable


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
        try:
            self._port.reset_output_buffer()
        finally:
            self._port.close()


async def connect(address: Serial) -> ThreadedWire:
    return ThreadedWire(await asyncio.to_thread(_open, address), two_way=True)


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
            rtscts=address.flow == "rtscts",
            xonxoff=address.flow == "xonxoff",
        )
        if address.flow == "xonxoff":
            _never_send_xoff(port.fileno())
    except (serial.SerialException, termios.error, ValueError) as error:
        raise Unreachable(f"{address.path}: {error}") from error
    return SerialLine(port)


def _never_send_xoff(line: int) -> None:
    """We obey the printer's XOFF; ours would be a stray byte in the middle of a picture."""
    settings = termios.tcgetattr(line)
    settings[0] &= ~termios.IXOFF
    termios.tcsetattr(line, termios.TCSANOW, settings)
