"""The processes beside the server: load, boards and the bare server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from tests.bench.load import Job, Result
from tests.bench.screens import Seen, Watch
from tests.bench.wire import post
from tests.town import ROOT, free_port

ENDS_WITHIN = 120
# Without its buffer, Python writes as much of a long line as a pipe takes, and drops the rest.
BUFFERED = {**os.environ, "PYTHONUNBUFFERED": ""}


@dataclass(frozen=True)
class Bare:
    """The server that does nothing."""

    port: int
    pid: int


def put_load(job: Job) -> Result:
    """Raises RuntimeError when the server answered anything but what was asked for."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        cwd=ROOT,
        env=BUFFERED,
        input=json.dumps(asdict(job)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=ENDS_WITHIN,
    )
    result = Result(**json.loads(done.stdout))
    if result.wrong:
        raise RuntimeError(f"{job.kind}: {result.wrong}")
    return result


def watch_calls(watch: Watch, connected: Callable[[], None] = lambda: None) -> Seen:
    """`connected` is told when every board has its first picture, before the first call."""
    boards = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.screens"],
        cwd=ROOT,
        env=BUFFERED,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert boards.stdin and boards.stdout
    try:
        boards.stdin.write(json.dumps(asdict(watch)) + "\n")
        boards.stdin.flush()
        if boards.stdout.readline() != "connected\n":
            raise RuntimeError("the boards could not connect")
        connected()
        told, _ = boards.communicate("begin\n", timeout=ENDS_WITHIN)
        return Seen(**json.loads(told))
    finally:
        boards.kill()
        boards.wait()


@contextmanager
def bare_server() -> Iterator[Bare]:
    """On a port of its own."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.bare", str(port)], cwd=ROOT)
    try:
        _wait_for(port)
        yield Bare(port, server.pid)
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            post(port, "/nothing", "")
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)  # nothing else tells that a port is open yet
