"""SQLite alone, so kept that a row survives a power cut."""

from __future__ import annotations

import sqlite3
from pathlib import Path

ROW = "x" * 400
"""About a fact with its answer."""


def open_disk(path: Path) -> sqlite3.Connection:
    """Write-ahead log, `synchronous=FULL`; usable from any thread, one at a time."""
    disk = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    disk.execute("PRAGMA journal_mode=WAL")
    disk.execute("PRAGMA synchronous=FULL")
    disk.execute("CREATE TABLE IF NOT EXISTS kept (n INTEGER PRIMARY KEY, text TEXT)")
    return disk
