"""What is kept is its owner's alone, whatever the umask says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worlds.town import DEMO_SITE, ROOT, Town

HASHES = ("suivant.db", "suivant.db-wal", "suivant.db.lock", "suivant.db.places", "secret")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "town")


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def command(town: Town, *words: str) -> str:
    """Under the umask that most systems have."""
    told = subprocess.run(
        [sys.executable, "-m", "server.cli", *words],
        cwd=ROOT,
        env=town.environment,
        umask=0o022,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout


def test_folder_store_and_copies_are_made_for_their_owner_alone(town: Town, tmp_path: Path) -> None:
    command(town, "site", "load", str(DEMO_SITE))
    town.tokens["borne-hall"] = command(
        town, "device", "add", "kiosk", "borne-hall", "--site", "mairie"
    ).strip()
    town.start()
    try:
        town.take("civil")
        command(town, "backup", str(tmp_path / "copy.db"))
        found = {name: mode(town.folder / name) for name in HASHES}
    finally:
        town.leave()

    assert found == dict.fromkeys(HASHES, "0o600")
    assert mode(town.folder) == "0o700"
    assert mode(tmp_path / "copy.db") == "0o600"


def test_what_an_older_version_left_open_is_told_and_shut_at_the_next_start(town: Town) -> None:
    town.set_up()
    town.folder.chmod(0o755)
    (town.folder / "suivant.db").chmod(0o644)
    told = town.command("doctor")
    assert told.returncode == 1
    assert f"chmod go-rwx '{town.folder}' '{town.folder}/suivant.db'" in told.stdout

    town.start()
    town.leave()

    assert (mode(town.folder), mode(town.folder / "suivant.db")) == ("0o700", "0o600")
    assert "for this user alone" in town.command("doctor").stdout


def test_a_folder_with_what_is_not_ours_is_not_shut(town: Town) -> None:
    town.set_up()
    (town.folder / "of somebody else").mkdir()
    town.folder.chmod(0o755)

    town.start()
    town.leave()

    assert mode(town.folder) == "0o755"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root writes for others")
def test_what_root_makes_in_anothers_folder_is_the_others(town: Town) -> None:
    town.folder.mkdir()
    os.chown(town.folder, 12345, 54321)

    town.command("site", "load", str(DEMO_SITE))

    assert {each.stat().st_uid for each in town.folder.iterdir()} == {12345}
