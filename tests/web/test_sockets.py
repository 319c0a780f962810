"""Pictures: whole, newest only, in order, each event once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection

from tests.worlds.patient import connect
from tests.worlds.town import Town

Frame = dict[str, Any]


@contextmanager
def watching(town: Town, path: str, device: str = "ecran-hall") -> Iterator[ClientConnection]:
    address = town.url.replace("http", "ws") + path
    headers = {"Authorization": f"Bearer {town.tokens[device]}"}
    with connect(address, additional_headers=headers) as socket:
        yield socket


def until(socket: ClientConnection, wanted: Any) -> list[Frame]:
    """The frames up to the one that is wanted."""
    frames: list[Frame] = []
    while True:
        frames.append(json.loads(socket.recv()))
        if wanted(frames[-1]):
            return frames


def shows(number: str) -> Any:
    return lambda frame: any(
        call["number"] == number for call in frame.get("data", {}).get("calls", [])
    )


def test_a_board_sees_a_call_whole_and_is_told_to_sound_it_once(town: Town) -> None:
    town.take("identity")
    nadia = town.agent("agent1")
    nadia.open("1")
    with watching(town, "/ws/display/mairie/hall") as board:
        first = json.loads(board.recv())
        assert first["data"]["calls"] == []
        assert sum(s["count"] for s in first["data"]["waiting"]) == 1

        nadia.next("1")
        frames = until(board, shows("A001"))
        nadia.act("A001", "recall")
        frames += until(board, lambda f: f.get("events"))

    call = frames[-1]["data"]["calls"][0]
    assert (call["number"], call["counter"], call["counter_name"]) == ("A001", "1", "Guichet 1")
    assert "A 1" in call["announcement"]
    told = [event["id"] for frame in frames for event in frame.get("events", [])]
    assert len(told) == len(set(told)) == 2
    seqs = [first["seq"], *(frame["seq"] for frame in frames)]
    assert seqs == sorted(seqs)


def test_a_late_screen_sees_what_an_early_screen_sees(town: Town) -> None:
    nadia = town.agent("agent1")
    nadia.open("1")
    with watching(town, "/ws/display/mairie/hall") as early:
        town.take("identity")
        nadia.next("1")
        seen = until(early, shows("A001"))[-1]
        with watching(town, "/ws/display/mairie/hall") as late:
            assert json.loads(late.recv())["data"] == seen["data"]


def test_a_quiet_socket_beats_every_five_seconds(town: Town) -> None:
    with watching(town, "/ws/display/mairie/hall") as board:
        first = json.loads(board.recv())
        beat = until(board, lambda f: "data" not in f)[-1]

    assert beat.keys() == {"view", "seq", "at"}
    assert beat["seq"] >= first["seq"]


def test_a_confidential_service_is_not_named_on_the_board(town: Town) -> None:
    town.take("social")
    nadia = town.agent("agent5")
    nadia.open("5")
    with watching(town, "/ws/display/mairie/hall") as board:
        nadia.next("5")
        frame = until(board, shows("S001"))[-1]

    told = json.dumps(frame, ensure_ascii=False)
    assert "CCAS" not in told and "social" not in told.replace("ecran-social", "")


def test_the_printer_gets_its_job_and_settles_it(town: Town) -> None:
    with watching(town, "/ws/printer", "imprimante-hall") as printer:
        assert json.loads(printer.recv())["data"]["jobs"] == []
        printer.send(json.dumps({"status": {"online": True, "paper": "ok", "cover": "closed"}}))
        nadia = town.agent("agent1")
        while town.take("identity")["printed"] != "queued":
            pass  # until the server has heard that the printer is there

        jobs = until(printer, lambda f: f.get("data", {}).get("jobs"))[-1]["data"]["jobs"]
        job = jobs[-1]
        assert job["kind"] == "ticket"
        assert job["document"]["number"] == job["number"]
        printer.send(json.dumps({"job": job["id"], "result": "printed"}))
        until(
            printer, lambda f: "data" in f and job["id"] not in {j["id"] for j in f["data"]["jobs"]}
        )

    states = {
        p["ticket"]["number"]: p["ticket"]["printed"] for p in nadia.get("queue").json()["tickets"]
    }
    assert states[job["number"]] == "printed"


def test_without_a_printer_the_ticket_says_so_and_stays_valid(town: Town) -> None:
    ticket = town.take("identity")

    assert (ticket["state"], ticket["printed"]) == ("waiting", "not_printed")
