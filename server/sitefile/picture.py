"""A town's crest: a PNG in base64 that the paper can draw.

It is drawn once here: a broken one would be left out of every ticket, and nobody be told.
"""

from __future__ import annotations

import struct
from base64 import b64decode
from io import BytesIO

from PIL import Image

BYTES = 200_000
SIDE = 1200
"""Dots, twice the width of the widest paper; a scanned page has twenty times as many."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">8s4x4sII")
"""Signature, kind of the first part, width, height (PNG, "IHDR")."""


def picture(encoded: str) -> str:
    """In base64, on one line. Raises ValueError."""
    encoded = "".join(encoded.split())
    try:
        png = b64decode(encoded, validate=True)
    except ValueError as error:
        raise ValueError("not base64; write it with: base64 -w0 logo.png") from error
    if len(png) > BYTES:
        raise ValueError(f"larger than {BYTES // 1000} kB; 320 dots across are enough on paper")
    _check_size(png)
    if not _ink(png):
        raise ValueError("nothing in it is dark enough to be printed; take a black and white one")
    return encoded


def _check_size(png: bytes) -> None:
    """Before anything is unpacked: a few bytes may hold a wall of dots."""
    if len(png) < _HEADER.size or not png.startswith(_SIGNATURE):
        raise ValueError("not a PNG picture; save it as PNG")
    _, _, width, height = _HEADER.unpack_from(png)
    if max(width, height) > SIDE:
        raise ValueError(
            f"{width} dots wide and {height} high; at most {SIDE} each, and 320 across are enough"
        )


def _ink(png: bytes) -> bool:
    """Whether anything stands on the paper."""
    try:
        drawn = Image.open(BytesIO(png), formats=["PNG"]).convert("RGBA")
    except Exception as error:  # Pillow has as many as there are ways to break a picture
        raise ValueError("a PNG picture that cannot be drawn; save it anew") from error
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    return bool(paper.convert("L").getextrema()[0] < 128)  # type: ignore[operator]
