"""The glossary's words are those of the code: what it says is defined there, is."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.pages import DOCS, ROOT

WHERE = re.compile(r"\| (?:`(\w+)` in )?`([\w/.]+)` \|$")
ROWS = [
    (match[1], match[2])
    for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    if (match := WHERE.search(line))
]


def test_the_glossary_says_where() -> None:
    assert len(ROWS) >= 25


@pytest.mark.parametrize(("name", "place"), ROWS)
def test_a_word_is_where_the_glossary_says(name: str | None, place: str) -> None:
    path = ROOT / place

    assert path.exists()
    if name is not None:
        files = sorted(path.glob("*.py")) if path.is_dir() else [path]
        defined = {each for file in files for each in _defined(file.read_text(encoding="utf-8"))}
        assert name in defined


def _defined(text: str) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(text).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return names
