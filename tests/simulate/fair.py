"""Was each day fair? Asked of its journal alone, once it is closed, whatever befell the servers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.fairness.proof import Unprovable, prove
from server.domain.fairness.site_files import LoadedFile, files_of
from tests.simulate.disk import Place, Row

if TYPE_CHECKING:
    from tests.simulate.world import World

EVENING = "left_waiting"
"""No rule's fault: a hall that a power cut closes may leave somebody waiting."""
NOT_YET = timedelta(days=1)


class Fair:
    def __init__(self, world: World) -> None:
        self._world = world

    def __call__(self, place: Place, rows: Sequence[Row]) -> None:
        if rows[-1].kind == "day_closed":
            self._look_at(place)

    def _look_at(self, place: Place) -> None:
        facts = [row.fact for row in self._world.disk.rows[place]]
        # Which process had seen which version, nobody has noted: any of them may have decided.
        never = facts[-1].at + NOT_YET
        versions = [LoadedFile(never, site) for site in self._world.disk.sites[place.site]]
        try:
            fairness = prove(*place, facts, files_of(reversed(versions), facts))
        except Unprovable as error:
            self._world.breach(str(error))
            return
        for breach in (each for promise in fairness.promises for each in promise.breaches):
            if breach.kind != EVENING:
                self._world.breach(f"{place} fact {breach.seq}: {breach.kind} {breach.number}")
