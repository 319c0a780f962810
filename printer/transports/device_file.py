"""A device node such as `/dev/usb/lp0`: one way only, nothing can be confirmed."""

from __future__ import annotations

import asyncio
import os
import select
import stat

from printer.address import DeviceFile
from printer.transports.threaded import SLICE_SECONDS, ThreadedWire
from printer.transports.wire import Unreachable


class FileLine:
    def __init__(self, node: int) -> None:
        self._node = node

    def write_some(self, data: bytes) -> int:
        _, ready, _ = select.select([], [self._node], [], SLICE_SECONDS)
        try:
            return os.write(self._node, data) if ready else 0
        except BlockingIOError:
            return 0

    def read_some(self) -> bytes:
        return b""

    def close(self) -> None:
        os.close(self._node)


async def connect(address: DeviceFile) -> ThreadedWire:
    return ThreadedWire(await asyncio.to_thread(_open, address), two_way=False)


def _open(address: DeviceFile) -> FileLine:
    """Never creates the file: an absent printer would become a heap of bytes on disk."""
    try:
        node = os.open(address.path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        raise Unreachable(f"{address.path}: {error.strerror}") from error
    if not stat.S_ISCHR(os.fstat(node).st_mode):
        os.close(node)
        raise Unreachable(f"{address.path} is not a printer device")
    return FileLine(node)
