"""From an address to an open line. Each transport is imported only when it is asked for."""

from __future__ import annotations

from printer.address import Address, Cups, DeviceFile, Png, Serial, Tcp, Usb
from printer.profile import Profile
from printer.transports.wire import Wire


async def connect(address: Address, profile: Profile) -> Wire:
    """Raises `Unreachable`."""
    match address:
        case Tcp():
            from printer.transports import tcp

            return await tcp.connect(address)
        case Usb():
            from printer.transports import usb

            return await usb.connect(address)
        case Serial():
            from printer.transports import serial

            return await serial.connect(address)
        case DeviceFile():
            from printer.transports import device_file

            return await device_file.connect(address)
        case Cups():
            from printer.transports import cups

            return await cups.connect(address)
        case Png(folder):
            from printer.transports import png

            return await png.connect(folder, profile.dots)
