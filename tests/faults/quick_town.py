"""A town whose server is forked from a process that has already imported everything.

Most of a start is reading modules. Without that, a server can be killed and be back a thousand
times in minutes; it is a process of its own and dies as any other.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

from tests.worlds.town import Town

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["server.commands.serve"])
_one_at_a_time = threading.Lock()


@dataclass
class QuickTown(Town):
    worker: BaseProcess | None = None

    def start(self) -> None:
        with _one_at_a_time:
            self.worker = _forks.Process(
                target=_serve, args=(self.port, self.environment), daemon=True
            )
            self.worker.start()
        self.wait_until_ready()

    def kill(self) -> None:
        assert self.worker is not None
        self.worker.kill()
        self.worker.join(10)

    def leave(self) -> None:
        super().leave()
        if self.worker and self.worker.is_alive():
            self.kill()


def _serve(port: int, environment: dict[str, str]) -> None:
    from server.commands.serve import run_server

    os.environ.update(environment)
    run_server("127.0.0.1", port, 1)
