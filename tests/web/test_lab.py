"""Another organisation of past weeks, asked of the API."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.worlds.fortnight import live_a_fortnight
from tests.worlds.servers import eventually
from tests.worlds.town import Town, running

SPAN = {"from": "2026-11-02", "to": "2026-11-15"}
MORE = {"counters": [{"begins": "09:00", "ends": "12:00", "skills": {"identity": 1}}]}


@pytest.fixture(scope="module")
def fortnight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running(Town(tmp_path_factory.mktemp("fortnight"))) as town:
        live_a_fortnight(town)
        yield town


def test_a_second_counter_is_told_beside_what_was(fortnight: Town) -> None:
    answer = fortnight.agent("manager").post("lab", {**SPAN, "change": MORE})

    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["days"], told["explains"]) == (6, True)
    assert told["was"]["p90"] == told["baseline"]["p90"] == 70
    assert told["changed"]["p90"] == told["changed"]["low"]["p90"] == 30
    assert told["was"]["last_out"] == "10:20" and told["changed"]["last_out"] == "09:40"
    assert told["difference"]["clear"] is True


def test_without_a_change_it_says_how_well_it_explains_the_weeks(fortnight: Town) -> None:
    told = fortnight.agent("manager").post("lab", SPAN).json()

    assert (told["off"], told["changed"], told["difference"]) == (0, None, None)


@pytest.mark.parametrize(
    ("asked", "status", "code", "said"),
    [
        ({"to": "2026-11-05"}, 409, "not_allowed_now", "there are 4 in this time"),
        ({"to": "2026-11-01"}, 422, "invalid", "on or after the first"),
        ({"to": "2027-11-01"}, 422, "invalid", "less than 100 days on"),
        ({"to": "soon"}, 422, "invalid", "to"),
        ({"runs": 0}, 422, "invalid", "runs"),
        ({"counters": []}, 422, "invalid", "counters"),
        ({"change": {"counter": 1}}, 422, "invalid", "counter: unknown key"),
        ({"change": {"arrivals": "more"}}, 422, "invalid", "arrivals: write a number"),
        ({"change": {"targets": {"visas": 5}}}, 422, "invalid", "targets.visas: no such service"),
        ({"change": {"without": ["9"]}}, 422, "invalid", "without[1]: no such counter"),
    ],
)
def test_what_cannot_be_played_is_refused_in_words(
    fortnight: Town, asked: dict[str, object], status: int, code: str, said: str
) -> None:
    desk = fortnight.agent("manager")
    desk.client.headers["Accept-Language"] = "en"
    answer = desk.post("lab", {**SPAN, **asked})

    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert said in answer.json()["detail"]


def test_it_is_for_those_in_charge(fortnight: Town) -> None:
    assert fortnight.agent("agent1").post("lab", SPAN).status_code == 403


def test_whoever_goes_away_ends_what_she_asked(town: Town) -> None:
    live_a_fortnight(town, visitors=60)
    desk = town.agent("manager")

    with _asking(town, desk.client.cookies["suivant_staff"]):
        eventually(lambda: _reckoning(town))
    eventually(lambda: not _reckoning(town))

    assert desk.post("lab", SPAN).status_code == 200


def _asking(town: Town, cookie: str) -> socket.socket:
    """A question of half a minute, whose answer nobody reads."""
    body = b'{"from": "2026-11-02", "to": "2026-11-15", "change": {"arrivals": 5.0}, "runs": 20}'
    line = socket.create_connection(("127.0.0.1", urlsplit(town.url).port or 0))
    head = (
        f"POST /api/v1/sites/mairie/lab HTTP/1.1\r\nHost: {urlsplit(town.url).netloc}\r\n"
        f"Cookie: suivant_staff={cookie}\r\nOrigin: {town.url}\r\nContent-Length: {len(body)}\r\n"
    )
    line.sendall(f"{head}\r\n".encode() + body)
    return line


def _reckoning(town: Town) -> bool:
    """Whether the server's process for long reckonings is there."""
    assert town.process is not None
    found = subprocess.run(
        ["pgrep", "-P", str(town.process.pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    return any(b"aside" in _command(pid) for pid in found)


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""
