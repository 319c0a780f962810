"""Rules of the shared style and script that a glance at a screen would not show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.looks import theme
from server.looks.folders import static_folders
from server.looks.vendor import STATIC, changed_files

STYLES = [
    file
    for folder in static_folders().values()
    for file in sorted(folder.glob("*.css"))
    if not file.name.startswith("fonts")
]
MODULES = [STATIC / "live.js", *sorted((STATIC / "live").glob("*.js"))]

_PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|float)\s*:"
    r"|text-align:\s*(?:left|right)\b)"
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|color-mix)\(")


def rules(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("style", STYLES, ids=lambda file: file.name)
def test_a_style_turns_round_in_arabic(style: Path) -> None:
    assert _PHYSICAL.findall(rules(style.read_text())) == []


@pytest.mark.parametrize("style", STYLES, ids=lambda file: file.name)
def test_a_style_takes_its_colours_from_the_theme_only(style: Path) -> None:
    css = rules(style.read_text())
    beside = "".join(file.read_text() for file in style.parent.glob("*.css"))
    shared = theme.css() + (STATIC / "house.css").read_text()
    known = set(re.findall(r"--([\w-]+):", shared + beside))

    assert _COLOUR.findall(css) == []
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= known


def test_foreign_files_are_those_of_the_lock() -> None:
    assert changed_files() == []


@pytest.mark.parametrize("module", MODULES, ids=lambda file: file.name)
def test_the_script_imports_its_own_files_only(module: Path) -> None:
    for address in re.findall(r'^import .* from "(.*)";', module.read_text(), re.MULTILINE):
        assert (module.parent / address).is_file()
