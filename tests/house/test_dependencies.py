"""What the shipped code imports is installed by `make setup`, not only beside the tests."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.project import ROOT, files

SHIPPED = ("server", "kiosk", "display", "printer")


def test_every_import_of_the_shipped_code_is_locked() -> None:
    locked = _locked() | _optional()
    providers = packages_distributions()
    missing = [
        f"{path}: {module}"
        for path, module in _imports()
        if not {_normal(name) for name in providers.get(module, [])} & locked
    ]
    assert missing == []


def _imports() -> Iterator[tuple[Path, str]]:
    """The foreign top-level modules that each shipped file imports, wherever in the file."""
    ours = {*SHIPPED, *sys.stdlib_module_names}
    for path in files():
        if path.parts[0] in SHIPPED and path.suffix == ".py":
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            for module in {name.partition(".")[0] for name in _names(tree)} - ours:
                yield path, module


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _locked() -> set[str]:
    lock = (ROOT / "requirements.lock").read_text()
    return {_normal(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}


def _optional() -> set[str]:
    """What an administrator adds on purpose: `suivant[usb]`."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]
    return {_normal(re.split(r"\W*\[", wish)[0]) for wishes in extras.values() for wish in wishes}


def _normal(name: str) -> str:
    """As PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()
