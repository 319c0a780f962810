"""Two kiosks, each with printers of its own: paper comes out where the visitor stands."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from printer.drawing.blocks import Banner, Block
from printer.drawing.layout import void_notice
from printer.drawing.paint import paint
from printer.profile import find
from tests.conftest import Opener
from tests.paper.paper import HALL, Emulated, agent_at, soon
from tests.worlds.town import DEMO_SITE, Desk, Town, running

KIOSKS = """
[[kiosks]]
name = "borne-hall"
printers = ["Hall", "Hall 2"]

[[kiosks]]
name = "borne-étage"
printers = ["Étage"]
"""
PRINTERS = ("Hall", "Hall 2", "Étage", HALL)


@dataclass
class Floor:
    """A town hall with four printers: two in the hall, one upstairs, one behind the counters."""

    town: Town
    manager: Desk
    printers: dict[str, Emulated]
    agents: dict[str, subprocess.Popen[bytes]]

    def take(self, kiosk: str = "borne-hall") -> str:
        with self.town.device(kiosk) as client:
            answer = client.post("/api/v1/sites/mairie/tickets", json={"services": ["welcome"]})
        assert answer.status_code == 201
        return str(answer.json()["number"])

    def ticket(self, number: str) -> dict[str, object]:
        tickets = self.manager.get("queue").json()["tickets"]
        told = {t["ticket"]["number"]: t["ticket"] for t in tickets}
        return dict(told[number])

    def papers(self) -> list[int]:
        return [len(self.printers[name].papers) for name in PRINTERS]

    def office(self) -> str:
        return self.manager.client.get("/office/mairie").text


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    town = Town(tmp_path / "town", clock="", site_text=always + KIOSKS)
    with ExitStack() as receptions:
        receptions.enter_context(running(town))
        for kind, name in (("kiosk", "borne-étage"), *(("printer", p) for p in PRINTERS[:3])):
            town.enrol(kind, name)
        printers = {name: receptions.enter_context(Emulated()) for name in PRINTERS}
        agents = {
            name: receptions.enter_context(agent_at(town, name, one.address, tmp_path / name))
            for name, one in printers.items()
        }
        floor = Floor(town, town.agent("manager"), printers, agents)
        soon(lambda: floor.office().count("suffisant") == len(PRINTERS))
        yield floor


def _ink(blocks: list[Block]) -> bytes:
    picture = paint(blocks, find("80mm"))
    data = bytes(byte ^ 0xFF for byte in picture.tobytes())
    rows = (data[i : i + 72] for i in range(0, len(data), 72))
    return b"".join(row for row in rows if any(row))


def test_paper_comes_out_where_the_visitor_stands(floor: Floor) -> None:
    floor.take("borne-hall")
    soon(lambda: floor.papers() == [1, 0, 0, 0])

    floor.take("borne-étage")
    soon(lambda: floor.papers() == [1, 0, 1, 0])

    floor.town.agent("agent1").post("tickets", {"services": ["welcome"]})
    soon(lambda: floor.papers() == [1, 0, 1, 1])


def test_the_next_printer_takes_over_and_without_any_the_kiosk_says_so_first(
    floor: Floor, open_page: Opener
) -> None:
    hall, second = floor.printers["Hall"], floor.printers["Hall 2"]
    kiosk = open_page(floor.town, "/kiosk/mairie", token=floor.town.tokens["borne-hall"])
    upstairs = open_page(floor.town, "/kiosk/mairie", token=floor.town.tokens["borne-étage"])
    strip = kiosk.get_by_text("votre numéro s’affichera ici")

    hall.do(hall.machine.end_paper)
    soon(lambda: "plus de papier" in floor.office())
    expect(strip).to_have_count(0)
    floor.take()
    soon(lambda: floor.papers() == [0, 1, 0, 0])

    floor.agents["Hall 2"].kill()
    expect(strip).to_be_visible()
    kept = floor.take()
    assert floor.ticket(kept)["state"] == "waiting"
    assert floor.ticket(kept)["printed"] == "not_printed"
    expect(upstairs.get_by_text("votre numéro s’affichera ici")).to_have_count(0)

    hall.do(lambda: hall.machine.load_paper(1_000_000))
    expect(strip).to_have_count(0)
    floor.take()
    soon(lambda: floor.papers() == [1, 1, 0, 0])
    assert len(second.papers) == 1


def test_a_ticket_in_doubt_stays_where_it_is_and_a_copy_is_marked_and_called_once(
    floor: Floor,
) -> None:
    hall, behind = floor.printers["Hall"], floor.printers[HALL]

    def die() -> None:
        hall.machine.offline = True
        hall.printer.reset()

    hall.do(lambda: hall.printer.at_byte(12_000, die))
    number = floor.take()
    soon(lambda: floor.ticket(number)["printed"] == "doubt")

    other = floor.take()
    soon(lambda: floor.ticket(other)["printed"] == "printed")
    assert floor.papers() == [0, 1, 0, 0]

    nadia, paul = floor.town.agent("agent1"), floor.town.agent("agent2")
    assert nadia.act(number, "print").status_code == 200
    soon(lambda: floor.ticket(number)["printed"] == "printed")
    soon(lambda: len(behind.papers) == 1)
    assert _ink([Banner("DUPLICATA", 44)]) in behind.papers[0]

    hall.do(lambda: setattr(hall.machine, "offline", False))
    soon(lambda: len(hall.papers) == 1)
    assert _ink(void_notice(number)) in hall.papers[0]
    assert floor.ticket(number)["printed"] == "printed"
    floor.take()
    soon(lambda: floor.papers() == [2, 1, 0, 1])

    # Shown twice, at two counters.
    nadia.open("1")
    paul.open("2")
    assert nadia.act(number, "call", counter="1").status_code == 200
    assert paul.act(number, "call", counter="2").status_code == 409
    told = floor.town.command("journal", "verify")
    assert told.stdout.endswith(" 3 tickets, 0 breaches\n")
