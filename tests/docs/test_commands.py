"""Every command and every option stands in the administrator's page and in the README."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

from typer.main import get_command

from server.cli import app
from tests.docs.pages import README, read


def _commands(command: object, name: str = "suivant") -> Iterator[tuple[str, set[str]]]:
    """Each command that does something, with its options, help aside."""
    inner: dict[str, object] | None = getattr(command, "commands", None)
    if inner is None:
        options = {o for p in command.params for o in p.opts if o.startswith("--")}  # type: ignore[attr-defined]
        yield name, options - {"--help"}
        return
    for word, sub in inner.items():
        yield from _commands(sub, f"{name} {word}")


COMMANDS = dict(_commands(get_command(app)))


def _rows(page: str) -> list[str]:
    return [line for line in read(page).splitlines() if line.startswith("| `")]


def test_every_command_stands_in_both_pages() -> None:
    assert "suivant site load" in COMMANDS
    for page in ("administer.md", README.name):
        told = "\n".join(_rows(page))
        assert [name for name in COMMANDS if f"`{name}" not in told] == [], page


def test_every_option_stands_beside_its_command() -> None:
    missing = [
        f"{name} {option}"
        for name, options in COMMANDS.items()
        for option in options
        if not any(f"`{name}" in row and option in row for row in _rows("administer.md"))
    ]
    assert missing == []


def test_no_option_is_told_that_does_not_exist() -> None:
    for name, options in COMMANDS.items():
        for row in _rows("administer.md"):
            if re.match(rf"\| `{name}[ `]", row):
                assert set(re.findall(r"`(--[a-z-]+)", row)) <= options | {"--help"}, name


def test_the_printers_agent_is_told_with_its_options() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "printer", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    options = set(re.findall(r"--[a-z-]+", asked.stdout)) - {"--help"}
    assert "--spool" in options
    for page in ("administer.md", README.name):
        row = next(row for row in _rows(page) if "python -m printer" in row)
        assert [option for option in options if option not in row] == [], page
