"""Lucide icons as inline SVG: they take the colour and the size of the text beside them.

An icon never stands alone: a word goes with it, so it is hidden from screen readers. A page whose
live part would repeat them in forty rows carries all of them once (`sprite`) and points (`drawn`):
nothing is fetched, and a frame is a third as long.
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

_STROKES = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)
_FRAME = (
    f'<svg class="{{classes}}" width="24" height="24" {_STROKES}'
    ' aria-hidden="true" focusable="false">{shapes}</svg>'
)
_SYMBOL = f'<symbol id="i-{{name}}" {_STROKES}>{{shapes}}</symbol>'
_POINTER = '<svg class="{classes}" aria-hidden="true"><use href="#i-{name}"/></svg>'


@lru_cache(maxsize=512)
def icon(name: str) -> Markup:
    """The icon's `<svg class="icon">`. Raises KeyError when it is not among `names()`."""
    return Markup(_FRAME.format(classes=_classes(name), shapes=_shapes(name)))


@lru_cache(maxsize=512)
def drawn(name: str) -> Markup:
    """The same on a page that carries the `sprite`. Raises KeyError as `icon` does."""
    if name not in names():
        raise KeyError(_unknown(name))
    return Markup(_POINTER.format(classes=_classes(name), name=name))


@lru_cache(maxsize=1)
def sprite() -> Markup:
    """Every icon, shown nowhere."""
    symbols = (_SYMBOL.format(name=name, shapes=_shapes(name)) for name in sorted(names()))
    return Markup(f"<svg hidden>{''.join(symbols)}</svg>")


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every icon a template or a site file may name."""
    return frozenset(path.stem for path in _FOLDER.glob("*.svg"))


def _classes(name: str) -> str:
    return "icon flip" if name in _POINTING else "icon"


def _shapes(name: str) -> str:
    """Lucide's own files, sealed by vendor.json: the only markup here that is not escaped."""
    if name not in names():
        raise KeyError(_unknown(name))
    match = _SVG.search((_FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    assert match is not None, f"{name}.svg is not an SVG"
    return re.sub(r"\s*\n\s*", "", match["shapes"])


def _unknown(name: str) -> str:
    return f"no icon {name!r}: add it to ICONS in server/looks/vendor.py and fetch"
