"""USB printers of the printer class, by libusb (`pip install suivant[usb]`)."""

from __future__ import annotations

import asyncio
from typing import Any

from printer.address import Usb
from printer.transports.threaded import SLICE_SECONDS, ThreadedWire
from printer.transports.wire import Unreachable

_PRINTER_CLASS = 7
_MILLISECONDS = int(SLICE_SECONDS * 1000)


class UsbLine:
    def __init__(self, device: Any, out: Any, back: Any) -> None:
        self._device, self._out, self._back = device, out, back

    def write_some(self, data: bytes) -> int:
        import usb.core

        try:
            return int(self._out.write(data, timeout=_MILLISECONDS))
        except usb.core.USBTimeoutError:
            return 0

    def read_some(self) -> bytes:
        import usb.core

        try:
            return bytes(self._back.read(64, timeout=_MILLISECONDS))
        except usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        import usb.util

        usb.util.dispose_resources(self._device)


async def connect(address: Usb) -> ThreadedWire:
    line = await asyncio.to_thread(open_printer, address)
    return ThreadedWire(line, two_way=line._back is not None)


def open_printer(address: Usb, backend: Any = None) -> UsbLine:
    """`backend`: another way to the bus than libusb. Raises `Unreachable`."""
    try:
        import usb.core
    except ImportError:
        raise Unreachable("USB printing needs the package pyusb (suivant[usb])") from None
    name = f"usb {address.vendor:04x}:{address.product:04x}"
    try:
        devices = usb.core.find(
            True, backend=backend, idVendor=address.vendor, idProduct=address.product
        )
        for device in devices or ():
            if address.serial is None or device.serial_number == address.serial:
                return _claim(device)
    except usb.core.NoBackendError:
        raise Unreachable("USB printing needs libusb-1.0 (Debian: libusb-1.0-0)") from None
    except (usb.core.USBError, ValueError) as error:
        # A serial number that may not be read is a ValueError.
        raise Unreachable(f"{name}: {error} (is there a udev rule for it?)") from error
    raise Unreachable(f"{name} is not plugged in")


def _claim(device: Any) -> UsbLine:
    """Endpoints are looked up: their numbers differ by brand."""
    import usb.util

    if device.is_kernel_driver_active(0):
        device.detach_kernel_driver(0)
    device.set_configuration()
    face = usb.util.find_descriptor(
        device.get_active_configuration(), bInterfaceClass=_PRINTER_CLASS
    )
    if face is None:
        raise Unreachable("this USB device is not a printer")
    ways = {usb.util.endpoint_direction(e.bEndpointAddress): e for e in face}
    return UsbLine(device, ways[usb.util.ENDPOINT_OUT], ways.get(usb.util.ENDPOINT_IN))
