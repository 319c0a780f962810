"""Style sheets dress what there is: a class that nobody wears is taken away."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.project import ROOT, files

SHEETS = ("server", "kiosk", "display")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTOR = re.compile(r"[^{}]+(?=\{)")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
QUOTED = (
    *(re.compile(rf"{mark}([^{mark}\n]*){mark}") for mark in "\"'`"),
    re.compile(r'class="([^"]*)"'),
    re.compile(r"\{% block \w+ %\}([^{<]*)\{% endblock"),
)
"""Where a class is named: in an attribute, in words of a script, in a block of its page."""
BEGUN = re.compile(r"""([A-Za-z][\w-]*)(?:\{\{|["'] ~|\$\{)""")
"""A name whose end is put to it: `n{{ tiles|length }}`, `"paper-" ~ how`."""


def test_every_class_is_worn_somewhere() -> None:
    told = "\n".join(_text(path) for path in files() if _may_name_a_class(path))
    quoted = " ".join(said for form in QUOTED for said in form.findall(told))
    words, begun = set(re.findall(r"[\w-]+", quoted)), tuple(set(BEGUN.findall(told)))
    sheets = {path: _classes(path) for path in files() if path.suffix == ".css"}

    unworn = [
        f"{path}: .{name}"
        for path, names in sheets.items()
        for name in sorted(names - words)
        if not any(re.fullmatch(f"{start}([a-z]+|[0-9]+)", name) for start in begun)
    ]
    assert len(sheets) > 10
    assert unworn == []


def _classes(path: Path) -> set[str]:
    selectors = SELECTOR.findall(COMMENT.sub("", _text(path)))
    return {name for selector in selectors for name in CLASS.findall(selector)}


def _may_name_a_class(path: Path) -> bool:
    return path.parts[0] in SHEETS and path.suffix in (".html", ".js", ".py")


def _text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
