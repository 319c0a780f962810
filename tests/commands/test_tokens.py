"""`suivant token`: for the town's own software; shown once, and no device."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds.town import Town

CREATE = ("token", "create", "--site", "mairie", "--name")
LIST = ("token", "list", "--site", "mairie")


@pytest.fixture
def folder(tmp_path: Path) -> Town:
    town = Town(tmp_path / "town")
    town.set_up()
    return town


def _listed(folder: Town) -> list[list[str]]:
    return [line.split("\t") for line in folder.command(*LIST).stdout.splitlines()]


def test_it_is_printed_alone_and_once_and_only_its_hash_is_kept(folder: Town) -> None:
    told = folder.command(*CREATE, " Agenda\u200b ")

    token = told.stdout.strip()
    assert told.stdout == f"{token}\n" and len(token) >= 40
    kept = b"".join(file.read_bytes() for file in folder.folder.glob("suivant.db*"))
    assert token.encode() not in kept
    assert token not in folder.command(*LIST).stdout
    ((_, name, _, state),) = _listed(folder)
    assert (name, state) == ("Agenda", "active")


def test_one_is_revoked_and_its_successor_of_the_same_name_is_not(folder: Town) -> None:
    for _ in range(2):
        assert folder.command(*CREATE, "Agenda").returncode == 0
    first, second = (row[0] for row in _listed(folder))

    assert folder.command("token", "revoke", first).stdout == f"{first}: revoked\n"

    assert {row[0]: row[3] for row in _listed(folder)} == {first: "revoked", second: "active"}


def test_it_is_no_device(folder: Town) -> None:
    folder.command(*CREATE, "borne-hall")
    ((id, *_),) = _listed(folder)

    devices = folder.command("device", "list").stdout.splitlines()
    assert [line.split("\t")[1] for line in devices] == [
        *("borne-hall", "ecran-hall", "imprimante-hall")
    ]
    assert folder.command("device", "revoke", "borne-hall", "--site", "mairie").returncode == 0
    assert _listed(folder)[0][3] == "active"
    assert folder.command("device", "revoke", id, "--site", "mairie").returncode == 1
    assert folder.command("token", "revoke", "mairie/display/ecran-hall").returncode == 1


def test_loading_a_site_file_leaves_it(folder: Town) -> None:
    folder.command(*CREATE, "Agenda")
    file = folder.folder / "mairie.toml"
    file.write_text(folder.site_text + "\n", encoding="utf-8")

    assert folder.command("site", "load", str(file)).returncode == 0

    assert [row[3] for row in _listed(folder)] == ["active"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("create", "--site", "Mairie", "--name", "a"), 'there is no site "Mairie"'),
        (("create", "--site", "mairie", "--name", "\u200b"), "the name"),
        (("create", "--site", "mairie", "--name", "a" * 121), "at most 120"),
        (("list", "--site", "Mairie"), 'there is no site "Mairie"'),
        (("revoke", "0123456789"), 'there is no API token "0123456789"'),
    ],
)
def test_what_is_not_there_is_said_in_one_line(
    folder: Town, words: tuple[str, ...], says: str
) -> None:
    told = folder.command("token", *words)

    assert (told.returncode, told.stdout) == (1, "")
    assert says in told.stderr and len(told.stderr.splitlines()) == 1
