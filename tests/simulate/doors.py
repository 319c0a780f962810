"""Who comes by a socket: each simulated device says its own name where a token would stand."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from server.identity.devices import Device, Kind
from server.rim.access import NOBODY, Caller, Doorkeeper
from tests.simulate.disk import Disk


class KnownDoors(Doorkeeper):
    """Knows every board, and the printers that are not revoked."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    async def recognise(self, connection: HTTPConnection) -> Caller:
        return await self.recognise_device(connection)

    async def recognise_device(self, connection: HTTPConnection) -> Caller:
        device_id = connection.headers.get("authorization", "")
        site, kind, name = device_id.split("/")
        if kind == "printer" and device_id not in self._disk.printers:
            return NOBODY
        return Caller(device=Device(_kind(kind), name, site))


def _kind(kind: str) -> Kind:
    assert kind in ("kiosk", "display", "printer")
    return kind  # type: ignore[return-value]
