"""A PostgreSQL of one's own, that can be taken away, frozen, and brought back."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.worlds.servers import embedded_postgresql, eventually


class OwnPostgresql:
    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()

    def crash(self) -> None:
        """At once, without a word to those connected ("immediate shutdown" in its manual)."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        eventually(lambda: not (Path(self._server.pgdata) / "postmaster.pid").exists())

    def freeze(self) -> None:
        """As a machine that is suspended: the line stays, no answer comes."""
        self._tell_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell_all(signal.SIGCONT)

    def _tell_all(self, what: signal.Signals) -> None:
        postmaster = str(self._server.get_pid())
        words = ["pgrep", "-P", postmaster]
        others = subprocess.run(words, capture_output=True, text=True, check=False).stdout.split()
        for pid in (postmaster, *others):
            # A line's process may have ended since.
            with suppress(ProcessLookupError):
                os.kill(int(pid), what)

    def start(self) -> None:
        self._server.ensure_postgres_running()


@contextmanager
def own_postgresql() -> Iterator[OwnPostgresql]:
    with embedded_postgresql() as server:
        yield OwnPostgresql(server)
