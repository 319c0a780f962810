"""The town's crest on every ticket, however large it is and however many are wanted at once."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from websockets.sync.client import ClientConnection

from printer.emulator.machine import Machine
from server.paper.next_jobs import FEW
from server.sitefile.picture import BYTES
from tests.paper.paper import HALL, Emulated, agent_at, soon
from tests.worlds.patient import connect
from tests.worlds.servers import eventually
from tests.worlds.town import DEMO_SITE, Town, running

PACE = 2_000
"""Rows in a second: 250 mm, of 8 dots each."""
READY = {"status": {"online": True, "paper": "ok", "cover": "closed"}}


def largest_crest() -> bytes:
    """Noise cannot be compressed: its file is as long as it is large."""
    dots = Random(9)
    picture = Image.frombytes("RGB", (256, 255), dots.randbytes(256 * 255 * 3))
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    assert BYTES * 0.95 < len(drawn.getvalue()) <= BYTES
    return drawn.getvalue()


@pytest.fixture
def crested(tmp_path: Path) -> Iterator[Town]:
    """Open at any hour, by the real clock."""
    always = re.sub(r"^hours = .*$", 'hours = "24/7"', DEMO_SITE.read_text("utf-8"), flags=re.M)
    crest = base64.b64encode(largest_crest()).decode()
    text = f'{always}\n[ticket]\nlogo = "{crest}"\n'
    with running(Town(tmp_path / "town", clock="", site_text=text)) as town:
        yield town


def test_twenty_tickets_at_once_all_come_out_with_it(crested: Town, tmp_path: Path) -> None:
    town, spool = crested, tmp_path / "spool"
    with Emulated(Machine(), PACE) as printer, agent_at(town, HALL, printer.address, spool):
        with town.device() as kiosk:
            soon(lambda: "ne répond pas" not in kiosk.get(f"/kiosk/{town.site}").text)
        numbers = [town.take("welcome")["number"] for _ in range(20)]
        soon(lambda: len(printer.papers) == len(numbers))

        office = town.agent("manager")

        def fates() -> set[object]:
            told = [p["ticket"] for p in office.get("queue").json()["tickets"]]
            return {ticket["printed"] for ticket in told if ticket["number"] in numbers}

        soon(lambda: fates() == {"printed"})
    assert [kept.read_bytes() for kept in (spool / "crests").iterdir()] == [largest_crest()]
    # The crest is the first thing on a ticket, in the first two centimetres of paper.
    assert all(_ink(paper) > 3_000 for paper in printer.papers)


def test_a_crest_that_cannot_be_had_costs_no_ticket(crested: Town, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    (spool / "crests").write_text("a file where the folder should be")
    with Emulated() as printer, agent_at(crested, HALL, printer.address, spool):
        with crested.device() as kiosk:
            soon(lambda: "ne répond pas" not in kiosk.get(f"/kiosk/{crested.site}").text)
        crested.take("welcome")
        soon(lambda: len(printer.papers) == 1)


def test_a_long_queue_is_no_large_frame(crested: Town) -> None:
    with _printer(crested) as line:
        eventually(lambda: crested.take("welcome")["printed"] == "queued")
        for _ in range(3 * FEW):
            crested.take("welcome")
        done: list[str] = []
        while len(done) < 3 * FEW:
            frame = line.recv()
            assert len(frame) < 64_000
            jobs = [job["id"] for job in json.loads(frame).get("data", {"jobs": []})["jobs"]]
            assert len(jobs) <= FEW
            if jobs and jobs[0] not in done:
                done.append(jobs[0])
                line.send(json.dumps({"job": jobs[0], "result": "printed"}))

    assert done == sorted(done, key=lambda job: int(re.findall(r"-[A-Z](\d+)-", job)[0]))


@contextmanager
def _printer(town: Town) -> Iterator[ClientConnection]:
    """One that says it is well, and prints nothing."""
    bearer = {"Authorization": f"Bearer {town.tokens[HALL]}"}
    with connect(f"ws://127.0.0.1:{town.port}/ws/printer", additional_headers=bearer) as line:
        line.send(json.dumps(READY))
        yield line


def _ink(paper: bytes) -> int:
    """Black dots in the first rows."""
    return sum(bin(byte).count("1") for byte in paper[: 72 * 96])
