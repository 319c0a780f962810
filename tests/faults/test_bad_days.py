"""Power cuts, full disks, clocks that jump, screens that hang: nothing acknowledged is lost."""

from __future__ import annotations

import json
import random
import resource
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert

from server.domain.events import TicketTaken
from server.domain.journal import Entry
from server.journal.journal import Journal
from server.journal.verify import verify
from server.sitefile.tables import SiteRow
from server.store.store import Store
from tests.domain.world import Lobby
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.servers import eventually
from tests.worlds.town import Desk, Town

ALWAYS_OPEN = 'hours = "24/7"'
OFFICE_HOURS = 'hours = "Mo-Fr 08:30-12:30,13:30-17:30; Sa 09:00-12:00; PH off"'


class Visitors(threading.Thread):
    """Take tickets one after the other until told to stop; remember every answer."""

    def __init__(self, town: Town, name: str) -> None:
        super().__init__(daemon=True)
        self.town, self.label = town, name
        self.answered: dict[str, str] = {}
        self.asked: list[str] = []
        self.enough = threading.Event()

    def run(self) -> None:
        with self.town.device() as kiosk:
            for n in range(10_000):
                if self.enough.is_set():
                    return
                key = f"{self.label}-{n}"
                self.asked.append(key)
                try:
                    self.answered[key] = ask(kiosk, key)
                except httpx.TransportError:
                    return


def ask(kiosk: httpx.Client, key: str) -> str:
    answer = kiosk.post(
        "/api/v1/sites/mairie/tickets",
        json={"services": ["certificates"]},
        headers={"Idempotency-Key": key},
    )
    answer.raise_for_status()
    return str(answer.json()["number"])


def kept_numbers(town: Town, day: date) -> list[str]:
    store = Store(town.database)
    facts = Journal(store).facts("mairie", day)
    store.close()
    return [f.event.number for f in facts if isinstance(f.event, TicketTaken)]


def test_a_killed_server_loses_nothing_it_acknowledged(town: Town) -> None:
    chance = random.Random(20261124)
    everybody: list[Visitors] = []
    for cut in range(3):
        visitors = [Visitors(town, f"{cut}-{n}") for n in range(6)]
        everybody += visitors
        for some in visitors:
            some.start()
        while sum(len(some.answered) for some in visitors) < chance.randint(10, 40):
            time.sleep(0.005)
        town.kill()
        for some in visitors:
            some.join(30)
        town.start()

    acknowledged = {k: n for some in everybody for k, n in some.answered.items()}
    kept = kept_numbers(town, date(2026, 11, 24))
    assert len(acknowledged) > 30
    assert set(acknowledged.values()) <= set(kept)
    assert len(kept) == len(set(kept))
    with town.device() as kiosk:
        for some in everybody:
            for key in some.asked[-2:]:
                number = ask(kiosk, key)
                assert acknowledged.get(key, number) == number
    assert town.command("journal", "verify").stdout.endswith(", 0 breaches\n")


def test_a_full_disk_is_said_and_heals_when_there_is_room(town: Town) -> None:
    before = str(town.take("civil")["number"])
    assert town.process is not None
    wal = town.folder / "suivant.db-wal"
    full = wal.stat().st_size
    resource.prlimit(town.process.pid, resource.RLIMIT_FSIZE, (full, resource.RLIM_INFINITY))
    with town.device() as kiosk:
        refused = kiosk.post("/api/v1/sites/mairie/tickets", json={"services": ["civil"]})

        assert refused.status_code == 503
        assert refused.json()["code"] == "unavailable"
        assert int(refused.headers["retry-after"]) > 0

    resource.prlimit(
        town.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    )
    after = str(town.take("civil")["number"])
    assert (before, after) == ("C001", "C002")
    assert kept_numbers(town, date(2026, 11, 24)) == [before, after]


@pytest.mark.parametrize("moment", ["2026-11-24T08:45:00+01:00", "2026-11-23T09:00:00+01:00"])
def test_a_clock_set_back_gives_no_number_twice(town: Town, moment: str) -> None:
    first = town.take("civil")
    town.stop()
    town.clock = moment
    town.start()

    second = town.take("civil")

    assert (first["number"], second["number"]) == ("C001", "C002")
    assert str(second["taken_at"]) >= str(first["taken_at"])
    store = Store(town.database)
    assert verify(Journal(store), "mairie", date(2026, 11, 24)).breaches == ()
    store.close()


def test_a_clock_that_was_hours_ahead_leaves_the_hall_open_on_every_screen(town: Town) -> None:
    for moment in ("2026-11-24T18:45:00+01:00", "2026-11-24T09:05:00+01:00"):
        town.stop()
        town.clock = moment
        town.start()
        manager = town.agent("manager")
        manager.open("1")

    told = manager.client.get("/api/v1/sites/mairie").json()
    assert (told["open"], told["until"]) == (True, "2026-11-24T11:30:00Z")
    assert manager.get("board").json()["open"] is True
    with town.device() as kiosk:
        page = kiosk.get("/kiosk/mairie?lang=fr").text
    assert 'data-testid="group-' in page
    assert town.take("civil")["number"] == "C001"


def test_numbers_start_again_at_the_sites_hour_and_the_forgotten_are_written_down(
    tmp_path: object,
) -> None:
    town = Town(
        tmp_path / "town",  # type: ignore[operator]
        clock="2026-11-25T02:59:56+01:00",
        site_text=Town(tmp_path).site_text.replace(OFFICE_HOURS, ALWAYS_OPEN),  # type: ignore[arg-type]
    )
    town.set_up()
    town.start()
    try:
        evening = town.take("civil")
        manager = town.agent("manager")
        while (morning := town.take("civil"))["number"] != "C001":
            time.sleep(0.1)
        told = manager.get("journal?day=2026-11-24").json()["events"]
    finally:
        town.leave()

    assert evening["number"] == "C001"
    assert str(morning["taken_at"]) > str(evening["taken_at"])
    assert [f["kind"] for f in told][-1] == "day_closed"
    assert "ticket_not_served" in {f["kind"] for f in told}


def test_a_day_that_ended_while_the_server_was_off_is_closed_when_it_comes_back(town: Town) -> None:
    town.take("civil")
    nadia = town.agent("agent1")
    nadia.act("C001", "note", text="A perdu ses papiers.")
    town.stop()
    town.clock = "2026-11-26T09:00:00+01:00"
    town.start()

    thursday = town.take("civil")

    told = town.agent("manager").get("journal?day=2026-11-24").json()["events"]
    assert [f["kind"] for f in told][-2:] == ["ticket_not_served", "day_closed"]
    assert thursday["number"] == "C001"
    town.stop()  # the write-ahead log is put away
    assert b"A perdu ses papiers" not in (town.folder / "suivant.db").read_bytes()


def test_an_older_day_that_was_never_closed_is_closed_when_the_server_starts(town: Town) -> None:
    town.take("civil")
    town.stop()
    store = Store(town.database)
    lobby = Lobby(now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    lobby.take("identity")
    left = Entry("mairie", date(2026, 11, 23), lobby.facts, note=("monday", "A perdu ses papiers."))
    Journal(store).append([left])

    town.start()

    manager = town.agent("manager")
    eventually(lambda: _kinds(manager, "2026-11-23")[-1] == "day_closed")
    assert _kinds(manager, "2026-11-23") == ["ticket_taken", "ticket_not_served", "day_closed"]
    assert Journal(store).notes("mairie", date(2026, 11, 23)) == {}
    assert town.take("civil")["number"] == "C002"
    store.close()


def _kinds(manager: Desk, day: str) -> list[str]:
    return [f["kind"] for f in manager.get(f"journal?day={day}").json()["events"]]


def test_a_screen_that_never_reads_slows_nobody(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    address = town.url.replace("http", "ws") + "/ws/display/mairie/hall"
    nadia = town.agent("agent1")
    nadia.open("1")
    with (
        connect(address, additional_headers=headers, max_queue=1) as deaf,
        connect(address, additional_headers=headers) as alive,
    ):
        deaf.recv()
        for n in range(1, 60):
            town.take("civil")
            nadia.next("1", **({"finish": "solved"} if n > 1 else {}))
        began = time.monotonic()
        shown = ""
        while shown != "C059":
            calls = json.loads(alive.recv()).get("data", {}).get("calls", [])
            shown = calls[0]["number"] if calls else shown

        assert time.monotonic() - began < 15  # a line that takes nothing is let go after thirty


def test_a_store_copied_while_it_works_can_be_put_back(town: Town) -> None:
    first = town.take("civil")
    copy = str(town.folder / "copy.db")
    assert town.command("backup", copy).returncode == 0
    town.take("civil")
    town.stop()

    assert town.command("restore", copy).returncode == 0

    town.start()
    assert first["number"] == "C001"
    assert town.take("civil")["number"] == "C002"
    broken = town.folder / "broken.db"
    broken.write_bytes(b"not a copy")
    refused = town.command("restore", str(broken))
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_site_file_that_an_update_does_not_accept_keeps_no_other_town_from_opening(
    tmp_path: Path,
) -> None:
    town = Town(tmp_path / "town")
    town.set_up()
    store = Store(town.database)
    old = SiteRow(
        slug="ancienne", version=1, toml="[site]\nslug = 1\n", loaded_at=datetime.now(UTC)
    )
    with store.writing() as connection:
        connection.execute(insert(SiteRow), [old.model_dump()])
    store.close()
    try:
        town.start()
        assert town.take("civil")["number"] == "C001"
        assert patient.get(f"{town.url}/api/v1/sites/ancienne").status_code == 404
    finally:
        town.leave()
