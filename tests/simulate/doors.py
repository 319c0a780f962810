"""Who comes by a socket: each simulated device says its own name where a token would stand."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from server.identity.devices import Device, Kind
from server.rim.access import NOBODY, Caller, Doorkeeper, Person
from tests.simulate.journal import Line


class KnownDoors(Doorkeeper):
    """Knows every board, and the printers that are not revoked."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._known = {}

    def _look_up(self, how: str, token: str) -> Caller:
        person = self._in_force((token,)).get(token)
        return Caller(device=person, proof=token) if isinstance(person, Device) else NOBODY

    def _in_force(self, proofs: Collection[str]) -> dict[str, Person]:
        with self._line.asked() as disk:
            return {
                proof: _device(proof)
                for proof in proofs
                if "/printer/" not in proof or proof in disk.printers
            }


def _device(token: str) -> Device:
    site, kind, name = token.split("/")
    return Device(cast(Kind, kind), name, site)
