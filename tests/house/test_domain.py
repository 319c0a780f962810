"""Each module of the domain has its file of tests, found by its name."""

from __future__ import annotations

from pathlib import Path

from tests.house.project import files

DOMAIN, TESTS = Path("server/domain"), Path("tests/domain")
WITHOUT = {
    "commands",  # what is asked for: values alone
    "foreseen",  # what is asked of a day played on, and answered: values alone
    "journal",  # a port: tests/journal tries what keeps it
    "scene",  # what every rule looks at
}


def test_each_module_has_its_file_of_tests() -> None:
    modules = {p.stem for p in files() if DOMAIN in p.parents and p.suffix == ".py"}
    tested = {p.stem.removeprefix("test_") for p in files() if TESTS in p.parents}

    assert modules - {"__init__"} - tested == WITHOUT
