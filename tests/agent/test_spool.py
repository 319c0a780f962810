"""The agent's memory outlives the power, and the version that wrote it."""

from __future__ import annotations

import gzip
from pathlib import Path

from printer.spool import KEEP, Record, Spool

EXTRA = 3
"""SQLite's number for: the folder is synced too, once the journal is deleted from it."""
WRITTEN = Path(__file__).with_name("golden") / "spool.sqlite.gz"
"""By version 0.1.0, one job of each fate. Agents in the field hold such files: never replace it."""


def test_what_is_written_stays_written_when_the_power_goes(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    settings = [
        spool._store.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    ]
    spool.close()
    assert settings == ["delete", EXTRA]


def test_a_spool_of_an_older_version_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "jobs.sqlite").write_bytes(gzip.decompress(WRITTEN.read_bytes()))
    spool = Spool(tmp_path)
    jobs = [f"mairie-2026-11-24-A04{n}-1" for n in range(1, 7)]
    found = [spool.find(job) for job in jobs]
    notes = {name: spool.note(name) for name in ("confirm", "uncut", "tickets_since_roll")}
    hanging = spool.hanging()
    spool.close()
    assert found == [
        Record(jobs[0], "A041", "printed", None),
        Record(jobs[1], "A042", "voided", "connection_lost"),
        Record(jobs[2], "A043", "not_printed", "expired"),
        Record(jobs[3], "A044", "unconfirmed", None),
        Record(jobs[4], "A045", "doubt", "paper_out"),
        Record(jobs[5], "A046", "sending", None),
    ]
    assert hanging == found[4]
    assert notes == {"confirm": "process_id", "uncut": "yes", "tickets_since_roll": "12"}


def test_an_old_job_is_forgotten_and_one_whose_paper_may_hang_is_not(tmp_path: Path) -> None:
    """Nothing else remembers that its paper must be voided."""
    spool = Spool(tmp_path)
    spool._store.executemany(
        "insert into job (id, number, state) values (?, ?, ?)",
        [("hangs", "A001", "doubt"), ("done", "A002", "printed"), ("void", "A003", "voided")],
    )
    spool._store.execute("update sqlite_sequence set seq = ? where name = 'job'", (KEEP + 3,))
    spool.write("new", "A004", "sending")
    kept = [job for job in ("hangs", "done", "void", "new") if spool.find(job)]
    spool.close()
    assert kept == ["hangs", "new"]
