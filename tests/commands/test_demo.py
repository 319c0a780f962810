"""`suivant demo`: everything in one go, as a newcomer starts it."""

from __future__ import annotations

import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.worlds import patient
from tests.worlds.demo import PROGRAM, demo
from tests.worlds.ports import free_port
from tests.worlds.servers import eventually
from tests.worlds.town import ROOT


def _passwords(told: str) -> dict[str, str]:
    return dict(re.findall(r"^    (\w+)\s+([a-z0-9]{5}(?:-[a-z0-9]{5}){2})$", told, re.M))


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, env=environment or None
    )


def test_a_newcomer_sees_it_live_and_finds_it_again(tmp_path: Path, browser: Browser) -> None:
    data, port = tmp_path / "data", free_port()
    with demo(data, port, "--visitors", "600") as playing:
        passwords = _passwords(playing.said)
        assert {"agent1", "agent6", "manager", "admin"} <= set(passwords)
        kiosk = re.search(r"http\S+/enrol#\S+", playing.said)
        assert kiosk

        page = browser.new_page()
        page.goto(kiosk[0])
        expect(page).to_have_url(re.compile(r"/kiosk/mairie"))
        expect(page.get_by_test_id("language-fr")).to_be_visible()
        page.close()

        eventually(lambda: len(list((data / "tickets").glob("*.png"))) >= 3)
        signed = patient.post(
            f"{playing.url}/api/v1/session",
            json={"login": "manager", "password": passwords["manager"]},
        )
        assert signed.status_code == 204
        journal = f"{playing.url}/api/v1/sites/mairie/journal"
        kinds = _kinds(journal, dict(signed.cookies))
        assert kinds
    assert playing.complaints == ""

    with demo(data, port, "--visitors", "0") as playing:
        assert passwords["agent1"] not in playing.said
        assert _kinds(journal, dict(signed.cookies))[: len(kinds)] == kinds


def _kinds(journal: str, cookies: dict[str, str]) -> list[str]:
    return [event["kind"] for event in patient.get(journal, cookies=cookies).json()["events"]]


def test_the_last_line_says_where_to_start(tmp_path: Path) -> None:
    with demo(tmp_path / "data", free_port(), "--visitors", "0") as playing:
        assert playing.said.splitlines()[-1] == f"Start here: {playing.url}/demo"


def test_without_visitors_nobody_is_simulated(tmp_path: Path) -> None:
    """An agent would open her counter within seconds."""
    with demo(tmp_path / "data", free_port(), "--visitors", "0") as playing:
        signed = patient.post(
            f"{playing.url}/api/v1/session",
            json={"login": "manager", "password": _passwords(playing.said)["manager"]},
        )
        eventually(lambda: patient.get(f"{playing.url}/health/ready").is_success)
        assert _kinds(f"{playing.url}/api/v1/sites/mairie/journal", dict(signed.cookies)) == []


def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        asked = _run(*PROGRAM, "--port", str(port), "--data", str(tmp_path / "data"))

    assert asked.returncode == 1
    assert asked.stdout == ""
    assert re.fullmatch(rf"suivant: port {port} is taken .*--port \d+\n", asked.stderr)
    assert not (tmp_path / "data").exists()


def test_accounts_are_shown_again_to_their_owner(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with demo(data, free_port(), "--visitors", "0") as playing:
        first = _passwords(playing.said)

    again = _run(*PROGRAM, "--passwords", "--data", str(data))

    assert (again.returncode, _passwords(again.stdout)) == (0, first)
    kept = list(data.glob("demo-*.json"))
    assert len(kept) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}


def test_where_no_demonstration_was_there_are_no_accounts(tmp_path: Path) -> None:
    asked = _run(*PROGRAM, "--passwords", "--data", str(tmp_path))

    assert asked.returncode == 1
    assert asked.stderr.startswith("suivant: no demonstration was started in")


def test_the_doctor_does_not_mind_a_demonstrations_clock(tmp_path: Path) -> None:
    data, far = tmp_path / "data", "2027-03-02T09:00:00+01:00"
    with demo(data, free_port(), "--visitors", "600", clock=far):
        eventually(lambda: bool(list((data / "tickets").glob("*.png"))))

    doctor = _run(sys.executable, "-m", "server.cli", "doctor", SUIVANT_DATA_DIR=str(data))

    assert "ok     clock: a demonstration has a clock of its own" in doctor.stdout


def test_a_phone_of_the_network_is_let_in(tmp_path: Path) -> None:
    with demo(tmp_path / "data", free_port(), "--lan", "--visitors", "600") as playing:
        lan = re.search(r"another machine: (http://[\d.]+:\d+)$", playing.said, re.M)
        assert lan
        assert "▄" in playing.said or "█" in playing.said

        answer = patient.get(f"{lan[1]}/demo", headers={"Accept-Language": "en"})

        assert answer.status_code == 403
        assert "elsewhere" in answer.text
        assert not answer.cookies
