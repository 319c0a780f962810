"""The processes beside the server: load, boards and the bare server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.crowd import Crowd, Noticed
from tests.bench.load import Job, Result
from tests.bench.pulse import Felt, Pulse
from tests.bench.screens import Seen, Watch
from tests.bench.wire import wait_for_answer
from tests.worlds.ports import free_port
from tests.worlds.servers import eventually
from tests.worlds.town import ROOT
from tests.worlds.workers import workers_of

ENDS_WITHIN = 600
# Without its buffer, Python writes as much of a long line as a pipe takes, and drops the rest.
BUFFERED = {**os.environ, "PYTHONUNBUFFERED": ""}


@dataclass(frozen=True)
class Bare:
    """The server that does nothing."""

    port: int
    pids: list[int]


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
    return Seen(**_play("tests.bench.screens", watch, connected))


def feel(pulse: Pulse, connected: Callable[[], None]) -> Felt:
    """`connected` is told when every town hall's board hangs. Raises RuntimeError as `put_load`."""
    felt = Felt(**_play("tests.bench.pulse", pulse, connected))
    if felt.wrong:
        raise RuntimeError(f"the country: {felt.wrong[:3]}")
    return felt


def notice(crowd: Crowd, connected: Callable[[], None] = lambda: None) -> Noticed:
    """`connected` is told when every screen has its first picture, before the first call."""
    return Noticed(**_play("tests.bench.crowd", crowd, connected))


def _play(module: str, job: Watch | Pulse | Crowd, connected: Callable[[], None]) -> dict[str, Any]:
    """The job on a line; its screens connect; then it begins, and its last line is the result."""
    child = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=BUFFERED,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin and child.stdout
    try:
        child.stdin.write(json.dumps(asdict(job)) + "\n")
        child.stdin.flush()
        if child.stdout.readline() != "connected\n":
            raise RuntimeError("the screens could not connect")
        connected()
        told, _ = child.communicate("begin\n", timeout=ENDS_WITHIN)
        result: dict[str, Any] = json.loads(told)
        return result
    finally:
        child.kill()
        child.wait()


@contextmanager
def bare_server(
    processes: int = 1, folder: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Bare]:
    """On a port of its own."""
    port = free_port()
    words = [
        "-m",
        "tests.bench.bare",
        str(port),
        str(processes),
        *([str(folder)] if folder else []),
    ]
    server = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **(settings or {})}
    )
    try:
        wait_for_answer(port, "/bare/board", server)
        if processes > 1:
            eventually(lambda: len(workers_of(server.pid)) == processes)
        pids = workers_of(server.pid) if processes > 1 else [server.pid]
        yield Bare(port, pids)
    finally:
        # Politely: uvicorn takes its workers with it.
        server.terminate()
        server.wait(20)
