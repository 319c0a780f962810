"""A store that lost what people were told of, or cannot be read: noticed at the start and by
`journal verify`, and told in one line with the cure."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle
from pathlib import Path

import psycopg
import pytest

from tests.faults.kept import kept_in
from tests.worlds.servers import new_database
from tests.worlds.town import Town, running, two_servers

Accident = Callable[[Path], None]


def log_deleted(store: Path) -> None:
    for ending in ("-wal", "-shm"):
        store.with_name(store.name + ending).unlink()


def log_emptied(store: Path) -> None:
    store.with_name(store.name + "-wal").write_bytes(b"")


def store_deleted(store: Path) -> None:
    store.unlink()


def all_of_it_deleted(store: Path) -> None:
    log_deleted(store)
    store.unlink()


def store_emptied(store: Path) -> None:
    log_deleted(store)
    store.write_bytes(b"")


def rows_deleted(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM journal WHERE seq >= 3")


def pages_overwritten(store: Path) -> None:
    _fold_log_in(store)
    size = store.stat().st_size
    with store.open("r+b") as file:
        for page in range(1, size // 4096):
            file.seek(page * 4096)
            file.write(random.Random(7).randbytes(4096))


def one_page_emptied(store: Path) -> None:
    _fold_log_in(store)
    with closing(sqlite3.connect(store)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'journal'"
        (root,) = connection.execute(query).fetchone()
    with store.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(bytes(4096))


def head_overwritten(store: Path) -> None:
    _fold_log_in(store)
    with store.open("r+b") as file:
        file.write(b"no database at all")


def cut_short(store: Path) -> None:
    _fold_log_in(store)
    with store.open("r+b") as file:
        file.truncate(store.stat().st_size // 2)


def _fold_log_in(store: Path) -> None:
    """As the last of all programs does that leaves."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


ACCIDENTS = (
    *(log_deleted, log_emptied, store_deleted, all_of_it_deleted, store_emptied, rows_deleted),
    *(pages_overwritten, one_page_emptied, head_overwritten, cut_short),
)


@pytest.fixture
def killed(town: Town) -> Town:
    """Right after the last ticket: the accident follows at once."""
    for _ in range(5):
        town.take("civil")
    town.kill()
    return town


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_what_people_were_told_of_is_missed(killed: Town, accident: Accident) -> None:
    accident(killed.folder / "suivant.db")

    for words in (["journal", "verify"], ["serve", "--port", str(killed.port)], ["doctor"]):
        told = killed.command(*words)
        said = told.stdout if words == ["doctor"] else told.stderr
        assert told.returncode == 1, words
        assert "Traceback" not in told.stderr
        assert "suivant restore FILE" in said or words == ["journal", "verify"], said
        assert words == ["doctor"] or len(told.stderr.splitlines()) == 1, told.stderr


def test_a_copy_cures_it_and_what_was_left_is_kept(killed: Town) -> None:
    copy = killed.folder.with_name("copy.db")
    assert killed.command("backup", str(copy)).returncode == 0
    one_page_emptied(killed.folder / "suivant.db")

    told = killed.command("restore", str(copy))

    assert told.returncode == 0, told.stderr
    before = Path(told.stdout.strip().rpartition(" ")[2])
    assert before.stat().st_mode & 0o777 == 0o600
    killed.start()
    assert killed.take("civil")["number"] == "C006"


def test_a_damaged_store_and_one_without_its_end_are_not_copied_as_if_they_were_whole(
    killed: Town,
) -> None:
    copy = killed.folder.with_name("copy.db")
    store = killed.folder / "suivant.db"
    whole = store.read_bytes()
    log_deleted(store)
    without_end = killed.command("backup", str(copy))
    store.write_bytes(whole)
    one_page_emptied(store)
    damaged = killed.command("backup", str(copy))

    for told in (without_end, damaged):
        assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)
        assert "suivant restore FILE" in told.stderr
    assert not copy.exists()


def test_a_fact_that_cannot_be_read_is_a_breach(town: Town) -> None:
    town.take("civil")
    town.take("civil")
    town.stop()
    with closing(sqlite3.connect(town.folder / "suivant.db")) as connection, connection:
        connection.execute("UPDATE journal SET body = '{\"number\"' WHERE seq = 2")

    told = town.command("journal", "verify")

    assert (told.returncode, told.stdout) == (1, "1 events, 1 tickets, 1 breaches\n")
    assert told.stderr.startswith("suivant: mairie 2026-11-24 fact 2: ")


def test_a_killed_server_and_one_that_was_stopped_raise_no_alarm(town: Town) -> None:
    for end in (town.kill, town.stop, town.kill):
        town.take("civil")
        end()
        assert town.command("journal", "verify").returncode == 0
        town.start()

    assert len([row for row in kept_in(town.database) if row.kind == "ticket_taken"]) == 3


def test_a_store_that_was_never_watched_is_watched_from_its_next_start(town: Town) -> None:
    town.take("civil")
    town.stop()
    (town.folder / "suivant.db.places").unlink()
    town.start()
    town.kill()
    rows_deleted(town.folder / "suivant.db")
    with closing(sqlite3.connect(town.folder / "suivant.db")) as connection, connection:
        connection.execute("DELETE FROM journal")

    assert town.command("journal", "verify").returncode == 1


# ------------------------------------------------------------ PostgreSQL


@pytest.fixture
def on_postgresql(tmp_path: Path, databases: str) -> Iterator[Town]:
    settings = {"SUIVANT_DATABASE_URL": new_database(databases)}
    with running(Town(tmp_path / "town", settings=settings)) as town:
        for _ in range(5):
            town.take("civil")
        town.stop()
        yield town


def an_older_dump_put_back(town: Town) -> None:
    with psycopg.connect(town.database) as connection:
        connection.execute("DELETE FROM journal WHERE seq >= 3")


def test_a_clock_that_was_a_year_ahead_does_not_end_the_watch(town: Town) -> None:
    right = town.clock
    for clock in ("2027-11-24T09:00:00+01:00", right):
        town.take("civil")
        town.stop()
        town.clock = clock
        town.start()
    for _ in range(3):
        town.take("civil")
    town.kill()
    assert town.command("journal", "verify").returncode == 0

    with closing(sqlite3.connect(town.folder / "suivant.db")) as connection, connection:
        last = "(SELECT max(day) FROM journal WHERE day < '2027-01-01')"
        connection.execute(f"DELETE FROM journal WHERE day = {last} AND seq >= 3")

    told = town.command("journal", "verify")
    assert told.returncode == 1
    assert "mairie: people were told of fact" in told.stderr


def test_postgresql_that_was_put_back_behind_our_back_is_missed(on_postgresql: Town) -> None:
    an_older_dump_put_back(on_postgresql)

    serve = ["serve", "--port", str(on_postgresql.port)]
    for words in (["journal", "verify"], serve, ["user", "list"], ["doctor"]):
        told = on_postgresql.command(*words)
        said = told.stdout if words == ["doctor"] else told.stderr
        assert told.returncode == 1, words
        assert "mairie: people were told of fact" in said, said
        assert words == ["doctor"] or len(told.stderr.splitlines()) == 1, told.stderr
        assert words == ["journal", "verify"] or "pg_restore" in said, said
        assert words == ["journal", "verify"] or "suivant journal accept" in said, said


def test_what_postgresql_lost_is_accepted_and_work_goes_on(on_postgresql: Town) -> None:
    an_older_dump_put_back(on_postgresql)

    told = on_postgresql.command("journal", "accept")

    assert told.stdout.endswith(": accepted\n"), told.stderr
    on_postgresql.start()
    on_postgresql.take("civil")
    verified = on_postgresql.command("journal", "verify")
    assert verified.stdout.endswith(" 3 tickets, 0 breaches\n"), verified.stderr


def test_another_database_in_the_same_folder_is_not_mistaken_for_it(
    on_postgresql: Town, databases: str
) -> None:
    other = Town(on_postgresql.folder, settings={"SUIVANT_DATABASE_URL": new_database(databases)})
    with running(other):
        other.take("civil")

    for town in (on_postgresql, other):
        assert town.command("journal", "verify").returncode == 0


def test_two_processes_that_write_at_once_raise_no_alarm_and_miss_the_very_last(
    tmp_path: Path, databases: str
) -> None:
    settings = {"SUIVANT_DATABASE_URL": new_database(databases)}
    with two_servers(tmp_path / "town", settings) as servers:
        with ThreadPoolExecutor(4) as visitors:
            for taken in [
                visitors.submit(t.take, "civil") for t, _ in zip(cycle(servers), range(40))
            ]:
                taken.result()
        town = servers[0]
        assert town.command("journal", "verify").returncode == 0
        for server in servers:
            server.kill()
    assert town.command("journal", "verify").returncode == 0

    with psycopg.connect(town.database) as connection:
        connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")

    assert town.command("journal", "verify").returncode == 1
