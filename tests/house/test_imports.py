"""Each contract on the direction of imports breaks when it is broken.

A contract that never fails guards nothing; so each is seen to fail once, on an import planted in a
copy of the project.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.project import ROOT, files

PACKAGES = ("server", "kiosk", "display", "printer")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
    "importlinter"
]["contracts"]

# contract: a package, and what it must not import
PLANTED = {
    "layers": [
        ("server/journal", "server.web"),
        ("server/journal", "server.statistics.visits"),
        ("server/statistics", "server.journal.codec"),
        ("server/texts", "server.store.store"),
    ],
    "domain": [
        ("server/domain", "server.journal.codec"),
        ("server/domain", "server.protocol.queue"),
        ("server/domain", "fastapi"),
        ("server/domain", "pydantic"),
        ("server/domain", "sqlmodel"),
        ("server/domain", "structlog"),
    ],
    "protocol": [("server/protocol", "server.domain.ticket")],
    "journal": [("server/journal", "server.protocol.queue")],
    "store": [("server/store", "server.domain.ticket"), ("server/store", "server.journal.tables")],
    "application": [
        ("server/application", "server.web"),
        ("server/application", "server.journal.journal"),
        ("server/application", "server.statistics.visits"),
        ("server/application", "server.store.store"),
    ],
    "backstage": [("server/backstage", "fastapi"), ("server/backstage", "server.rim.access")],
    "live": [("server/live", "server.application.writer")],
    "printer": [("printer", "server.domain.ticket"), ("printer", "kiosk")],
    "screens": [("kiosk", "server.store.store"), ("display", "server.journal.journal")],
    "rooms": [("kiosk", "display.page"), ("server/counter", "server.office.page")],
    "printer-layers": [
        ("printer/drawing", "printer.talk.conversation"),
        ("printer/talk", "printer.press"),
        ("printer/transports", "printer.talk.answers"),
    ],
    "emulator": [("printer/talk", "printer.emulator.machine")],
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's packages, and nothing else of it."""
    for path in files():
        if (path.parts[0] in PACKAGES and path.suffix == ".py") or path.name == "pyproject.toml":
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def test_every_contract_is_seen_to_break() -> None:
    assert {contract["id"] for contract in CONTRACTS} == set(PLANTED)


@pytest.mark.parametrize(
    ("contract", "package", "imported"),
    [(contract, *plant) for contract, plants in PLANTED.items() for plant in plants],
)
def test_a_planted_import_breaks_its_contract(
    copy: Path, contract: str, package: str, imported: str
) -> None:
    (copy / package / "planted.py").write_text(f"import {imported}\n")
    planted = f"{package.replace('/', '.')}.planted"

    checked = _lint(copy, contract)

    assert checked.returncode == 1
    assert f"{_name(contract)} BROKEN" in " ".join(checked.stdout.split())  # long names are broken
    assert f"{planted} -> {imported} (l.1)" in checked.stdout


def _name(contract: str) -> str:
    return str(next(each["name"] for each in CONTRACTS if each["id"] == contract))


def _lint(project: Path, contract: str) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-logo", "--no-cache", "--contract", contract],
        cwd=project,
        capture_output=True,
        text=True,
    )
