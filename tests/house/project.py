"""The project's own files: what is, or is about to be, under version control."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Paths relative to ROOT."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = filter(None, listed.split("\0"))
    return tuple(sorted(path for path in map(Path, names) if (ROOT / path).is_file()))


def lines(*suffixes: str) -> Iterator[tuple[Path, int, str]]:
    """Path, number and text of each line of the text files; of those endings alone if given."""
    for path in files():
        if suffixes and path.suffix not in suffixes:
            continue
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture
        for number, line in enumerate(text.splitlines(), start=1):
            yield path, number, line
