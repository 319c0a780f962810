"""A colour is a token of the theme, so that a town's brand keeps its contrast everywhere."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.project import lines

THEME = Path("server/looks")
# Six or eight hexadecimal digits, unless they number a character (&#128276;), or a colour function.
LITERAL = re.compile(
    r"(?<!&)#(?:[0-9a-f]{8}|[0-9a-f]{6})(?![\w-])|\b(?:rgba?|hsla?|oklch)\(\s*[\d.]", re.IGNORECASE
)


def test_no_colour_is_written_outside_the_theme() -> None:
    literal = [
        f"{path}:{number}: {line.strip()}"
        for path, number, line in lines(".css", ".html", ".js", ".svg")
        if not path.is_relative_to(THEME) and LITERAL.search(line)
    ]
    assert literal == []
