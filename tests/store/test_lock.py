"""Many at work together, or one alone; whoever ends, however it ends, is gone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from server.store.lock import alone, lock_of, shared
from server.store.migrate import migrate
from server.store.trouble import StoreError

AT_WORK = """
import sys
from server.store.lock import lock_of
lock = lock_of(sys.argv[1])
lock.share()
print("at work", flush=True)
sys.stdin.read()
"""


def test_many_may_be_at_work_and_nobody_replaces_what_they_use(no_store_yet: str) -> None:
    with shared(no_store_yet), shared(no_store_yet):
        _refused(no_store_yet)
    # A server of databases lets go of a closed line's lock when it gets round to it.
    with alone(no_store_yet, patience=10):
        _refused(no_store_yet)


def _refused(address: str) -> None:
    with pytest.raises(StoreError, match="stop it first"), alone(address, patience=0):
        pass


def test_while_one_replaces_it_nobody_begins(no_store_yet: str) -> None:
    with alone(no_store_yet, patience=0):
        late = lock_of(no_store_yet)
        with pytest.raises(StoreError, match="try again"):
            late.share(patience=0)


def test_a_process_that_was_killed_holds_nobody_up(no_store_yet: str) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, no_store_yet],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout
        assert other.stdout.readline() == "at work\n"
        _refused(no_store_yet)
        other.kill()
        other.wait()
        with alone(no_store_yet):
            pass


def test_an_older_store_is_not_migrated_under_those_who_use_it(no_store_yet: str) -> None:
    migrate(no_store_yet, to="0001")

    with shared(no_store_yet), pytest.raises(StoreError, match="stop it first"):
        migrate(no_store_yet)

    migrate(no_store_yet)
    with shared(no_store_yet):
        migrate(no_store_yet)
