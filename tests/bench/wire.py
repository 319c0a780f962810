"""HTTP/1.1 over one kept connection, as little of it as a load generator needs."""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
import time
from collections.abc import Mapping
from typing import Any, cast

PATIENCE = 900.0
"""Seconds for a server to start, with ten thousand sites if need be."""


def request(path: str, token: str, body: bytes = b"", key: str = "") -> bytes:
    """A POST, ready to be sent."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    if key:
        head += f"Idempotency-Key: {key}\r\n"
    return head.encode() + b"\r\n" + body


def post(port: int, path: str, token: str, body: Mapping[str, object] | None = None) -> Any:
    """What is answered to one POST of a client that nobody measures. Raises RuntimeError when it is
    refused."""
    sent = json.dumps(body).encode() if body else b""
    status, answer = exchange(port, "POST", path, token, sent)
    if status >= 300:
        raise RuntimeError(f"{path}: {status} {answer[:200].decode()}")
    return json.loads(answer) if answer else None


def exchange(port: int, method: str, path: str, token: str, body: bytes = b"") -> tuple[int, bytes]:
    """Status and body of the answer, on a connection of its own."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        client.request(method, path, body, headers)
        answer = client.getresponse()
        return answer.status, answer.read()
    finally:
        client.close()


def wait_for_answer(port: int, path: str, server: subprocess.Popen[bytes]) -> None:
    """Until it says 200. Raises RuntimeError when it ends before, or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            if exchange(port, "GET", path, "-")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.002)  # nothing else tells that a port is open yet
    raise RuntimeError("the server did not start")


class Wire(asyncio.Protocol):
    """Asks, waits for the answer, asks again."""

    def __init__(self) -> None:
        self._heard = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, port: int) -> Wire:
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(cls, "127.0.0.1", port)
        return wire

    async def kept(self, port: int) -> Wire:
        """This one, or another when the server has hung up: nothing was asked for too long."""
        return self if self.open_still else await Wire.open(port)

    def ask(self, sent: bytes) -> asyncio.Future[tuple[int, bytes]]:
        """Status and body of the answer."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(sent)
        return self._answer

    @property
    def open_still(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        self._heard += data
        end = self._heard.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._heard[:end]).lower()
        start = end + 4
        _, _, told = head.partition(b"\r\ncontent-length:")
        length = int(told.split(b"\r\n", 1)[0]) if told else 0
        if len(self._heard) < start + length:
            return
        body = bytes(self._heard[start : start + length])
        self._heard.clear()
        if self._answer and not self._answer.done():
            self._answer.set_result((int(head[9:12]), body))
