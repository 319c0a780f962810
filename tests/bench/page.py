"""The figures' place in a page of docs/: each table under its title, the rest written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.bench.table import Table

BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of figures -->"
_FIGURES = re.compile(f"{re.escape(BEGIN)}(.*){re.escape(END)}", re.DOTALL)


def write_tables(page: Path, tables: Iterable[Table], alone: bool) -> None:
    """Each in the place of the table of that title, new ones at the end; `alone`: no others stay.
    Raises ValueError when the page has no place for figures."""
    old = page.read_text(encoding="utf-8")
    found = _FIGURES.search(old)
    if not found:
        raise ValueError(f"{page.name} has no place for the figures")
    told = {} if alone else _sections(found[1])
    told |= {table.title: table.markdown() for table in tables}
    text = "\n".join((BEGIN, "", *told.values(), END))
    page.write_text(old[: found.start()] + text + old[found.end() :], encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    """By title."""
    parts = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: f"### {part.strip()}\n" for part in parts}
