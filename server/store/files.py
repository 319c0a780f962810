"""The files of a SQLite store: the database, and what stands beside it under its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

PLACES = ".places"
BESIDE = ("-wal", "-shm", "-journal", ".lock", PLACES)
"""SQLite's own three; who is at work (`lock`); how far the journal came (`server.journal`)."""


@dataclass(frozen=True)
class StoreFiles:
    database: Path

    def beside(self, ending: str) -> Path:
        return self.database.with_name(self.database.name + ending)

    @property
    def all(self) -> tuple[Path, ...]:
        """Whether they are there or not."""
        return (self.database, *map(self.beside, BESIDE))

    def has(self, file: Path) -> bool:
        """Under whatever name: links, hard links and other ways to the folder lead here too."""
        own = [each for each in self.all if each.exists()]
        if file.exists():
            return any(file.samefile(each) for each in own)
        folder = self.database.parent
        here = file.parent.exists() and folder.exists() and file.parent.samefile(folder)
        return here and file.name in {each.name for each in self.all}


def files_of(url: str) -> StoreFiles | None:
    """None for a store that is no file of ours."""
    address = make_url(url)
    if not address.drivername.startswith("sqlite") or not address.database:
        return None
    # SQLite follows a link, and keeps its log beside what it leads to.
    return StoreFiles(Path(address.database).resolve())
