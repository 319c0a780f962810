"""A store copied by hand while it worked, its write-ahead log torn in the middle of a page."""

from __future__ import annotations

import shutil

import pytest

from tests.faults.kept import kept_in
from tests.worlds.town import Town


@pytest.mark.parametrize("torn_at", [0.25, 0.6, 0.97])
def test_a_torn_copy_is_noticed_and_once_accepted_the_queue_goes_on(
    town: Town, torn_at: float
) -> None:
    for _ in range(12):
        town.take("civil")
    town.kill()
    copy = Town(town.folder.with_name("copy"), tokens=town.tokens)
    shutil.copytree(town.folder, copy.folder)
    log = copy.folder / "suivant.db-wal"
    (copy.folder / "suivant.db-shm").unlink(missing_ok=True)
    with log.open("r+b") as file:
        file.truncate(int(log.stat().st_size * torn_at))

    refused = copy.command("serve")
    accepted = copy.command("journal", "accept")
    try:
        copy.start()
        kept = [row.number for row in kept_in(copy.database) if row.kind == "ticket_taken"]
        following = copy.take("civil")["number"]
    finally:
        copy.leave()

    assert refused.returncode == 1
    assert "people were told of fact" in refused.stderr
    assert accepted.stdout.endswith(": accepted\n")
    assert kept == [f"C{n:03d}" for n in range(1, len(kept) + 1)]
    assert following == f"C{len(kept) + 1:03d}"
    assert copy.command("journal", "verify").stdout.endswith(", 0 breaches\n")
