"""A town's store without a server, for a command that takes in a file: none is needed."""

from __future__ import annotations

from pathlib import Path

from tests.worlds.town import Town


def a_store_of_a_town(folder: Path) -> Town:
    town = Town(folder / "town")
    town.set_up()
    return town


def brought(town: Town, what: str, data: str | bytes, name: str) -> tuple[int, str]:
    """The command's exit code, and what it said without the file's name. The file is gone again."""
    file = town.folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    told = town.command(what, "import", str(file), "--site", "mairie")
    file.unlink()
    return told.returncode, (told.stdout + told.stderr).replace(f"{file}: ", "").strip()
