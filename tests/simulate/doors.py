"""Who comes by a socket: a token says whose it is, and the how manieth."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from server.identity.devices import Device, Kind
from server.identity.staff import Staff
from server.rim.access import NOBODY, Caller, Doorkeeper, Person
from tests.simulate.journal import Line
from tests.simulate.town import PEOPLE


class KnownDoors(Doorkeeper):
    """Knows everybody who was let in and not shut out since."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._known = {}

    def _look_up(self, how: str, token: str) -> Caller:
        person = self._in_force((token,)).get(token)
        if isinstance(person, Device):
            return Caller(device=person, proof=token)
        return Caller(staff=person, proof=token) if person else NOBODY

    def _in_force(self, proofs: Collection[str]) -> dict[str, Person]:
        with self._line.asked() as disk:
            return {proof: _person(proof) for proof in proofs if disk.in_force(proof)}


def _person(token: str) -> Person:
    site, kind, name = token.partition("#")[0].split("/")
    if kind == "staff":
        return Staff(name, PEOPLE[name], "agent", site)
    return Device(cast(Kind, kind), name, site)
