"""Where a key stands in a site file's text, so that a mistake is found without searching.

The file is read a second time, statement by statement: each is a small file of its own.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

Location = tuple[int | str, ...]
"""`("services", 3, "minutes")`"""
_ENDS = ('"""', "'''", "]", "}")
"""Only a line with one of these may end what began on a line before."""


def line_of(text: str, loc: Location) -> int | None:
    """The line of a key; of the table that lacks it, where it is missing."""
    lines = _lines(text)
    return next((lines[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in lines), None)


def _lines(text: str) -> dict[Location, int]:
    """Every key and every item with the line that its statement begins on."""
    found: dict[Location, int] = {}
    table: Location = ()
    tables = Counter[Location]()
    places: Iterator[Location]
    for line, statement, said in _statements(text):
        if statement.lstrip().startswith("["):
            table = _table(said, tables)
            places = (table[:n] for n in range(1, len(table) + 1))
        else:
            places = _within(said, table)
        for loc in places:
            found.setdefault(loc, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    begun, first = "", 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        first = first if begun else number
        begun, before = begun + line, begun
        if before and not any(end in line for end in _ENDS):
            continue
        try:
            said = tomllib.loads(begun)
        except (ValueError, RecursionError):
            continue
        yield first, begun, said
        begun = ""


def _table(said: dict[str, Any], tables: Counter[Location]) -> Location:
    """The place that a heading opens: in a list, the entry after the last, or inside the last."""
    loc: Location = ()
    while said:
        key, inner = next(iter(said.items()))
        loc = (*loc, key)
        if isinstance(inner, list):
            tables[loc] += 1
        if tables[loc]:
            loc = (*loc, tables[loc] - 1)
        said = {} if isinstance(inner, list) else inner
    return loc


def _within(value: Any, loc: Location) -> Iterator[Location]:
    inside: Any = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for key, inner in inside:
        yield (*loc, key)
        yield from _within(inner, (*loc, key))
