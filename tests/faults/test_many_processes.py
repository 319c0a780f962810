"""Several processes on one PostgreSQL, hints over NATS: the same truth everywhere."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.bench.wire import Wire, request
from tests.paper.paper import printer_listening
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.play import play
from tests.worlds.servers import Nats, eventually, nats, new_database, postgresql
from tests.worlds.town import Desk, Town, two_servers

FRENCH = {"Accept-Language": "fr"}
STAFF = ("agent1", "agent2", "agent3")


@pytest.fixture(scope="module")
def database_server() -> Iterator[str]:
    with postgresql() as address:
        yield address


@pytest.fixture
def bus() -> Iterator[Nats]:
    with nats() as server:
        yield server


@pytest.fixture
def pair(database_server: str, bus: Nats, tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    """Two servers of one town hall, on one store and one bus."""
    shared = {"SUIVANT_DATABASE_URL": new_database(database_server), "SUIVANT_BUS_URL": bus.url}
    with two_servers(tmp_path / "town", shared) as both:
        yield both


def test_a_call_on_one_server_is_seen_on_the_board_of_the_other(pair: tuple[Town, Town]) -> None:
    here, there = pair
    address = there.url.replace("http", "ws") + "/ws/display/mairie/hall"
    headers = {"Authorization": f"Bearer {there.tokens['ecran-hall']}"}
    with connect(address, additional_headers=headers) as board:
        here.take("identity")
        nadia = here.agent("agent1")
        nadia.open("1")
        nadia.next("1")

        shown: list[str] = []
        while shown != ["A001"]:
            calls = json.loads(board.recv()).get("data", {}).get("calls", [])
            shown = [call["number"] for call in calls]


def test_without_the_bus_the_work_goes_on_and_the_screens_follow(
    pair: tuple[Town, Town], bus: Nats
) -> None:
    here, there = pair
    bus.stop()
    eventually(lambda: "bus" in patient.get(f"{here.url}/health/ready").json()["missing"])
    office = here.agent("manager").client.get("/office/mairie", headers=FRENCH)
    assert "ne communiquent plus" in office.text

    here.take("identity")
    there.take("identity")

    def numbers(town: Town) -> list[str]:
        places = town.agent("agent1").get("queue").json()["tickets"]
        return [p["ticket"]["number"] for p in places]

    eventually(lambda: numbers(here) == numbers(there) == ["A001", "A002"])
    bus.start()
    eventually(lambda: patient.get(f"{here.url}/health/ready").status_code == 200)
    office = here.agent("manager").client.get("/office/mairie", headers=FRENCH)
    assert "ne communiquent plus" not in office.text


def test_nobody_is_refused_for_what_another_server_has_just_done(
    pair: tuple[Town, Town], bus: Nats
) -> None:
    here, there = pair
    bus.stop()  # not even a hint
    here.take("identity")
    assert here.agent("agent1").open("1").status_code == 200

    called = there.agent("agent1").next("1")

    assert called.status_code == 200, called.text
    assert called.json()["ticket"]["number"] == "A001"
    assert here.agent("agent1").act("A001", "serve").status_code == 200


def test_two_piles_at_the_same_moment_share_no_number(pair: tuple[Town, Town]) -> None:
    here, there = pair
    with printer_listening(here):
        managers = [town.agent(login) for town in pair for login in ("manager", "admin")]
        eventually(lambda: all(_pile(manager, 1) for manager in managers))

        with ThreadPoolExecutor(len(managers)) as hands:
            piles = list(hands.map(lambda manager: _pile(manager, 50), managers * 3))

    numbers = [number for pile in piles for number in pile]
    assert len(numbers) == len(set(numbers)) == 600
    events = there.agent("manager").get("journal").json()["events"]
    kept = [e["body"]["number"] for e in events if e["kind"] == "fallback_requested"]
    assert len(kept) == len(set(kept))
    assert there.command("journal", "verify").stdout.endswith(", 0 breaches\n")


def _pile(manager: Desk, count: int) -> list[str]:
    """The numbers of one press; none while this server does not know that the printer is there."""
    told = manager.post("prints", {"kind": "fallback", "count": count})
    if told.status_code == 409:
        return []
    first, last = (int(told.json()[end][1:]) for end in ("first", "last"))
    return [f"X{n:03d}" for n in range(first, last + 1)]


class Hands(threading.Thread):
    """Acts at random from a seed, on one server, and writes down every acknowledged answer."""

    def __init__(self, town: Town, seed: int, counter: int) -> None:
        super().__init__(daemon=True)
        self.town, self.counter, self.chance = town, counter, random.Random(seed)
        self.taken: list[str] = []
        self.called: list[str] = []
        self.repeats: list[tuple[object, object]] = []

    def run(self) -> None:
        desk = self.town.agent(STAFF[self.counter - 1])
        desk.open(str(self.counter))
        with self.town.device() as kiosk:
            for n in range(60):
                if self.chance.random() < 0.6:
                    self._take(kiosk, f"{self.counter}-{n}")
                else:
                    answer = desk.post(
                        f"counters/{self.counter}/next",
                        {"finish": "solved"},
                        f"n{self.counter}-{n}",
                    )
                    if answer.status_code == 200:
                        self.called.append(answer.json()["ticket"]["number"])

    def _take(self, kiosk: httpx.Client, key: str) -> None:
        ask = {"services": [self.chance.choice(("certificates", "pickup", "civil"))]}
        headers = {"Idempotency-Key": key}
        path = "/api/v1/sites/mairie/tickets"
        first = kiosk.post(path, json=ask, headers=headers)
        assert first.status_code == 201, first.text
        self.taken.append(first.json()["number"])
        if self.chance.random() < 0.3:
            again = kiosk.post(path, json=ask, headers=headers)
            self.repeats.append((first.json(), again.json()))


def test_two_servers_hammered_together_double_nothing_and_lose_nothing(
    pair: tuple[Town, Town],
) -> None:
    hands = [Hands(pair[n % 2], seed=n, counter=n) for n in (1, 2, 3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(120)

    taken = [number for hand in hands for number in hand.taken]
    called = Counter(number for hand in hands for number in hand.called)
    assert len(taken) > 60 and len(taken) == len(set(taken))
    assert max(called.values()) == 1
    assert set(called) <= set(taken)
    assert all(first == again for hand in hands for first, again in hand.repeats)
    told = pair[0].command("journal", "verify").stdout
    assert told.endswith(f"{len(taken)} tickets, 0 breaches\n")


def test_of_two_servers_pressed_at_once_neither_keeps_the_other_from_writing(
    pair: tuple[Town, Town],
) -> None:
    counts = play(_pressed(pair, clients=12, seconds=3.0))

    assert all(set(told) == {201} for told in counts), counts
    fewer, more = sorted(told[201] for told in counts)
    assert fewer > 0.25 * more, counts
    told = pair[0].command("journal", "verify").stdout
    assert told.endswith(f" {fewer + more} tickets, 0 breaches\n")


async def _pressed(towns: tuple[Town, Town], clients: int, seconds: float) -> list[Counter[int]]:
    """What the visitors of each server were told."""
    until = time.monotonic() + seconds
    return await asyncio.gather(*(_hall(town, clients, until) for town in towns))


async def _hall(town: Town, clients: int, until: float) -> Counter[int]:
    path, body = "/api/v1/sites/mairie/tickets", b'{"services":["civil"]}'
    press = request(path, town.tokens["borne-hall"], body)
    told: Counter[int] = Counter()

    async def visitor() -> None:
        wire = await Wire.open(town.port)
        while time.monotonic() < until:
            status, _ = await wire.ask(press)
            told[status] += 1
        wire.close()

    await asyncio.gather(*(visitor() for _ in range(clients)))
    return told
