"""What is painted, and how little of it: pages and frames as a browser gets them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from websockets.sync.client import ClientConnection

from server.counter.lines import RARER
from server.counter.picture import ROWS
from server.domain.lifecycle import Actor, State, actions_from
from tests.worlds.patient import connect
from tests.worlds.town import Desk, Town

LONGEST_FRAME = 40_000
"""Characters, when sixty people wait."""
SERVICES = ("identity", "civil", "certificates", "elections", "school")


@contextmanager
def watching(town: Town, path: str, desk: Desk | None = None) -> Iterator[ClientConnection]:
    cookie = f"suivant_staff={desk.client.cookies['suivant_staff']}" if desk else ""
    address = town.url.replace("http", "ws") + path
    with connect(address, additional_headers={"Cookie": cookie}, max_size=None) as socket:
        yield socket


def next_picture(socket: ClientConnection) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = json.loads(socket.recv())
        if "html" in frame or "data" in frame:
            return frame


def key_on(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def console(desk: Desk) -> str:
    return desk.client.get("/counter/mairie").text


def press(desk: Desk, key: str, move: str) -> httpx.Response:
    return desk.client.post("/counter/mairie/do/move", data={"key": key, "move": move})


def test_sixty_people_fit_into_a_small_frame(town: Town) -> None:
    for n in range(60):
        town.take(SERVICES[n % len(SERVICES)])
    nadia = town.agent("agent1")
    nadia.open("1")
    nadia.next("1")
    with watching(town, "/ws/counter/mairie?as=html", nadia) as socket:
        frame = socket.recv()
    assert isinstance(frame, str)
    assert frame.count("data-testid='queue-row'") == ROWS
    assert len(frame) <= LONGEST_FRAME


def test_a_phone_is_not_told_of_what_changes_nothing_on_it(town: Town) -> None:
    ticket = town.take("identity")
    nadia = town.agent("agent1")
    nadia.open("1")
    with watching(town, f"/ws/ticket/{ticket['token']}?as=html") as phone:
        first = next_picture(phone)
        town.take("social")
        nadia.act(ticket["number"], "note", text="for colleagues alone")
        nadia.act(ticket["number"], "call", counter="1")
        called = next_picture(phone)

    assert "Guichet 1" not in first["html"] and "Guichet 1" in called["html"]
    assert called["seq"] > first["seq"] + 1


def test_what_colleagues_do_leaves_an_agents_forms_as_they_are(town: Town) -> None:
    town.take("identity")
    nadia, paul = town.agent("agent1"), town.agent("agent2")
    nadia.open("1")
    before = key_on(console(nadia))
    paul.open("2")
    town.take("civil")
    assert key_on(console(nadia)) == before
    nadia.act("A001", "priority", priority=True)
    assert key_on(console(nadia)) != before


def test_a_button_pressed_twice_without_script_is_one_command(town: Town) -> None:
    town.take("identity")
    nadia = town.agent("agent1")
    nadia.open("1")
    key = key_on(console(nadia))
    pressed = [press(nadia, key, "call A001").status_code for _ in range(2)]
    assert pressed == [303, 303]
    recalled = key_on(console(nadia))
    for _ in range(2):
        press(nadia, recalled, "recall A001")
    calls = board_calls(town)
    assert [call["again"] for call in calls] == [False, True]


def test_the_same_button_on_a_later_page_is_another_command(town: Town) -> None:
    town.take("identity")
    nadia = town.agent("agent1")
    nadia.open("1")
    for move in ("call", "requeue", "call", "recall", "recall"):
        press(nadia, key_on(console(nadia)), f"{move} A001")
    assert [call["again"] for call in board_calls(town)] == [False, False, True, True]


def test_priority_is_given_and_withdrawn_from_the_shared_form(town: Town) -> None:
    town.take("identity")
    nadia = town.agent("agent1")
    seen = []
    for move in ("priority", "no-priority", "priority"):
        press(nadia, key_on(console(nadia)), f"{move} A001")
        seen.append(nadia.get("queue").json()["tickets"][0]["ticket"]["priority"])
    assert seen == [True, False, True]


def test_the_menu_of_a_line_holds_moves_that_are_allowed_together() -> None:
    """Of all who stand in a list and may be called, and of nobody who has gone."""
    for state in (State.WAITING, State.PARKED, State.ABSENT):
        assert actions_from(state, Actor.STAFF) >= RARER
    for state in (State.LEFT, State.CANCELLED):
        assert not actions_from(state, Actor.STAFF) & RARER


def board_calls(town: Town) -> list[dict[str, Any]]:
    """Every call that a board hung up now is told to sound."""
    headers = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    address = town.url.replace("http", "ws") + "/ws/display/mairie/hall"
    with connect(address, additional_headers=headers) as board:
        calls: list[dict[str, Any]] = next_picture(board).get("events", [])
        return calls
