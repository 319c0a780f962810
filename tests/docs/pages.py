"""The pages that people read, cut into what the tests look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"


def pages() -> list[Path]:
    return [README, *sorted(DOCS.rglob("*.md"))]


def read(name: str) -> str:
    """A page of docs/, or the README."""
    path = README if name == README.name else DOCS / name
    return path.read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def sections(text: str) -> dict[str, str]:
    """Each heading, without its marks, and what stands under it up to the next heading."""
    parts = re.split(r"^#+ +(.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table row, the rulers left out."""
    for line in text.splitlines():
        if line.startswith("| ") and not set(line) <= set("|- :"):
            # A pipe inside a cell is written \| in Markdown.
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
