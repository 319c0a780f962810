"""What people read and mend stands in short lines; a style sheet says one thing a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from server.looks.vendor import LOCK, STATIC
from tests.house.project import ROOT, files, lines

LONGEST = 120
WRITTEN = {".css", ".html", ".js", ".py", ".toml"}
BESIDE = {"Makefile"}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CROWDED = re.compile(r"[;{}][ ]*[^\s]")
"""Something stands behind a declaration, an opening or an end."""
JOINED = re.compile(r"\}\n[ ]*[^\s}]")
"""A rule follows another without a blank line."""


def test_no_line_is_longer_than_a_screen_is_wide() -> None:
    ours = set(_ours())
    long = [f"{path}:{n}" for path, n, line in lines() if path in ours and len(line) > LONGEST]
    assert long == []


def test_a_style_sheet_says_one_thing_a_line() -> None:
    assert [f"{path}: {found}" for path, found in _found_in_sheets(CROWDED)] == []


def test_a_blank_line_stands_between_two_rules() -> None:
    assert [f"{path}: {found}" for path, found in _found_in_sheets(JOINED)] == []


def _ours() -> Iterator[Path]:
    """Not what was copied from elsewhere and sealed as it came: it is taken anew, never mended."""
    packages = json.loads(LOCK.read_text()).values()
    foreign = {(STATIC / name).relative_to(ROOT) for each in packages for name in each["files"]}
    for path in files():
        if path not in foreign and (path.suffix in WRITTEN or path.name in BESIDE):
            yield path


def _found_in_sheets(wrong: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    for path in _ours():
        if path.suffix == ".css":
            rules = COMMENT.sub("", (ROOT / path).read_text(encoding="utf-8"))
            yield from ((path, found) for found in wrong.findall(rules))
