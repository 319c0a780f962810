"""The newest places that people were told of, in one file that several processes write."""

from __future__ import annotations

import fcntl
from datetime import date
from pathlib import Path

from server.journal.places import BEFORE_ALL, Places, places_file, read_places

DAY = date(2026, 11, 24)


def test_an_older_place_never_replaces_a_newer_one(tmp_path: Path) -> None:
    file = tmp_path / "suivant.places"
    first, second = Places(file), Places(file)
    first.note([("mairie", (DAY, 1)), ("annexe", (DAY, 7))])
    second.note([("mairie", (DAY, 3))])
    first.note([("mairie", (DAY, 2))])

    assert read_places(file) == {"mairie": (DAY, 3), "annexe": (DAY, 7)}


def test_a_day_that_a_wrong_clock_began_does_not_end_the_watch(tmp_path: Path) -> None:
    file = tmp_path / "suivant.places"
    places = Places(file)
    places.note([("mairie", (DAY.replace(year=2027), 1))])
    places.note([("mairie", (DAY, 4))])

    assert read_places(file) == {"mairie": (DAY, 4)}


def test_two_processes_that_begin_a_site_each_do_not_take_each_others_line(tmp_path: Path) -> None:
    file = tmp_path / "suivant.places"
    first, second = Places(file), Places(file)
    for n in range(1, 4):
        first.note([("mairie", (DAY, n)), (f"hall-{n}", (DAY, n))])
        second.note([(f"annexe-{n}", (DAY, n)), ("mairie", (DAY, n))])

    noted = read_places(file)
    assert noted.pop("mairie") == (DAY, 3)
    assert noted == {f"{site}-{n}": (DAY, n) for site in ("hall", "annexe") for n in range(1, 4)}


def test_what_was_accepted_by_another_command_is_not_written_over(tmp_path: Path) -> None:
    """Lines may stand elsewhere since."""
    file = tmp_path / "suivant.places"
    server = Places(file)
    server.note([("mairie", (DAY, 1)), ("annexe", (DAY, 1))])
    file.write_bytes(b"".join(reversed(file.read_bytes().splitlines(keepends=True))))
    server.note([("mairie", (DAY, 2))])

    assert read_places(file) == {"mairie": (DAY, 2), "annexe": (DAY, 1)}


def test_a_process_that_froze_in_its_turn_holds_up_nobody(tmp_path: Path) -> None:
    file = tmp_path / "suivant.places"
    places = Places(file)
    places.note([("mairie", (DAY, 1))])
    with file.open("rb") as frozen:
        fcntl.flock(frozen, fcntl.LOCK_EX)
        places.note([("mairie", (DAY, 2))])

    assert read_places(file)["mairie"] == (DAY, 2) > BEFORE_ALL


def test_each_store_has_a_file_of_its_own(tmp_path: Path) -> None:
    sqlite = places_file(f"sqlite:///{tmp_path}/suivant.db", tmp_path / "data")
    assert sqlite == tmp_path.resolve() / "suivant.db.places"
    for url in ("postgresql://me:secret@host/town", "postgresql:///town?host=/run/postgresql"):
        assert places_file(url, tmp_path) == tmp_path / "town.places"
    assert places_file("postgresql://host/a%2Fb", tmp_path) == tmp_path / "a%2Fb.places"
    assert places_file("postgresql://host/town", None) is None
    assert places_file("sqlite://", tmp_path) is None
