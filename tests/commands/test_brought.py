"""Text that an administrator brings, from whatever machine, and folders of whatever name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sitefile.towns import SMALL, small
from tests.worlds import patient
from tests.worlds.town import DEMO_SITE, ROOT, Town

PASSWORD = "motdepasse-très-long"


@pytest.fixture
def folder(tmp_path: Path) -> Town:
    """A data folder with the demo town hall, no server."""
    town = Town(tmp_path / "town")
    town.set_up()
    return town


def suivant(town: Town, *words: str | bytes, stdin: bytes = b"", **more: str) -> tuple[int, str]:
    """The exit code, and all that is said."""
    done = subprocess.run(
        [sys.executable, "-m", "server.cli", *words],
        cwd=ROOT,
        env={**town.environment, **more},
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    told = done.stdout.decode("utf-8", "replace")
    assert "Traceback" not in told, told
    return done.returncode, told


def written(folder: Town, data: bytes) -> str:
    file = folder.folder / "site.toml"
    file.write_bytes(data)
    return str(file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_site_file_from_windows_is_read(folder: Town, encoding: str) -> None:
    text = DEMO_SITE.read_text(encoding="utf-8")
    file = written(folder, text.replace("\n", "\r\n").encode(encoding))
    assert suivant(folder, "site", "load", file) == (0, "mairie: already in force\n")


def test_a_site_file_in_another_alphabet_is_refused_with_its_line(folder: Town) -> None:
    file = written(folder, small("Mairie", "Hôtel").encode("cp1252"))
    code, told = suivant(folder, "site", "check", file)
    assert code == 1
    assert told.startswith(f"suivant: {file}: line 3: not written in UTF-8; ")


def test_what_is_no_site_file_is_refused_in_a_line(folder: Town) -> None:
    for file in (str(folder.folder), "/dev/zero", str(folder.folder / "none.toml")):
        code, told = suivant(folder, "site", "check", file)
        assert (code, len(told.splitlines())) == (1, 1)


def test_a_site_file_is_printed_as_it_was_written_whatever_the_terminal(folder: Town) -> None:
    told = suivant(folder, "site", "export", "mairie", PYTHONIOENCODING="iso-8859-1")
    assert told == (0, DEMO_SITE.read_text(encoding="utf-8"))


def test_words_that_a_terminal_lacks_are_no_failure(folder: Town) -> None:
    file = written(folder, small("Mairie", "数 Mairie").encode())
    code, told = suivant(folder, "site", "check", file, PYTHONIOENCODING="iso-8859-1")
    assert (code, "\\u6570 Mairie" in told) == (0, True)


def test_what_a_file_means_is_shown_before_it_is_in_force(folder: Town) -> None:
    code, told = suivant(folder, "site", "check", written(folder, SMALL.encode()))
    assert code == 0
    assert "good. Mairie de Sainte-Aube: 1 services" in told
    assert "Tue 24 Nov to Fri 27 Nov  08:30 to 17:30" in told
    assert "public holidays, closed: Fri 25 Dec, Fri 1 Jan 2027" in told


def test_hours_that_never_open_are_not_put_in_force(folder: Town) -> None:
    file = written(
        folder, small('"Mo-Fr 08:30-17:30; PH off"', '"2019 Mo-Fr 08:30-17:30"').encode()
    )
    code, told = suivant(folder, "site", "load", file)
    assert (code, "line 5: site.hours: the place is never open" in told) == (1, True)


def test_letters_that_paper_does_not_have_are_told_before_they_are_printed(folder: Town) -> None:
    code, told = suivant(folder, "site", "load", written(folder, small("Merci", "🎂").encode()))
    assert code == 1
    assert "the ticket on 80mm, in fr: paper has no letter for 🎂; leave it out" in told


ADD = ("--name", "Claire", "--role", "agent", "--site", "mairie", "--password-stdin")


MEANT = {
    "crlf": f"{PASSWORD}\r\n".encode(),
    "blank": f"{PASSWORD} \n".encode(),
    "cr": f"{PASSWORD}\r".encode(),
    "bom": PASSWORD.encode("utf-8-sig"),
    "utf-16": f"{PASSWORD}\r\n".encode("utf-16"),
    "nfd": PASSWORD.replace("è", "e\u0300").encode(),
}


def test_a_password_is_what_was_meant(folder: Town) -> None:
    for login, stdin in MEANT.items():
        told = suivant(folder, "user", "add", login, *ADD, stdin=stdin)
        assert told == (0, f"{login}: added\n")
    with started(folder):
        for login in MEANT:
            assert signs_in(folder, login, PASSWORD), login
        assert signs_in(folder, " crlf\u200b", PASSWORD.replace("è", "e\u0300"))
        assert not signs_in(folder, "crlf", PASSWORD.upper())


def test_a_password_in_another_alphabet_is_refused_without_being_repeated(folder: Town) -> None:
    for wrong in (b"motd\xe9passe-tr\xe8s-long", b"motdepasse\x07-tres-long", b"m" * 1001):
        code, told = suivant(folder, "user", "add", "claire", *ADD, stdin=wrong)
        assert (code, len(told.splitlines()), "mot" in told) == (1, 1, False)


def test_a_login_is_one_however_it_is_typed(folder: Town) -> None:
    password = PASSWORD.encode()
    nfd = "e\u0301lodie"
    assert suivant(folder, "user", "add", f" {nfd} ", *ADD, stdin=password)[0] == 0
    code, told = suivant(folder, "user", "add", "élodie", *ADD, stdin=password)
    assert (code, "already used" in told) == (1, True)
    for nobody in ("", "  ", "\u200b", "\x07", b"\xe9lodie"):
        code, told = suivant(folder, "user", "add", nobody, *ADD, stdin=password)
        assert (code, told.startswith("suivant: the login: ")) == (1, True)
    assert suivant(folder, "user", "disable", f"{nfd}\r")[0] == 0
    with started(folder):
        assert not signs_in(folder, "élodie", PASSWORD)


def test_a_device_has_a_name_that_can_be_read(folder: Town) -> None:
    assert (
        suivant(folder, "device", "add", "kiosk", " Borne\u200b 2\r", "--site", "mairie ")[0] == 0
    )
    assert "kiosk\tBorne 2\tmairie\tactive" in suivant(folder, "device", "list")[1]
    code, told = suivant(folder, "device", "add", "kiosk", "\u200b", "--site", "mairie")
    assert (code, told.startswith("suivant: the name: ")) == (1, True)


@pytest.mark.parametrize("name", ["quoi?x=1", "a%20b", "a b", "a#b", "été & hiver"])
def test_a_data_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    town = Town(tmp_path / name)
    assert suivant(town, "site", "load", str(DEMO_SITE))[0] == 0
    assert (tmp_path / name / "suivant.db").exists()
    assert [folder.name for folder in tmp_path.iterdir()] == [name]
    assert "ok     store" in suivant(town, "doctor")[1]


def test_a_data_folder_that_is_none_is_told_in_a_line(tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.touch()
    for command in (("site", "load", str(DEMO_SITE)), ("user", "list"), ("serve",)):
        for folder in (file, file / "below"):
            code, told = suivant(Town(tmp_path), *command, SUIVANT_DATA_DIR=str(folder))
            assert (code, len(told.splitlines())) == (1, 1), told
            assert str(file) in told


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter every folder")
def test_a_data_folder_that_may_not_be_entered_is_told_in_a_line(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    code, told = suivant(Town(tmp_path / "town"), "user", "list")
    tmp_path.chmod(0o700)
    assert (code, len(told.splitlines())) == (1, 1), told


@contextmanager
def started(town: Town) -> Iterator[None]:
    """On the data that is there."""
    town.start()
    try:
        yield
    finally:
        town.leave()


def signs_in(town: Town, login: str, password: str) -> bool:
    """By the page and by the API alike."""
    asked = {"login": login, "password": password}
    headers = {"Origin": town.url}
    page = patient.post(f"{town.url}/sign-in", data=asked, headers=headers)
    api = patient.post(f"{town.url}/api/v1/session", json=asked, headers=headers)
    assert (page.status_code == 303) == (api.status_code in (200, 204))
    return page.status_code == 303
