"""What an administrator types, and what she is told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from server.sitefile.mistakes import SiteFileError
from server.sitefile.reading import read_site
from tests.worlds.town import DEMO_SITE, Town


@pytest.fixture
def folder(tmp_path: Path) -> Town:
    """A data folder with the demo town hall, no server."""
    town = Town(tmp_path / "town")
    town.set_up()
    return town


def test_the_demo_site_file_is_good() -> None:
    site = read_site(DEMO_SITE.read_text(encoding="utf-8"))

    assert len(site.services) >= 12
    assert len(site.counters) == 5
    assert len(site.agents) == 6
    assert {level for a in site.agents.values() for level in a.skills.values()} == {1, 2}
    assert len(site.boards) == 2


def test_a_mistake_on_line_37_is_named_with_its_cure(folder: Town) -> None:
    lines = DEMO_SITE.read_text(encoding="utf-8").splitlines()
    lines[36] = 'code = "fam" ily"'
    file = folder.folder / "bad.toml"
    file.write_text("\n".join(lines))

    told = folder.command("site", "load", str(file))

    assert told.returncode == 1
    assert "line 37" in told.stderr
    assert folder.command("site", "export", "mairie").stdout == DEMO_SITE.read_text("utf-8")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('group = "papers"', 'group = "paper"', 'no group has the code "paper"'),
        ("minutes = 15", "minutes = 0", "services[2].minutes"),
        ('prefix = "B"', 'prefix = "A"', '"A" is already used above'),
        ('prefix = "B"', 'prefix = "O"', "services[3].prefix"),
        (
            "[policy]",
            '[ticket]\nfallback_prefix = "B"\n\n[policy]',
            "the letter of numbers printed in advance",
        ),
        ("target_wait = 20\nquota", "target_wiat = 20\nquota", "unknown key"),
        ("Mo-Fr 09:00-12:00,14:00-17:00", "Monday", 'cannot be read: "Monday"'),
        ("skills = { welcome = 2", "skills = { wlecome = 2", 'no service has the code "wlecome"'),
        ('timezone = "Europe/Paris"', 'timezone = "Paris"', "unknown timezone"),
        ('zones = ["social"]', 'zones = ["attic"]', 'no counter stands in the zone "attic"'),
        ('fr = "Papiers d’identité"\n', "", "groups[1].name"),
        ('fr = "Photo de moins de 6 mois"\n', "", "services[2].documents[2]"),
    ],
)
def test_each_mistake_names_its_line_its_key_and_its_cure(
    was: str, becomes: str, says: str
) -> None:
    text = DEMO_SITE.read_text(encoding="utf-8")
    assert was in text
    bad = text.replace(was, becomes, 1)

    with pytest.raises(SiteFileError) as refused:
        read_site(bad)

    told = [str(m) for m in refused.value.mistakes]
    assert any(says in line for line in told), told
    mistake = refused.value.mistakes[0]
    assert mistake.line is not None
    here = bad.splitlines()[mistake.line - 1]
    assert mistake.key.rsplit(".", 1)[-1] in here or "[[" in here


def test_a_service_may_have_any_letter_and_papers_for_the_drawer_take_another() -> None:
    text = DEMO_SITE.read_text(encoding="utf-8")

    assert read_site(text).paper.fallback_prefix == "X"
    assert read_site(text.replace('prefix = "B"', 'prefix = "X"')).paper.fallback_prefix == "Y"


def test_loading_the_same_file_twice_changes_nothing(folder: Town) -> None:
    told = folder.command("site", "load", str(DEMO_SITE))

    assert (told.returncode, told.stdout) == (0, "mairie: already in force\n")


def test_a_device_token_is_alone_on_stdout_and_only_its_hash_is_kept(folder: Town) -> None:
    told = folder.command("device", "add", "kiosk", "borne-2", "--site", "mairie")

    token = told.stdout.strip()
    assert told.stdout == f"{token}\n" and len(token) >= 40
    assert token.encode() not in (folder.folder / "suivant.db").read_bytes()
    assert "borne-2" in folder.command("device", "list").stdout


def test_accounts_are_made_listed_changed_and_shut(folder: Town) -> None:
    add = ("user", "add", "zoe", "--name", "Zoé", "--role", "agent", "--site", "mairie")
    short = folder.command(*add, "--password-stdin", stdin="short\n")
    assert short.returncode == 1 and "12 characters" in short.stderr
    assert folder.command(*add, "--password-stdin", stdin="a good long one\n").returncode == 0
    again = folder.command(*add, "--password-stdin", stdin="a good long one\n")
    assert again.returncode == 1 and len(again.stderr.splitlines()) == 1
    assert "zoe\tZoé\tagent\tmairie\tactive" in folder.command("user", "list").stdout
    assert folder.command("user", "disable", "zoe").returncode == 0
    assert folder.command("user", "disable", "nobody").returncode == 1


def test_wrong_use_ends_with_two(folder: Town) -> None:
    assert folder.command("site", "chekc").returncode == 2
    assert folder.command("journal", "verify", "--day", "yesterday").returncode == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["journal", "verify", "--site", "Mairie"], 'there is no site "Mairie"'),
        (["journal", "verify", "--site", ""], 'there is no site ""'),
        (["journal", "verify", "--day", "2020-01-01"], "there are no facts of 2020-01-01"),
        (["journal", "verify", "--site", "mairie", "--day", "2020-01-01"], "at mairie"),
        (["site", "export", "Mairie"], 'there is no site "Mairie"'),
        (["device", "add", "kiosk", "k", "--site", "Mairie"], 'there is no site "Mairie"'),
        (["device", "revoke", "borne-2", "--site", "mairie"], "borne-2"),
        (["device", "revoke", "borne-hall", "--site", "Mairie"], "borne-hall"),
        (["user", "disable", "nobody"], "nobody"),
        (["user", "password", "nobody", "--password-stdin"], "nobody"),
    ],
)
def test_a_name_that_is_not_there_is_not_taken_for_an_empty_one(
    folder: Town, words: list[str], says: str
) -> None:
    told = folder.command(*words, stdin="a long enough one\n")

    assert (told.returncode, told.stdout) == (1, "")
    assert says in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_several_workers_need_postgresql_and_a_bus(folder: Town) -> None:
    told = folder.command("serve", "--workers", "2")

    assert told.returncode == 1
    assert "PostgreSQL" in told.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_door_that_cannot_be_opened_is_told_in_a_line(folder: Town, command: str) -> None:
    beyond = folder.command(command, "--port", "70000")
    assert beyond.returncode == 2

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = [
            folder.command(command, "--port", port),
            folder.command(command, "--host", "nowhere.invalid"),
            folder.command(command, "--host", "192.0.2.1"),
        ]
    assert f"port {port} is taken" in told[0].stderr
    assert "nowhere.invalid:8000 cannot be opened" in told[1].stderr
    for each in told:
        assert (each.returncode, each.stdout) == (1, "")
        assert len(each.stderr.splitlines()) == 1


def test_the_secret_is_made_once_and_kept_from_others(folder: Town) -> None:
    folder.start()
    folder.stop()
    secret = folder.folder / "secret"

    assert secret.stat().st_mode & 0o777 == 0o600
    before = secret.read_text()
    folder.start()
    folder.stop()
    assert secret.read_text() == before


def test_doctor_tells_a_line_for_each_thing(folder: Town) -> None:
    told = folder.command("doctor")

    assert told.returncode == 0, told.stdout + told.stderr
    assert len(told.stdout.splitlines()) >= 5
