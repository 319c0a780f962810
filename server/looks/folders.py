"""Where each screen keeps its templates and its static files, and under which name they are known.

The name is the first part of a template's name (`kiosk/start.html`) and of an address
(`/static/kiosk/start.css`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_ROOT = Path(__file__).parents[2]

PACKAGES: Mapping[str, Path] = {
    "looks": _ROOT / "server" / "looks",
    "kiosk": _ROOT / "kiosk",
    "display": _ROOT / "display",
    "counter": _ROOT / "server" / "counter",
    "office": _ROOT / "server" / "office",
    "phone": _ROOT / "server" / "phone",
    "entrance": _ROOT / "server" / "entrance",
    "api": _ROOT / "server" / "api",
    "demo": _ROOT / "server" / "demo",
}


def template_folders() -> dict[str, Path]:
    return {name: package / "templates" for name, package in PACKAGES.items()}


def static_folders() -> dict[str, Path]:
    """What the web application mounts at `/static/NAME`."""
    return {name: package / "static" for name, package in PACKAGES.items()}


def static_url(path: str) -> str:
    """`looks/house.css` -> `/static/looks/house.css?v=0f3a9c1e`: a new content, a new address.

    Raises FileNotFoundError, so that a mistyped name fails in the first test that paints the page.
    """
    package, _, rest = path.partition("/")
    file = PACKAGES[package] / "static" / rest
    return f"/static/{path}?v={_fingerprint(file, file.stat().st_mtime_ns)}"


@lru_cache(maxsize=512)
def _fingerprint(file: Path, changed_at: int) -> str:
    del changed_at  # part of the cache key: an edited file is read again without a restart
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
