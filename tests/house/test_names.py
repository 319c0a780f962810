"""One name, one meaning: a type's name is given once, but for a few that have a reason."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.house.project import ROOT, files

SHIPPED = ("server", "kiosk", "display", "printer")
TWICE = {
    "Journal": "the domain's port, and the store's that keeps it",
    "Outcome": "the protocol imports nothing of ours, the domain nothing of the protocol",
    "PageKind": "the same",
    "Refused": "raised by a rule inside the domain, and by a door that says it to whoever asked",
}
"""Name -> why two things have it."""
MOST = 5


def test_a_type_s_name_is_given_once() -> None:
    twice = {name: places for name, places in _types().items() if len(places) > 1}

    assert {name: places for name, places in twice.items() if name not in TWICE} == {}
    assert set(TWICE) <= set(twice), "a name on the list is not given twice any more"
    assert len(TWICE) <= MOST


def _types() -> dict[str, list[str]]:
    """Classes, and aliases such as `Paper = Literal[...]`, at the top of a file."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in files():
        if path.parts[0] in SHIPPED and path.suffix == ".py":
            for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
                if name := _named(node):
                    found[name].append(str(path))
    return found


def _named(node: ast.stmt) -> str | None:
    if isinstance(node, ast.ClassDef):
        return None if node.name.startswith("_") else node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        if (
            name[0].isupper()
            and not name.isupper()
            and isinstance(node.value, ast.Subscript | ast.BinOp)
        ):
            return name
    return None
