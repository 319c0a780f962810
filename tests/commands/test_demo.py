"""`suivant demo`: everything in one go, as a newcomer starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, expect

from tests.worlds.ports import free_port
from tests.worlds.servers import eventually
from tests.worlds.town import ROOT

PATIENCE = 90


@contextmanager
def demo(folder: Path, port: int, *more: str) -> Iterator[str]:
    """What it prints once it runs; stopped as a person stops it."""
    program = [sys.executable, "-m", "server.cli", "demo"]
    told = folder.parent / f"told-{port}-{time.monotonic_ns()}"
    with told.open("w") as out:
        process = subprocess.Popen(
            [*program, "--port", str(port), "--data", str(folder), *more],
            cwd=ROOT,
            stdout=out,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    try:
        eventually(lambda: _ready(port), PATIENCE)
        yield told.read_text()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait(10)


def _ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def test_a_newcomer_sees_it_live_and_finds_it_again(tmp_path: Path, browser: Browser) -> None:
    data, port = tmp_path / "data", free_port()
    with demo(data, port, "--visitors", "3600") as told:
        passwords = dict(re.findall(r"^    (\w+)\s+([a-z0-9]{5}(?:-[a-z0-9]{5}){2})$", told, re.M))
        assert {"agent1", "agent6", "manager", "admin"} <= set(passwords)
        kiosk = re.search(r"http\S+/enrol#\S+", told)
        assert kiosk

        page = browser.new_page()
        page.goto(kiosk[0])
        expect(page).to_have_url(re.compile(r"/kiosk/mairie"))
        expect(page.get_by_test_id("language-fr")).to_be_visible()
        page.close()

        eventually(lambda: len(list((data / "tickets").glob("*.png"))) >= 3, PATIENCE)
        signed = httpx.post(
            f"http://127.0.0.1:{port}/api/v1/session",
            json={"login": "manager", "password": passwords["manager"]},
        )
        assert signed.status_code == 204
        journal = f"http://127.0.0.1:{port}/api/v1/sites/mairie/journal"
        before = httpx.get(journal, cookies=dict(signed.cookies)).json()["events"]
        assert before

    with demo(data, port) as told:
        assert passwords["agent1"] not in told
        after = httpx.get(journal, cookies=dict(signed.cookies)).json()["events"]
        assert after[: len(before)] == before
