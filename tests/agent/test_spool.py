"""The agent's memory outlives the power."""

from __future__ import annotations

from pathlib import Path

from printer.spool import Spool

EXTRA = 3
"""SQLite's number for: the folder is synced too, once the journal is deleted from it."""


def test_what_is_written_stays_written_when_the_power_goes(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    settings = [
        spool._store.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    ]
    spool.close()
    assert settings == ["delete", EXTRA]
