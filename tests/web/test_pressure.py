"""Doors that hold: large heads, half-sent requests, strange frames, too many pictures."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from tests.web.raw import LoggedTown, answer, line, status
from tests.worlds import patient
from tests.worlds.patient import connect
from tests.worlds.town import Town, running

HOST = b"Host: 127.0.0.1\r\n"
KEY = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
UPGRADE = b"Upgrade: websocket\r\nConnection: Upgrade\r\n" + KEY


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoggedTown]:
    with running(LoggedTown(tmp_path_factory.mktemp("town"))) as town:
        assert isinstance(town, LoggedTown)
        yield town


@contextmanager
def screen(town: Town, path: str, name: str = "ecran-hall") -> Iterator[ClientConnection]:
    headers = {"Authorization": f"Bearer {town.tokens[name]}"}
    address = town.url.replace("http", "ws") + path
    with connect(address, additional_headers=headers) as socket:
        socket.recv()
        yield socket


def code_of(socket: ClientConnection) -> int:
    """How the server closed it."""
    try:
        while True:
            socket.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


@pytest.mark.parametrize("shape", ["one line", "many lines", "the address", "never ends"])
def test_a_head_is_small(logged: LoggedTown, shape: str) -> None:
    long = b"x" * 20_000
    head = {
        "one line": b"GET /health/live HTTP/1.1\r\n" + HOST + b"X-Long: " + long + b"\r\n\r\n",
        "many lines": b"GET /health/live HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 9_000 + b"\r\n",
        "the address": b"GET /health/live?" + long + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        "never ends": b"GET /health/live HTTP/1.1\r\n" + HOST + b"X-Long: " + long,
    }[shape]
    with line(logged) as opened:
        opened.sendall(head)
        assert status(answer(opened)) == 431


def test_whoever_does_not_send_the_rest_is_let_go(logged: LoggedTown) -> None:
    """Six of them at the same time, for it takes ten seconds."""
    begun = (
        b"GET /health/li",
        b"GET /health/live HTTP/1.1\r\n" + HOST,
        b"POST /api/v1/session HTTP/1.1\r\n" + HOST + b"Content-Length: 50\r\n\r\n{",
        b"POST /api/v1/session HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{",
        b"\r\n",
        b"",
    )
    with screen(logged, "/ws/display/mairie/hall") as board, ExitStack() as lines:
        opened = [lines.enter_context(line(logged)) for _ in begun]
        began = time.monotonic()
        for one, said in zip(opened, begun, strict=True):
            one.sendall(said)
        told = [status(answer(one)) for one in opened]
        while "data" not in json.loads(board.recv()):
            logged.take("civil")  # a socket is not a request: it lives as long as it likes

    assert 8 < time.monotonic() - began < 35
    assert told == [408] * 5 + [0]
    assert patient.get(f"{logged.url}/health/live").status_code == 200


def test_a_whole_request_is_not_hurried(logged: LoggedTown) -> None:
    with line(logged) as opened:
        for _ in range(2):
            opened.sendall(b"GET /health/live HTTP/1.1\r\n" + HOST + b"\r\n")
            assert status(answer(opened, b'{"live":true}')) == 200
        opened.sendall(b"GET /health/live HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert answer(opened).endswith(b'{"live":true}')


@pytest.mark.parametrize(
    "host", [b"[::", b"a b", b"evil.example/x", b"<script>", b"a:99999999", b""]
)
def test_a_host_that_is_none_is_refused(logged: LoggedTown, host: bytes) -> None:
    with line(logged) as opened:
        opened.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n")
        assert status(answer(opened)) == 400


@pytest.mark.parametrize("length", [4_000, 8_100, 12_000])
def test_a_socket_whose_address_is_too_long_is_refused_and_not_left_hanging(
    logged: LoggedTown, length: int
) -> None:
    path = b"/ws/display/mairie/hall?x=" + b"y" * length
    with line(logged) as opened:
        opened.sendall(b"GET " + path + b" HTTP/1.1\r\n" + HOST + UPGRADE + b"\r\n")
        assert status(opened.recv(4096)) == (101 if length == 4_000 else 414)


def test_sockets_take_small_texts_alone(logged: LoggedTown) -> None:
    for said, code in (("x" * 2_000, 1009), (b"x", 1003), (b"", 1003)):
        with screen(logged, "/ws/display/mairie/hall") as board:
            board.send(said)
            assert code_of(board) == code
    with screen(logged, "/ws/printer", "imprimante-hall") as printer:
        printer.send(json.dumps({"status": {"online": True, "error": "x" * 150}}))
        printer.send("x" * 20_000)
        assert code_of(printer) == 1009
    with screen(logged, "/ws/display/mairie/hall") as board:
        board.send([b"\xff\xfe"], text=True)
        assert code_of(board) == 1007
    for many, code in (([["x"] * 100], 1009), (["hello?"] * 100, 1008)):
        with screen(logged, "/ws/display/mairie/hall") as board:
            with suppress(ConnectionClosed):
                for one in many:
                    board.send(one)
            # Whoever is still talking then may not hear why.
            assert code_of(board) in (code, 0)


def test_a_refusal_is_a_line_of_log_and_a_thousand_are_a_few(logged: LoggedTown) -> None:
    before = logged.log.stat().st_size
    for _ in range(60):
        with screen(logged, "/ws/display/mairie/hall") as board:
            board.send(b"x")
            code_of(board)
        with line(logged) as opened:
            opened.sendall(b"nonsense\r\n\r\n")
            answer(opened)
        with line(logged) as opened:  # hangs up in the middle of what it has to say
            opened.sendall(
                b"POST /api/v1/session HTTP/1.1\r\n" + HOST + b"Content-Length: 50\r\n\r\n{"
            )

    assert logged.log.stat().st_size - before < 8_000
    assert "Traceback" not in logged.log.read_text()
    assert {event["event"] for event in logged.events()} <= {
        "request_refused",
        "socket_refused",
        "printer_said_nonsense",
    }


def test_what_an_address_says_beside_the_point_makes_no_picture_more(logged: LoggedTown) -> None:
    with ExitStack() as open_sockets:
        for n in range(40):
            path = f"/ws/display/mairie/hall?x={n}&board=other{n}"
            open_sockets.enter_context(screen(logged, path))
        for n in range(32):
            path = f"/ws/kiosk/mairie?key={n}"
            open_sockets.enter_context(screen(logged, path, "borne-hall"))
        with pytest.raises(ConnectionClosed) as closed:
            open_sockets.enter_context(screen(logged, "/ws/kiosk/mairie?key=more", "borne-hall"))
        assert closed.value.rcvd and closed.value.rcvd.code == 1008
        open_sockets.enter_context(screen(logged, "/ws/kiosk/mairie?key=7", "borne-hall"))


@pytest.mark.parametrize(
    "path",
    [
        *("/health/live", "/health/ready", "/", "/metrics", "/enrol", "/api/v1/sites/mairie"),
        *("/api/v1/sites/mairie/queue", "/nowhere", "/api/docs", "/theme.css", "/favicon.ico"),
    ],
)
def test_head_is_get_without_its_body(logged: LoggedTown, path: str) -> None:
    got, head = (patient.request(m, logged.url + path) for m in ("GET", "HEAD"))

    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"] if got.content else True


def test_what_is_personal_is_kept_by_no_cache(logged: LoggedTown) -> None:
    ticket = logged.take("civil")
    nadia = logged.agent("agent1")
    for answered in (
        nadia.get("queue"),
        nadia.client.get("/api/v1/session"),
        nadia.client.get("/counter/mairie"),
        nadia.act(ticket["number"], "dance"),
        patient.get(f"{logged.url}/api/v1/tickets/{ticket['token']}"),
        patient.get(f"{logged.url}/t/{ticket['token']}"),
    ):
        assert answered.headers.get_list("cache-control") == ["no-store"], answered.url
