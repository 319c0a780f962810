"""People who act at random from a seed, on any of the servers, and write down what they are told.

Each does one thing at a time. When no answer comes (a server was killed) the same thing is asked
again with the same key, on whichever server, until there is an answer: as our own pages do.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection

from tests.faults.deeds import Deed
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.town import Town

AGENTS = ("agent1", "agent2", "agent3")
SERVICES = ("identity", "certificates", "pickup", "civil")
UNDER_WAY = {"recall": 3, "serve": 3, "finish": 4, "park": 2, "transfer": 1, "requeue": 1}
"""What an agent does with the visitor before her, and how often."""
AGAIN = 0.02
"""Seconds before asking a server that is not there once more."""


class Client(threading.Thread):
    """Ends when told that it is enough, in the middle of nothing."""

    def __init__(self, towns: Sequence[Town], name: str, seed: int, token: str) -> None:
        super().__init__(daemon=True)
        self.who = name
        self.chance = random.Random(seed)
        self.deeds: list[Deed] = []
        self.unavailable = 0
        self.enough = threading.Event()
        self._asked = 0
        self._done: list[tuple[str, str, Any, str]] = []
        headers = {"Authorization": f"Bearer {token}"}
        self._ways = [patient.Client(base_url=t.url, headers=headers) for t in towns]

    def run(self) -> None:
        try:
            while not self.enough.is_set():
                self.act()
                if self._done and self.chance.random() < 0.1:
                    self._ask(*self.chance.choice(self._done[-50:]))
        finally:
            for way in self._ways:
                way.close()

    def act(self) -> None:
        raise NotImplementedError

    def ask(self, act: str, path: str, body: Any, counter: str = "") -> Deed | None:
        """Something new. None when told to stop before an answer came."""
        self._asked += 1
        key = f"{self.who}-{self._asked}"
        deed = self._ask(act, path, body, key, counter)
        if deed is not None and deed.done:
            self._done.append((act, path, body, key))
        return deed

    def _ask(self, act: str, path: str, body: Any, key: str, counter: str = "") -> Deed | None:
        # Of the first try: what a killed server never answered may have been done all the same.
        sent = time.monotonic()
        while not self.enough.is_set():
            try:
                answer = self.chance.choice(self._ways).post(
                    f"/api/v1/sites/mairie/{path}", json=body, headers={"Idempotency-Key": key}
                )
            except httpx.TransportError:
                self.enough.wait(AGAIN)
                continue
            if answer.status_code == 503:
                self.unavailable += 1
                self.enough.wait(AGAIN)
                continue
            told = answer.json() if answer.content else {}
            now = time.monotonic()
            deed = Deed(self.who, act, key, sent, now, answer.status_code, told, counter)
            self.deeds.append(deed)
            return deed
        return None


class Kiosk(Client):
    """Takes tickets."""

    def act(self) -> None:
        self.ask("take", "tickets", {"services": [self.chance.choice(SERVICES)]})


class Agent(Client):
    """Calls, serves, sends on."""

    def __init__(self, towns: Sequence[Town], name: str, seed: int, token: str) -> None:
        super().__init__(towns, name, seed, token)
        self.counter = name
        self.visitor = ""
        self.parked: list[str] = []
        self.seated = False

    def act(self) -> None:
        if not self.seated:
            self.seated = self._done_well(self.ask("open", f"counters/{self.counter}/open", None))
        elif self.visitor and self.chance.random() < 0.6:
            self._go_on()
        elif not self.visitor and self.parked and self.chance.random() < 0.3:
            self._with(self.parked.pop(), "resume")
        else:
            body = {"finish": "solved"} if self.visitor else None
            self._received(self.ask("next", f"counters/{self.counter}/next", body, self.counter))

    def _go_on(self) -> None:
        action = self.chance.choices([*UNDER_WAY], [*UNDER_WAY.values()])[0]
        body = {"service": "certificates"} if action == "transfer" else None
        number = self.visitor
        if self._with(number, action, body) and action not in ("recall", "serve"):
            self.visitor = ""
            if action == "park":
                self.parked.append(number)

    def _with(self, number: str, action: str, body: Any = None) -> bool:
        deed = self.ask(action, f"tickets/{number}/{action}", body, self.counter)
        if action == "resume":
            self._received(deed)
        return self._done_well(deed)

    def _received(self, deed: Deed | None) -> None:
        if self._done_well(deed):
            assert deed is not None
            self.visitor = deed.number

    @staticmethod
    def _done_well(deed: Deed | None) -> bool:
        return deed is not None and deed.done


class Printer(Client):
    """Its agent comes and goes: a repeat may find it away, or back."""

    def __init__(self, towns: Sequence[Town], name: str, seed: int, token: str) -> None:
        super().__init__(towns, name, seed, token)
        self._addresses = [f"ws://127.0.0.1:{town.port}/ws/printer" for town in towns]
        self._bearer = {"Authorization": f"Bearer {token}"}

    def act(self) -> None:
        address = self.chance.choice(self._addresses)
        try:
            with connect(address, additional_headers=self._bearer) as line:
                self._print(line, time.monotonic() + self.chance.uniform(0.0, 0.5))
        except (OSError, WebSocketException):
            pass  # killed, or not yet back
        self.enough.wait(self.chance.uniform(0.0, 0.3))

    @staticmethod
    def _print(line: ClientConnection, until: float) -> None:
        line.send(json.dumps({"status": {"online": True, "paper": "ok", "cover": "closed"}}))
        with suppress(TimeoutError):
            while (left := until - time.monotonic()) > 0:
                for job in json.loads(line.recv(left)).get("data", {}).get("jobs", []):
                    line.send(json.dumps({"job": job["id"], "result": "printed"}))


def at_work(towns: Sequence[Town], seed: int) -> list[Client]:
    """Somebody at each of three kiosks and three counters, and a printer, begun."""
    people = _crowd(towns, seed)
    for person in people:
        person.start()
    return people


def deeds(people: list[Client]) -> int:
    """How many are done."""
    return sum(len(person.deeds) for person in people)


def _crowd(towns: Sequence[Town], seed: int) -> list[Client]:
    people: list[Client] = [
        Kiosk(towns, f"k{n}", seed * 100 + n, towns[0].tokens["borne-hall"]) for n in range(3)
    ]
    for n, login in enumerate(AGENTS, start=1):
        session = towns[0].agent(login).client.cookies["suivant_staff"]
        people.append(Agent(towns, str(n), seed * 100 + 50 + n, session))
    printer = towns[0].tokens["imprimante-hall"]
    people.append(Printer(towns, "printer", seed * 100 + 90, printer))
    return people
