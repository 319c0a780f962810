"""Files and functions stay small enough to be read in one go.

Beauty does not show in the median but in the longest tenth: where a function grows past a screen,
a noun is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from statistics import median, quantiles

from tests.house.project import ROOT, files

SHIPPED = ("server", "kiosk", "display", "printer")
LONGEST_FILE = 300
MEDIAN, NINE_IN_TEN, LONGEST = 5, 12, 40


def test_no_file_of_python_is_longer_than_three_hundred_lines() -> None:
    long = {
        str(path): count
        for path in files()
        if path.suffix == ".py" and (count := _lines(path)) > LONGEST_FILE
    }
    assert long == {}


def test_functions_are_short() -> None:
    lengths = dict(_functions())

    assert {place: n for place, n in lengths.items() if n > LONGEST} == {}
    assert median(lengths.values()) <= MEDIAN
    assert quantiles(lengths.values(), n=10)[-1] <= NINE_IN_TEN


def _lines(path: object) -> int:
    return len((ROOT / str(path)).read_text(encoding="utf-8").splitlines())


def _functions() -> Iterator[tuple[str, int]]:
    """Of the shipped code: where, and how many lines its statements take, from the first on."""
    for path in files():
        # A migration is written once and read never again: its length is that of the tables.
        if path.parts[0] not in SHIPPED or path.suffix != ".py" or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno} {node.name}", _length(node)


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1
