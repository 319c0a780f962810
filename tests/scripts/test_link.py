"""How soon a lost screen tries again, and where it asks."""

from __future__ import annotations

import pytest

from tests.scripts.conftest import Ask

LINK = "looks/live/link.js"


def test_the_pause_doubles_from_half_a_second_to_eight(ask: Ask) -> None:
    pauses = ask(LINK, "[0, 1, 2, 3, 4, 5, 50].map((tries) => pause(tries, 0.5))")
    assert pauses == pytest.approx([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])


def test_fifty_screens_do_not_come_back_at_once(ask: Ask) -> None:
    assert ask(LINK, "[pause(0, 0), pause(0, 1)]") == pytest.approx([350, 650])


@pytest.mark.parametrize(
    ("seen_from", "path", "address"),
    [
        ("http://town.example/kiosk", "/ws/hall", "ws://town.example/ws/hall?as=html"),
        ("http://town.example:8080/", "/ws/hall", "ws://town.example:8080/ws/hall?as=html"),
        ("https://town.example/t/1", "/ws/1?lang=ar", "wss://town.example/ws/1?lang=ar&as=html"),
    ],
)
def test_the_socket_is_where_the_page_is(ask: Ask, seen_from: str, path: str, address: str) -> None:
    assert ask(LINK, "socketAddress(...given)", [path, seen_from, 0]) == address


def test_a_screen_that_comes_back_says_what_it_has_seen(ask: Ask) -> None:
    address = ask(LINK, "socketAddress(...given)", ["/ws/hall", "http://town.example/", 118])
    assert address == "ws://town.example/ws/hall?as=html&after=118"
