"""The services that the pages show: they run, and a hole in one of them opens little else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.pages import blocks, read

UNITS = {"install.md": "suivant.service", "printing.md": "suivant-hall.service"}
EXPOSED = 25
"""Tenths of systemd's own mark, from 0 to 100: a service that is left as it comes has 92."""


def unit(page: str) -> str:
    (found,) = blocks(read(page), "ini")
    return found


@pytest.mark.parametrize("page", UNITS)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_little_is_open_to_a_service(page: str, tmp_path: Path) -> None:
    file = tmp_path / UNITS[page]
    file.write_text(unit(page), encoding="utf-8")
    asked = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED}", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr


@pytest.mark.parametrize("page", UNITS)
def test_what_a_service_keeps_is_its_users_alone(page: str) -> None:
    lines = unit(page).splitlines()
    assert "UMask=0077" in lines
    # Left to itself, systemd opens the folder to everybody at each start.
    assert "StateDirectory=suivant" not in lines or "StateDirectoryMode=0700" in lines


def test_a_proxy_keeps_no_ticket_addresses() -> None:
    (nginx,) = blocks(read("install.md"), "nginx")
    assert "access_log off;" in nginx
