"""What a technician types to start the printer's agent, and what her files hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOKEN = "Uq3-tokenOfThePrinter_7"


def agent(folder: Path, *more: str, **environment: str) -> tuple[int, str]:
    """Its exit code and all that it says, where there is no server to be found."""
    command = [sys.executable, "-m", "printer", "--check", "--server", "http://127.0.0.1:1"]
    command += ["--device", f"png://{folder}", "--spool", str(folder / "spool"), *more]
    done = subprocess.run(
        command,
        env={"PYTHONPATH": ":".join(sys.path), "PATH": "", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stdout, done.stdout
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "written",
    [
        f"{TOKEN}\r\n".encode(),
        TOKEN.encode("utf-8-sig"),
        f"{TOKEN}\r\n".encode("utf-16"),
        f' "{TOKEN}" '.encode(),
    ],
    ids=["CRLF", "BOM", "UTF-16", "quotes"],
)
def test_a_token_is_taken_from_a_file_whoever_wrote_it(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "token.txt"
    file.write_bytes(written)
    _, told = agent(tmp_path, "--token-file", str(file))
    assert "printer" in told and TOKEN not in told
    assert "Connect call failed" in told


@pytest.mark.parametrize("around", [f"{TOKEN}\r", f"{TOKEN}\n", f"'{TOKEN}'", f" {TOKEN} "])
def test_a_token_of_the_environment_is_taken_without_what_stands_around_it(
    tmp_path: Path, around: str
) -> None:
    _, told = agent(tmp_path, SUIVANT_PRINTER_TOKEN=around)
    assert "Connect call failed" in told
    assert TOKEN not in told


@pytest.mark.parametrize("wrong", [f"{TOKEN}\r\nmore", f"Bearer {TOKEN}", f"{TOKEN}\x07"])
def test_a_token_that_is_none_ends_the_agent_and_is_not_repeated(
    tmp_path: Path, wrong: str
) -> None:
    file = tmp_path / "token.txt"
    file.write_text(wrong)
    for told in (
        agent(tmp_path, "--token-file", str(file)),
        agent(tmp_path, "--token", wrong),
        agent(tmp_path, SUIVANT_PRINTER_TOKEN=wrong),
    ):
        assert told == (
            1,
            "printer: the printer's token: it is one word, as `suivant device add` printed it; "
            "copy it anew\n",
        )


def test_a_token_in_another_alphabet_is_told_in_a_line(tmp_path: Path) -> None:
    file = tmp_path / "token.txt"
    file.write_bytes(b"t\xe9l\xe9")
    code, told = agent(tmp_path, "--token-file", str(file))
    assert (code, len(told.splitlines())) == (1, 1)
    assert agent(tmp_path, "--token-file", str(tmp_path / "none"))[0] == 1


@pytest.mark.parametrize("wrong", ["nan", "inf", "-inf", "0", "-3", "1e9", "eighty", ""])
def test_a_roll_has_a_length(tmp_path: Path, wrong: str) -> None:
    code, told = agent(tmp_path, "--token", TOKEN, f"--roll-metres={wrong}")
    assert code == 2
    assert told.splitlines()[-1].endswith("--roll-metres: is a number of metres, at most 1000")


def test_a_servers_address_holds_no_password(tmp_path: Path) -> None:
    for host in ("mairie.example", "mairie.example:99999"):
        code, told = agent(tmp_path, "--token", TOKEN, "--server", f"http://nadia:word@{host}")
        assert (code, "word@" in told) == (2, False)


@pytest.mark.parametrize("wrong", ["ftp://h", "h:8000", "http://", "http://h:99999", "http://h:x"])
def test_a_servers_address_that_leads_nowhere_is_told_in_a_line(tmp_path: Path, wrong: str) -> None:
    assert agent(tmp_path, "--token", TOKEN, "--server", wrong) == (
        2,
        f"printer: server address {wrong!r} is not http://HOST or https://HOST\n",
    )
