"""A table with a header line, as spreadsheets save it: `,`, `;` or tab."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.planning.mistakes import FileMistake, PlanningFileError
from server.planning.opening import text_of
from server.protocol.brought import cleaned
from server.texts.catalogue import gettext_noop

MOST_ROWS = 20_000
_NO_HEADER = gettext_noop(
    "the column “%(column)s” is missing; the first line names the columns: %(columns)s"
)
_TWICE = gettext_noop("the column “%(column)s” is there twice; remove one")
_EMPTY = gettext_noop("“%(column)s” is empty; fill it in or remove the line")
_TOO_MANY_CELLS = gettext_noop(
    "there are more cells than columns; put quotes around a text that holds “%(separator)s”"
)
_QUOTES = gettext_noop("a quote is opened and not closed, or stands inside a text; write it twice")
_TOO_MANY_ROWS = gettext_noop("the file has more than %(most)s lines; split it by month")
_NOTHING = gettext_noop("there is nothing in the file below its header line; check the export")


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    """Counted from 1, as an editor shows it."""
    cells: dict[str, str]
    """By the column's name in small letters."""


def rows_of(data: bytes, columns: Sequence[str]) -> list[TableRow]:
    """All rows. `columns` are there and filled in; others are kept. Raises PlanningFileError."""
    text = text_of(data)
    separator = _separator(text, columns)
    lines = _lines(text, separator)
    header_line, header = next(lines, (1, []))
    names = [cell.lower() for cell in header]
    _check_header(header_line, names, columns)
    rows: list[TableRow] = []
    mistakes: list[FileMistake] = []
    for line, cells in lines:
        if len(rows) == MOST_ROWS:
            raise PlanningFileError([FileMistake(_TOO_MANY_ROWS, {"most": MOST_ROWS})])
        row = TableRow(line, dict(zip(names, [*cells, *[""] * len(names)], strict=False)))
        mistakes += [
            FileMistake(_EMPTY, {"column": c}, number=line) for c in columns if not row.cells[c]
        ]
        if any(cells[len(names) :]):
            mistakes.append(FileMistake(_TOO_MANY_CELLS, {"separator": separator}, number=line))
        rows.append(row)
    if mistakes:
        raise PlanningFileError(mistakes)
    if not rows:
        raise PlanningFileError([FileMistake(_NOTHING)])
    return rows


def _separator(text: str, columns: Sequence[str]) -> str:
    """What parts the header best; Excel may say it in a line of its own, `sep=;`."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if first.lower().startswith("sep=") and len(first) > len("sep="):
        return first[len("sep=")]

    def known(separator: str) -> int:
        return len({cell.strip('" ').lower() for cell in first.split(separator)} & {*columns})

    return max(",;\t", key=known)


def _check_header(line: int, names: Sequence[str], columns: Sequence[str]) -> None:
    told = ", ".join(columns)
    missing = [c for c in columns if c not in names]
    mistakes = [
        FileMistake(_NO_HEADER, {"column": c, "columns": told}, number=line) for c in missing
    ]
    twice = [c for c in columns if names.count(c) > 1]
    mistakes += [FileMistake(_TWICE, {"column": c}, number=line) for c in twice]
    if mistakes:
        raise PlanningFileError(mistakes)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, each with the number of its first one."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    ended = 0
    try:
        for cells in reader:
            begun, ended = ended + 1, reader.line_num
            told = [cleaned(cell) for cell in cells]
            if any(told) and not (begun == 1 and told[0].lower().startswith("sep=")):
                yield begun, told
    except csv.Error as error:
        raise PlanningFileError([FileMistake(_QUOTES, number=ended + 1)]) from error
