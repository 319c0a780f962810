"""The rooms with a screen follow one plan: who knows one finds her way in all."""

from __future__ import annotations

import ast

import pytest

from tests.house.project import ROOT, files

SCREENS = ("kiosk", "display", "server/counter", "server/office", "server/phone")
ROOMS = (*SCREENS, "server/entrance", "server/demo")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_answers_by_its_page(room: str) -> None:
    assert "router" in _names(f"{room}/page.py")
    assert {"templates", "static"} <= _folders(room)


@pytest.mark.parametrize("room", SCREENS)
def test_a_screen_s_facts_are_decided_in_one_place(room: str) -> None:
    """`picture.py` says what it may show; `page.py` has the view that sends it."""
    assert "VIEW" in _names(f"{room}/page.py")
    assert any(name.endswith("Picture") for name in _names(f"{room}/picture.py"))


def _names(path: str) -> set[str]:
    """Assigned, defined or imported at the top of a file."""
    names: set[str] = set()
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                names.add(name)
            case ast.ImportFrom(names=imported):
                names |= {each.name for each in imported}
    return names


def _folders(room: str) -> set[str]:
    depth = len(room.split("/"))
    return {path.parts[depth] for path in files() if path.is_relative_to(room)}
