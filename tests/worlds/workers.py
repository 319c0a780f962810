"""A town hall served by several processes behind one port: `suivant serve --workers N`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from tests.worlds.servers import eventually
from tests.worlds.town import ROOT, Town


@dataclass
class Workers(Town):
    processes: int = 2

    def start(self) -> None:
        if self.processes == 1:
            super().start()
            return
        words = ["serve", "--port", str(self.port), "--workers", str(self.processes)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "server.cli", *words], cwd=ROOT, env=self.environment
        )
        self.wait_until_ready()
        eventually(lambda: len(self.workers()) == self.processes)

    def workers(self) -> list[int]:
        """Those that live."""
        assert self.process is not None
        return workers_of(self.process.pid)

    def kill(self) -> None:
        """The children too."""
        assert self.process is not None
        for pid in (self.process.pid, *self.workers()):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


def workers_of(pid: int) -> list[int]:
    """Uvicorn's children that live; not the tracker of Python's own."""
    words = ["pgrep", "-P", str(pid), "-f", "spawn_main"]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    return [int(child) for child in found.stdout.split()]
