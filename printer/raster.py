"""A picture into the fewest bytes that any ESC/POS printer can burn.

Bands of at most 48 rows fit the 4 KB buffer of cheap printers. Each band is cropped to its ink
and placed by the alignment (left, centre, right) that needs the fewest bytes: half the time on a
slow line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from printer.escpos_commands import ALIGN, raster

BAND_ROWS = 48
_BAND_COST = 14
"""What a band costs beside its dots, in bytes: its header, and a stop of the paper."""


@dataclass(frozen=True)
class Band:
    top: int
    rows: int
    left: int
    across: int
    align: str


def bands(picture: Image.Image) -> list[Band]:
    """The cheapest cut of the picture into bands, found row by row from the top."""
    across = _across(picture)
    ink = [_ink(row) for row in _rows(picture)]
    best: list[tuple[int, Band | None]] = [(0, None)]
    for end in range(1, len(ink) + 1):
        best.append(min(_candidates(best, ink, end, across), key=_cost))
    found: list[Band] = []
    band = best[-1][1]
    while band:
        found.append(band)
        band = best[band.top][1]
    return found[::-1]


def encode(picture: Image.Image) -> bytes:
    """`GS v 0` bands for a mode "1" picture whose width is a multiple of eight dots."""
    rows = _rows(picture)
    out, align = bytearray(), ""
    for band in bands(picture):
        if band.align != align:
            out += ALIGN[band.align]
            align = band.align
        cropped = (r[band.left : band.left + band.across] for r in rows[band.top :][: band.rows])
        out += raster(band.across, band.rows, b"".join(cropped))
    return without_real_time_codes(bytes(out))


def without_real_time_codes(data: bytes) -> bytes:
    """Printers act on `DLE EOT` and its like even inside a picture: one dot is flipped there."""
    safe = bytearray(data)
    for second, third in ((4, range(1, 9)), (5, range(1, 3)), (20, range(1, 9))):
        at = safe.find(bytes((0x10, second)))
        while at >= 0:
            if at + 2 < len(safe) and safe[at + 2] in third:
                safe[at + 1] ^= 0x80
            at = safe.find(bytes((0x10, second)), at + 1)
    return bytes(safe)


def _candidates(
    best: list[tuple[int, Band | None]], ink: list[tuple[int, int]], end: int, across: int
) -> list[tuple[int, Band]]:
    left, right = across, 0
    found = []
    for top in range(end - 1, max(-1, end - 1 - BAND_ROWS), -1):
        left, right = min(left, ink[top][0]), max(right, ink[top][1])
        wide, start, align = _place(left, right, across)
        rows = end - top
        cost = best[top][0] + _BAND_COST + rows * wide
        found.append((cost, Band(top, rows, start, wide, align)))
    return found


@lru_cache(maxsize=4096)
def _place(left: int, right: int, across: int) -> tuple[int, int, str]:
    """Bytes across, first byte and alignment of the narrowest image that holds the ink."""
    if right <= left:
        return 1, 0, "left"
    middle = min(left, across - right)
    options = [
        (right, 0, "left"),
        (across - 2 * middle, middle, "center"),
        (across - left, left, "right"),
    ]
    return min(options)


def _cost(candidate: tuple[int, Band]) -> int:
    return candidate[0]


def _rows(picture: Image.Image) -> list[bytes]:
    across = _across(picture)
    data = bytes(byte ^ 0xFF for byte in picture.tobytes())
    return [data[y * across : (y + 1) * across] for y in range(picture.height)]


def _ink(row: bytes) -> tuple[int, int]:
    """First byte with ink and the one after the last; the width and 0 when there is none."""
    filled = len(row.rstrip(b"\x00"))
    return (len(row) - len(row.lstrip(b"\x00")), filled) if filled else (len(row), 0)


def _across(picture: Image.Image) -> int:
    if picture.width % 8:
        raise ValueError("the paper's width must be a multiple of eight dots")
    return picture.width // 8
