"""The demonstration, started as a newcomer starts it, and stopped as a person stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.worlds.servers import eventually
from tests.worlds.town import ROOT

TUESDAY_AT_NINE = "2026-11-24T09:00:00+01:00"
PROGRAM = (sys.executable, "-m", "server.cli", "demo")


@dataclass
class Playing:
    """A demonstration that runs."""

    data: Path
    port: int
    told: Path
    complained: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        return self.told.read_text()

    @property
    def complaints(self) -> str:
        return self.complained.read_text()


@contextmanager
def demo(data: Path, port: int, *more: str, clock: str = TUESDAY_AT_NINE) -> Iterator[Playing]:
    beside = data.parent / f"{port}-{time.monotonic_ns()}"
    playing = Playing(data, port, beside.with_suffix(".out"), beside.with_suffix(".err"))
    with playing.told.open("w") as out, playing.complained.open("w") as err:
        process = subprocess.Popen(
            [*PROGRAM, "--port", str(port), "--data", str(data), *more],
            cwd=ROOT,
            stdout=out,
            stderr=err,
            env={**os.environ, "SUIVANT_CLOCK": clock},
        )
    try:
        eventually(lambda: "Start here:" in playing.said or process.poll() is not None)
        yield playing
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    finally:
        process.kill()
        process.wait()
