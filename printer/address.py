"""Printer addresses, as a technician types them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

FORMS = (
    "tcp://HOST[:9100], usb://VID:PID[/SERIAL], serial:///dev/ttyUSB0?baud=115200, "
    "file:///dev/usb/lp0, cups://NAME, png:///DIR"
)


Flow = Literal["rtscts", "xonxoff", "none"]
FLOWS: tuple[Flow, ...] = get_args(Flow)


class BadAddress(ValueError):
    """The address cannot be read; the message says what is expected."""


@dataclass(frozen=True)
class Tcp:
    host: str
    port: int = 9100


@dataclass(frozen=True)
class Usb:
    vendor: int
    product: int
    serial: str | None = None


@dataclass(frozen=True)
class Serial:
    path: str
    baud: int = 115200
    flow: Flow = "rtscts"
    """How a busy printer holds us back. Epson's own handshake is DTR, which Linux cannot follow;
    the printer repeats it on its RTS pin."""


@dataclass(frozen=True)
class DeviceFile:
    path: str


@dataclass(frozen=True)
class Cups:
    name: str


@dataclass(frozen=True)
class Png:
    folder: Path


Address = Tcp | Usb | Serial | DeviceFile | Cups | Png


def parse(text: str) -> Address:
    """The printer behind an address. Raises `BadAddress`."""
    url = urlsplit(text)
    reader = _READERS.get(url.scheme)
    if reader is None:
        raise BadAddress(f"printer address {text!r} is not one of: {FORMS}")
    try:
        if url.query and reader is not _serial:
            raise ValueError("nothing may follow a question mark; in a path it is written %3F")
        if url.fragment:
            raise ValueError('nothing may follow a "#"; in a path it is written %23')
        return reader(url)
    except (ValueError, IndexError) as error:
        raise BadAddress(f"printer address {text!r}: {error}; expected one of: {FORMS}") from None


def pictures_in(folder: Path) -> str:
    """The address of the virtual printer that leaves its pictures there."""
    return f"png://{quote(str(folder.absolute()))}"


def _tcp(url: SplitResult) -> Tcp:
    if not url.hostname:
        raise ValueError("the host is missing")
    return Tcp(url.hostname, url.port or 9100)


def _usb(url: SplitResult) -> Usb:
    vendor, product = url.netloc.split(":")
    return Usb(int(vendor, 16), int(product, 16), unquote(url.path.strip("/")) or None)


def _serial(url: SplitResult) -> Serial:
    wishes = dict(parse_qsl(url.query, keep_blank_values=True))
    baud, flow = int(wishes.pop("baud", "115200")), wishes.pop("flow", "rtscts")
    if wishes:
        raise ValueError(f"unknown {', '.join(wishes)} (only baud and flow are known)")
    return Serial(_path(url), baud, _flow(flow))


def _flow(word: str) -> Flow:
    for flow in FLOWS:
        if flow == word:
            return flow
    raise ValueError(f"flow is one of {', '.join(FLOWS)}")


def _file(url: SplitResult) -> DeviceFile:
    return DeviceFile(_path(url))


def _cups(url: SplitResult) -> Cups:
    name = unquote(url.netloc)
    if not name or name.startswith("-"):
        raise ValueError("the queue's name is missing")
    return Cups(name)


def _png(url: SplitResult) -> Png:
    return Png(Path(_path(url)))


def _path(url: SplitResult) -> str:
    if url.netloc or not url.path.strip("/"):
        raise ValueError("three slashes and a path are expected")
    return unquote(url.path)


_READERS: dict[str, Callable[[SplitResult], Address]] = {
    "tcp": _tcp,
    "usb": _usb,
    "serial": _serial,
    "file": _file,
    "cups": _cups,
    "png": _png,
}
