"""The post between processes: hints are late, doubled, in disorder, or lost."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from server.application.bus import Bus
from server.protocol.hints import Hear, Hint

if TYPE_CHECKING:
    from tests.simulate.process import Process
    from tests.simulate.world import World


class Post:
    def __init__(self, world: World) -> None:
        self._world = world
        self.frozen = False
        """It looks as if nothing happened anywhere."""
        self.loss = 0.0

    def bus_of(self, process: Process) -> Bus:
        return SeededBus(process, self)

    def carry(self, sender: Process, hint: Hint) -> None:
        chance = sender.chance
        for process in self._world.processes:
            if process is sender or self.frozen or chance.random() < self.loss:
                continue
            for _ in range(2 if chance.random() < 0.05 else 1):
                self._world.loop.call_later(
                    _delay(chance), self._deliver, process, hint, context=process.context
                )

    def _deliver(self, process: Process, hint: Hint) -> None:
        if process.alive and not self.frozen:
            process.others.heard(hint)


class SeededBus:
    """`application.bus.Bus`."""

    connected = True

    def __init__(self, process: Process, post: Post) -> None:
        self._process, self._post = process, post

    async def open(self, hear: Hear) -> None:
        del hear

    def tell(self, hint: Hint) -> None:
        if self._process.alive:
            self._post.carry(self._process, hint)

    async def close(self) -> None:
        pass


def _delay(chance: Random) -> float:
    """A moment; now and then longer than what comes after it."""
    return chance.expovariate(1 / (1.0 if chance.random() < 0.1 else 0.005))
