"""Where a key stands in a site file's text, so that a mistake is found without searching."""

from __future__ import annotations

import re
from collections.abc import Iterator

Location = tuple[int | str, ...]
"""`("services", 3, "minutes")`"""


def line_of(text: str, loc: Location) -> int | None:
    """The line of a key: inside its table, or the header of the key's own."""
    lines = text.splitlines()
    path, found, end = "", None, len(lines)
    for key, nth in _steps(loc):
        path = f"{path}.{key}".lstrip(".")
        begin = 0 if found is None else found
        if (header := _header(lines, path, nth, begin, end)) is not None:
            found, end = header, _end_of_table(lines, path, header, end)
        elif found is not None and (row := _row(lines, key, found + 1, end)) is not None:
            return row + 1
        else:
            break
    return None if found is None else found + 1


def _steps(loc: Location) -> Iterator[tuple[str, int]]:
    """Each key with the number of the entry that is meant: 0 where it is not a list."""
    for index, part in enumerate(loc):
        after = loc[index + 1] if index + 1 < len(loc) else 0
        if isinstance(part, str):
            yield part, after if isinstance(after, int) else 0


def _header(lines: list[str], path: str, nth: int, begin: int, end: int) -> int | None:
    header = re.compile(rf"\s*\[\[?{re.escape(path)}\]")
    places = [i for i in range(begin, end) if header.match(lines[i])]
    return places[nth] if nth < len(places) else None


def _end_of_table(lines: list[str], path: str, header: int, end: int) -> int:
    """Where a header stands that is neither of this table nor below it."""
    inside = re.compile(rf"\s*\[\[?{re.escape(path)}\.")
    others = (i for i in range(header + 1, end) if _is_header(lines[i]))
    return next((i for i in others if not inside.match(lines[i])), end)


def _row(lines: list[str], key: str, begin: int, end: int) -> int | None:
    for i in range(begin, end):
        if _is_header(lines[i]):
            return None
        if re.match(rf"\s*\"?{re.escape(key)}\b", lines[i]):
            return i
    return None


def _is_header(line: str) -> bool:
    """Not the line of a list in which a table or a text begins."""
    return bool(re.match(r"\s*\[", line)) and not re.match(r"\s*\[\s*[{\"']", line)
