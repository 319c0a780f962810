"""A printer with its agent: what it says is true as far as it knows; `truth` knows what came out.

It keeps the promises of `printer/`, in miniature: it writes down that it begins before the first
byte leaves, voids what it is not sure of before it prints anything else, prints no job twice, and
repeats what it has to tell. `make prove-printer` tries the real one against real bytes.
"""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from server.paper.socket import printer_socket
from tests.simulate.network import Wire
from tests.simulate.process import Process
from tests.simulate.screens import SILENCE

if TYPE_CHECKING:
    from tests.simulate.world import World

WELL: dict[str, Any] = {"online": True, "paper": "ok", "cover": "closed"}
STATES: dict[str, dict[str, Any]] = {
    "": WELL,
    "paper_out": {**WELL, "online": False, "paper": "out"},
    "cover_open": {**WELL, "online": False, "cover": "open"},
    "offline": {"online": False, "error": "no_answer"},
}
Word = tuple[str, str]
"""What is said of a job: the result, and why."""


class PaperPrinter:
    def __init__(self, world: World, device_id: str) -> None:
        self._world, self.device_id = world, device_id
        self._chance = world.chance(device_id)
        self._memory: dict[str, Word] = {}
        """On the agent's disk: it outlives the agent."""
        self._orders: list[dict[str, Any]] = []
        self._server_time: datetime | None = None
        self._wire: Wire | None = None
        self._news = asyncio.Event()
        self._agent: asyncio.Task[None] | None = None
        self.trouble = ""
        self.mute = self._chance.random() < 0.1
        """It never answers: nothing can be claimed of its papers."""

    def switch_on(self) -> None:
        self._agent = self._world.loop.create_task(self._live())

    def switch_off(self) -> None:
        """At once, whatever it was doing."""
        if self._agent:
            self._agent.cancel()
        self._wire, self._orders = None, []

    def be(self, trouble: str) -> None:
        self.trouble = trouble
        self._tell(again=False)
        self._news.set()

    async def _live(self) -> None:
        working = self._world.loop.create_task(self._work())
        try:
            while True:
                if process := self._world.somewhere(self._chance):
                    await self._stay_connected(process)
                await asyncio.sleep(self._chance.uniform(0.4, 0.8))
        finally:
            working.cancel()

    async def _stay_connected(self, process: Process) -> None:
        wire = Wire(process, self._chance, self._world.disk.token_of(self.device_id))
        serving = process.start(printer_socket(wire.socket))
        serving.add_done_callback(self._ended)
        self._wire = wire
        try:
            while True:
                async with asyncio.timeout(SILENCE):
                    text = await wire.heard()
                if text is None:
                    return
                self._hear(json.loads(text))
        except TimeoutError:
            return
        finally:
            self._wire, self._orders = None, []
            wire.hang_up()

    def _ended(self, serving: asyncio.Task[None]) -> None:
        if not serving.cancelled() and (error := serving.exception()):
            self._world.breach(f"the line of {self.device_id} broke: {error!r}")

    def cut(self) -> None:
        if self._wire:
            self._wire.cut = True

    def _hear(self, frame: dict[str, Any]) -> None:
        self._server_time = datetime.fromisoformat(frame["at"])
        if "data" in frame:
            self._orders = frame["data"]["jobs"]
            self._news.set()
        self._tell(again=True)

    def _tell(self, again: bool) -> None:
        """Each frame is answered with all that the server may have missed."""
        if self._wire is None:
            return
        self._wire.say(json.dumps({"status": STATES[self.trouble], "beats": True}))
        if again:
            for order in self._orders:
                self._report(order["id"])

    def _report(self, job: str) -> None:
        result, reason = self._memory.get(job, ("", ""))
        if self._wire and result and result != "sending":
            self._wire.say(json.dumps({"job": job, "result": result, "reason": reason or None}))

    async def _work(self) -> None:
        self._adopt_unfinished()
        while True:
            self._news.clear()
            if not await self._step():
                await self._news.wait()

    def _adopt_unfinished(self) -> None:
        for job, (result, _) in self._memory.items():
            if result == "sending":
                self._memory[job] = ("doubt", "restart")

    async def _step(self) -> bool:
        """One thing; False when there is nothing to do."""
        hanging = [job for job, (result, _) in self._memory.items() if result == "doubt"]
        if hanging and not self.trouble:
            self._void(hanging[0])
            return True
        for order in self._orders:
            if order["id"] not in self._memory:
                await self._attend(order)
                return True
        return False

    def _void(self, job: str) -> None:
        """A notice under whatever came out."""
        if paper := self._world.truth.papers.get(job):
            paper.void = True
        self._settle(job, "not_printed", "voided")

    async def _attend(self, order: dict[str, Any]) -> None:
        job = order["id"]
        if self._expired(order):
            self._settle(job, "not_printed", "expired")
        elif self.trouble:
            self._settle(job, "not_printed", self.trouble)
        else:
            await self._print(job, order["number"])

    def _expired(self, order: dict[str, Any]) -> bool:
        until = order["expires_at"]
        return bool(
            until and self._server_time and datetime.fromisoformat(until) <= self._server_time
        )

    async def _print(self, job: str, number: str) -> None:
        self._memory[job] = ("sending", "")
        await asyncio.sleep(self._chance.uniform(0.1, 0.8))
        if self.trouble:  # half of it, or all of it, may be on paper
            if self._chance.random() < 0.5:
                self._world.truth.came_out(job, number)
            self._settle(job, "doubt", self.trouble)
            return
        self._world.truth.came_out(job, number)
        await asyncio.sleep(self._chance.uniform(0.0, 0.2))  # it may be killed before it says so
        self._settle(job, "unconfirmed" if self.mute else "printed", "")

    def _settle(self, job: str, result: str, reason: str) -> None:
        self._memory[job] = (result, reason)
        self._report(job)
