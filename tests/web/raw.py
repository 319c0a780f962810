"""Bytes on a line, as no well-behaved client would send them; and a server whose log is read."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.worlds.town import ROOT, Town


class LoggedTown(Town):
    """What its server logs is kept."""

    @property
    def log(self) -> Path:
        return self.folder / "stderr"

    def start(self) -> None:
        with self.log.open("ab") as log:
            words = [sys.executable, "-m", "server.cli", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(words, cwd=ROOT, env=self.environment, stderr=log)
        self.wait_until_ready()

    def events(self) -> list[dict[str, Any]]:
        """Fails at a line that is no event."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


class Served(Protocol):
    port: int


@contextmanager
def line(town: Served) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", town.port)) as opened:
        yield opened


def answer(opened: socket.socket, end: bytes | None = None) -> bytes:
    """All that comes until the server closes, or until this was said; fails the test when it never
    does. Head and body may come apart."""
    said = b""
    while not (end and said.endswith(end)) and (more := _more(opened)):
        said += more
    return said


def status(said: bytes) -> int:
    return int(said.split(b" ", 2)[1]) if said else 0


def _more(opened: socket.socket) -> bytes:
    try:
        return opened.recv(65_536)
    except ConnectionResetError:  # closed while we were still talking
        return b""
