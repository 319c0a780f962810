"""What lies in the project, and what none of its files may name."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.project import ROOT, files, lines

TOP_LEVEL = {
    *("server", "kiosk", "display", "printer", "tests", "docs", ".ci"),
    *("README.md", "LICENCE.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("pyproject.toml", "requirements.lock", "requirements-test.lock", "Makefile"),
    *(".gitignore", ".editorconfig"),
}

# Where packages come from is the business of the machine that installs them.
REGISTRY = re.compile(
    r"\b(?:pypi[.](?:org|io|python)|pythonhosted[.]org|registry[.](?:npmjs|yarnpkg)[.]"
    r"|deb[.]debian[.]org|security[.]debian[.]org)",
    re.IGNORECASE,
)
# The folders of whoever wrote the line.
MACHINE = re.compile(r"(?<![\w.*-])/(?:root|work|Users|opt/pypi|home/[a-z]+/[.\w]+/)/?(?![\w-])")
# Indented: within a test, not in a script that a test starts as a process of its own.
RUN_HERE = re.compile(r"\s.*\basyncio[.]run\(")


def test_nothing_new_stands_at_the_top_of_the_project() -> None:
    assert {path.parts[0] for path in files()} <= TOP_LEVEL


def test_no_file_names_a_package_registry() -> None:
    assert [f"{path}:{number}" for path, number, line in lines() if REGISTRY.search(line)] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert [f"{path}:{number}" for path, number, line in lines() if MACHINE.search(line)] == []


def test_continuous_integration_runs_what_people_run() -> None:
    assert "\nmake test\n" in (ROOT / ".ci" / "run").read_text()


def test_a_test_plays_its_scenes_in_a_thread_of_their_own() -> None:
    """The browser's driver keeps a loop in the tests' thread: a second one there is refused."""
    here = [f"{p}:{n}" for p, n, line in lines(".py") if RUN_HERE.match(line) and _is_test(p)]
    assert here == []


def _is_test(path: Path) -> bool:
    return path.parts[0] == "tests" and path.name.startswith("test_")
