"""`suivant backup` and `suivant restore`: no slip of an administrator loses a ticket."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.worlds.servers import new_database, postgresql
from tests.worlds.town import Town


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = Town(tmp_path_factory.mktemp("serving") / "town")
    town.set_up()
    town.start()
    town.take("civil")
    yield town
    town.leave()


def refused(town: Town, *words: str) -> str:
    """In one line."""
    told = town.command(*words)
    assert (told.returncode, told.stdout) == (1, ""), told
    assert len(told.stderr.splitlines()) == 1, told.stderr
    return told.stderr


def link_to(store: Path, elsewhere: Path) -> Path:
    link = elsewhere / "link.db"
    link.symlink_to(store)
    return link


def hard_link_to(store: Path, elsewhere: Path) -> Path:
    link = elsewhere / "hard.db"
    link.hardlink_to(store)
    return link


def linked_folder(store: Path, elsewhere: Path) -> Path:
    (elsewhere / "folder").symlink_to(store.parent)
    return elsewhere / "folder" / store.name


def dangling_link_to_log(store: Path, elsewhere: Path) -> Path:
    link = elsewhere / "link-to-journal"
    link.symlink_to(store.with_name(store.name + "-journal"))
    return link


def roundabout(store: Path, elsewhere: Path) -> Path:
    return store.parent / ".." / store.parent.name / store.name


OTHER_NAMES = (link_to, hard_link_to, linked_folder, dangling_link_to_log, roundabout)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_the_store_is_never_written_over_under_whatever_name(
    serving: Town, tmp_path: Path, name: Callable[[Path, Path], Path]
) -> None:
    file = name(serving.folder / "suivant.db", tmp_path)

    for word in ("backup", "restore"):
        refused(serving, word, str(file))

    assert serving.command("journal", "verify").returncode == 0


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal", ".lock", ".places"])
def test_nothing_of_the_stores_own_is_written_over(serving: Town, ending: str) -> None:
    assert "store itself" in refused(serving, "backup", f"{serving.folder}/suivant.db{ending}")


def test_nothing_is_written_over_that_is_no_copy(serving: Town, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Madame, Monsieur")
    with closing(sqlite3.connect(tmp_path / "other.db")) as other, other:
        other.execute("CREATE TABLE accounts (amount)")
    neighbour = Town(tmp_path / "neighbour")
    neighbour.set_up()
    os.mkfifo(tmp_path / "pipe")
    places = ("letter.txt", "other.db", "neighbour/suivant.db", "neighbour/suivant.db-wal", "pipe")

    for place in (*places, ".", "not-there/copy.db"):
        refused(serving, "backup", str(tmp_path / place))

    for kept in ("secret", "spool/copy.db", "tickets", "demo-accounts.json", "demo-screens.json"):
        refused(serving, "backup", str(serving.folder / kept))
    assert (tmp_path / "letter.txt").read_text() == "Madame, Monsieur"
    assert neighbour.command("site", "export", "mairie").returncode == 0


def test_a_copy_is_its_owners_alone_and_may_be_made_again(serving: Town, tmp_path: Path) -> None:
    for file in (tmp_path / "copy.db", serving.folder / "copy.db"):
        for _ in range(2):
            assert serving.command("backup", str(file)).stdout == f"{file}: done\n"
        assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["copy.db"]


def test_nothing_is_put_back_under_a_server(serving: Town, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    serving.command("backup", str(copy))
    number = serving.take("civil")["number"]

    assert "stop it first" in refused(serving, "restore", str(copy))
    (serving.folder / "suivant.db.lock").rename(tmp_path / "lock")  # as a hand might remove it
    assert "stop it first" in refused(serving, "restore", str(copy))
    (tmp_path / "lock").rename(serving.folder / "suivant.db.lock")

    following = serving.take("civil")["number"]
    assert int(str(following)[1:]) == int(str(number)[1:]) + 1


def test_what_is_no_whole_copy_of_this_version_is_not_put_back(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    town.set_up()
    copy = tmp_path / "copy.db"
    town.command("backup", str(copy))
    whole = copy.read_bytes()
    before = (town.folder / "suivant.db").read_bytes()

    changes = {
        "UPDATE alembic_version SET version_num = '9999'": "newer version",
        "DROP TABLE journal": "no Suivant store",
        "INSERT INTO journal VALUES ('mairie', '2026-11-24', 2, '', '', '', '', '', '', '')": (
            "are missing"
        ),
    }
    for change, words in changes.items():
        copy.write_bytes(whole)
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute(change)
        assert words in refused(town, "restore", str(copy))
    for damage in (whole[: len(whole) // 2], whole[:4096] + bytes(4096) + whole[8192:], b""):
        copy.write_bytes(damage)
        refused(town, "restore", str(copy))

    assert (town.folder / "suivant.db").read_bytes() == before


def test_what_is_replaced_is_kept_with_its_owner_and_mode(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    town.set_up()
    copy, store = tmp_path / "copy.db", town.folder / "suivant.db"
    town.command("backup", str(copy))
    town.start()
    town.take("civil")
    town.stop()
    owner = (12345, 54321) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(store, *owner)
    store.chmod(0o640)

    told = town.command("restore", str(copy))

    kept = Path(told.stdout.strip().rpartition(" ")[2])
    assert told.stdout == f"{copy}: done; the store as it was is in {kept}\n"
    for file, mode in ((store, 0o640), (kept, 0o640)):
        found = file.stat()
        assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (*owner, mode)
    assert town.command("journal", "verify").stdout == "0 events, 0 tickets, 0 breaches\n"
    town.command("restore", str(kept))
    assert town.command("journal", "verify").stdout == "1 events, 1 tickets, 0 breaches\n"


def test_a_copy_is_put_back_on_a_machine_that_has_nothing(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    town.set_up()
    town.command("backup", str(tmp_path / "copy.db"))
    new = Town(tmp_path / "new machine" / "data")

    assert new.command("restore", str(tmp_path / "copy.db")).returncode == 0

    assert new.command("site", "export", "mairie").returncode == 0
    assert (new.folder / "suivant.db").stat().st_mode & 0o777 == 0o600


def test_postgresql_is_told_its_own_tools_once_nobody_is_at_work(tmp_path: Path) -> None:
    with postgresql() as server:
        town = Town(tmp_path / "town", settings={"SUIVANT_DATABASE_URL": new_database(server)})
        town.set_up()
        assert "pg_dump" in refused(town, "backup", str(tmp_path / "copy"))
        assert "pg_restore" in refused(town, "restore", str(tmp_path / "copy"))
        town.start()
        try:
            assert "stop it first" in refused(town, "restore", str(tmp_path / "copy"))
        finally:
            town.leave()
