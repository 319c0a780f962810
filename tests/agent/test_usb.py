"""USB printers as a technician meets them, on a bus without devices of its own."""

from __future__ import annotations

from collections import defaultdict
from types import SimpleNamespace

import pytest
import usb.backend
import usb.core

from printer import address
from printer.transports.usb import open_printer
from printer.transports.wire import Unreachable

VENDOR, PRODUCT = 0x04B8, 0x0E28
_FIELDS = (
    "bLength bDescriptorType bcdUSB bDeviceClass bDeviceSubClass bDeviceProtocol bMaxPacketSize0 "
    "bcdDevice iManufacturer iProduct bNumConfigurations address bus port_number port_numbers speed"
)


class GuardedBus(usb.backend.IBackend):  # type: ignore[misc]
    """One printer that this user may see and not open: nobody has written a udev rule."""

    def enumerate_devices(self) -> list[str]:
        return ["printer"]

    def get_device_descriptor(self, device: str) -> SimpleNamespace:
        facts: dict[str, int] = defaultdict(
            int, idVendor=VENDOR, idProduct=PRODUCT, iSerialNumber=3
        )
        return SimpleNamespace(**{name: facts[name] for name in _FIELDS.split()} | facts)

    def open_device(self, device: str) -> None:
        raise usb.core.USBError("Access denied", errno=13)


@pytest.mark.parametrize("serial", [None, "ABC"], ids=["any", "one-by-its-number"])
def test_a_missing_udev_rule_is_said_to_be_missing(serial: str | None) -> None:
    wanted = address.Usb(VENDOR, PRODUCT, serial)
    with pytest.raises(Unreachable, match="udev rule"):
        open_printer(wanted, backend=GuardedBus())
