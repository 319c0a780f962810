"""What the disk allows: transactions of one row that survive a power cut."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from tests.bench.plan import Plan
from tests.bench.table import Table, rate

ROW = "x" * 400
"""About a fact with its answer."""


def measure(plan: Plan, folder: Path) -> Table:
    table = Table(
        "The disk",
        "SQLite alone, write-ahead log, `synchronous=FULL`, on the same disk as all the above. "
        "Commands that wait together share a transaction, so tickets are not bound by the first.",
        ("rows in a transaction", "transactions", "rows"),
    )
    for rows in (1, 64):
        commits = commits_per_second(folder / f"disk-{rows}.db", rows, plan.seconds)
        table.add(str(rows), rate(commits), rate(commits * rows))
    return table


def commits_per_second(path: Path, rows: int, seconds: float) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE kept (n INTEGER PRIMARY KEY, text TEXT)")
    commits, began = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO kept (text) VALUES (?)", [(ROW,)] * rows)
        connection.execute("COMMIT")
        commits += 1
    connection.close()
    return commits / elapsed
