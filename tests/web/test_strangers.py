"""Phones, whose holders nobody knows, open so many sockets; who is known is never crowded out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.rim.strangers import FROM_ONE_ADDRESS, OF_ONE_TICKET
from tests.web.raw import LoggedTown
from tests.worlds.patient import PATIENCE
from tests.worlds.play import play
from tests.worlds.town import running

STREET = "198.51.100.8"
HALL = "2001:db8:1:2::"
"""The first half of all addresses of version 6 that one house has."""
LET_IN, TOO_MANY = 0, 1008


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoggedTown]:
    """Behind a proxy that tells where each phone is."""
    settings = {"SUIVANT_TRUSTED_PROXIES": "127.0.0.1"}
    with running(LoggedTown(tmp_path_factory.mktemp("town"), settings=settings)) as one:
        assert isinstance(one, LoggedTown)
        yield one


@asynccontextmanager
async def screen(
    town: LoggedTown, path: str, address: str, **headers: str
) -> AsyncIterator[ClientConnection]:
    """Once it has its picture. Raises ConnectionClosed."""
    url = town.url.replace("http", "ws") + path
    told = {"X-Forwarded-For": address, **headers}
    async with connect(url, additional_headers=told, open_timeout=PATIENCE) as socket:
        assert "data" in json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
        yield socket


async def answered(town: LoggedTown, token: object, address: str) -> int:
    """How a phone is met: let in, or closed with a code."""
    try:
        async with screen(town, f"/ws/ticket/{token}", address):
            return LET_IN
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else -1


async def fill(
    phones: AsyncExitStack, town: LoggedTown, tokens: list[object], address: str
) -> list[ClientConnection]:
    """One phone for each."""
    return [
        await phones.enter_async_context(screen(town, f"/ws/ticket/{token}", address))
        for token in tokens
    ]


def refusals(town: LoggedTown) -> list[object]:
    return [event["why"] for event in town.events() if event["event"] == "socket_refused"]


def test_one_ticket_is_followed_by_a_family_and_not_by_a_flood(town: LoggedTown) -> None:
    token, other = (town.take("civil")["token"] for _ in range(2))

    async def scene() -> None:
        async with AsyncExitStack() as phones:
            first, *_ = await fill(phones, town, [token] * OF_ONE_TICKET, STREET)
            assert await answered(town, token, "192.0.2.9") == TOO_MANY
            assert await answered(town, other, STREET) == LET_IN
            await first.close()
            async with asyncio.timeout(PATIENCE):
                while await answered(town, token, STREET) != LET_IN:
                    pass

    play(scene())
    assert set(refusals(town)) == {"too many phones of one ticket"}


def test_a_whole_waiting_room_stands_behind_one_address(town: LoggedTown) -> None:
    """And its screens, which are known: no number of phones is in their way."""
    tokens = [town.take("civil")["token"] for _ in range(FROM_ONE_ADDRESS // 16)]
    board = {"Authorization": f"Bearer {town.tokens['ecran-hall']}"}
    session = town.agent("agent1").client.cookies["suivant_staff"]
    nadia = {"Cookie": f"suivant_staff={session}"}

    async def scene() -> None:
        async with AsyncExitStack() as phones:
            for n in range(16):
                await fill(phones, town, tokens, f"{HALL}{n:x}")
            before = len(refusals(town))
            for _ in range(30):
                assert await answered(town, tokens[0], f"{HALL}ffff") == TOO_MANY
            assert 1 <= refusals(town)[before:].count("too many phones from one address") <= 10
            assert await answered(town, tokens[0], STREET) == LET_IN
            async with screen(town, "/ws/display/mairie/hall", f"{HALL}1", **board):
                pass
            async with screen(town, "/ws/counter/mairie", f"{HALL}1", **nadia):
                pass

    play(scene())
