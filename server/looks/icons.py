"""Lucide icons as inline SVG: they take the colour and the size of the text beside them.

An icon never stands alone: a word goes with it, so it is hidden from screen readers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

_FOLDER = Path(__file__).parent / "static" / "icons"
_SVG = re.compile(r"<svg[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)

# Those that point along the line of reading, and so turn round in Arabic.
_POINTING = {
    "arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-in", "log-out", "undo-2",
}  # fmt: skip

_FRAME = (
    '<svg class="{classes}" viewBox="0 0 24 24" width="24" height="24" fill="none"'
    ' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    ' aria-hidden="true" focusable="false">{shapes}</svg>'
)


@lru_cache(maxsize=512)
def icon(name: str) -> Markup:
    """The icon's `<svg class="icon">`. Raises KeyError when it is not among `names()`."""
    if name not in names():
        raise KeyError(f"no icon {name!r}: add it to ICONS in server/looks/vendor.py and fetch")
    match = _SVG.search((_FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    assert match is not None, f"{name}.svg is not an SVG"
    classes = "icon flip" if name in _POINTING else "icon"
    # Lucide's own files, sealed by vendor.json: the only markup here that is not escaped.
    return Markup(_FRAME.format(classes=classes, shapes=_one_line(match["shapes"])))


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every icon a template or a site file may name."""
    return frozenset(path.stem for path in _FOLDER.glob("*.svg"))


def _one_line(shapes: str) -> str:
    return re.sub(r"\s*\n\s*", "", shapes)
