"""A picture into the fewest bytes that any ESC/POS printer can burn, dot for dot.

Bands of a few KB fit the buffer of cheap printers. Each band is cropped to its ink, placed by the
alignment (left, centre, right) that needs the fewest bytes, and sent with the scale of `GS v 0`
(normal, double width, double height, both) that still burns the very same dots: what is drawn on
a grid of two dots, as the number and the QR code are, takes a quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from PIL import Image

from printer.escpos_commands import ALIGN, image

BAND_BYTES = 3456
"""48 rows of 80 mm paper: less than a cheap printer's buffer, and than our flush."""
BAND_ROWS = 96
_BAND_COST = 14
"""What a band costs beside its dots, in bytes: its header, and a stop of the paper."""


class Band(NamedTuple):
    """Measured on paper; `across` and `left` in bytes."""

    top: int
    rows: int
    left: int
    across: int
    align: str
    wide: bool = False
    """Each dot stands for two, side by side."""
    high: bool = False
    """Each row stands for two."""

    @property
    def cost(self) -> int:
        return _BAND_COST + self.across * self.rows // (1 + self.wide) // (1 + self.high)


def bands(picture: Image.Image, scales: bool = True) -> list[Band]:
    """The cheapest cut of the picture into bands, found row by row from the top."""
    rows = _rows(picture)
    best: list[tuple[int, Band | None]] = [(0, None)]
    one_size = [False] * len(rows)
    page = _Page(
        [_ink(row) for row in rows],
        _like_above(rows) if scales else one_size,
        _coarse(rows) if scales else one_size,
        _across(picture),
    )
    for end in range(1, len(rows) + 1):
        best.append(page.cheapest_to(end, best))
    found: list[Band] = []
    band = best[-1][1]
    while band:
        found.append(band)
        band = best[band.top][1]
    return found[::-1]


def encode(picture: Image.Image, scales: bool = True) -> bytes:
    """`GS v 0` bands for a mode "1" picture whose width is a multiple of sixteen dots.

    Without `scales` no band is enlarged by the printer.
    """
    rows = _rows(picture)
    out, align = bytearray(), ""
    for band in bands(picture, scales):
        if band.align != align:
            out += ALIGN[band.align]
            align = band.align
        sent = rows[band.top : band.top + band.rows][:: 1 + band.high]
        cropped = [row[band.left : band.left + band.across] for row in sent]
        if band.wide:
            cropped = [_halved(row) for row in cropped]
        data = b"".join(cropped)
        out += image(len(cropped[0]), len(cropped), data, wide=band.wide, high=band.high)
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


@dataclass(frozen=True)
class _Page:
    """What the search for bands looks at, row by row."""

    ink: list[tuple[int, int]]
    like_above: list[bool]
    """The same dots as the row above."""
    coarse: list[bool]
    """Only pairs of like dots."""
    across: int

    def cheapest_to(self, end: int, best: list[tuple[int, Band | None]]) -> tuple[int, Band]:
        """Of all bands that may stand above `end`, in a scale that changes no dot: what the whole
        picture takes down to there, and the last band. Every visitor waits for this loop."""
        left, right, paired, coarse, blank = self.across, 0, True, True, 0
        cheapest, found = 1 << 30, (end - 1, self.across, 0, "left", False, False)
        for top in range(end - 1, max(-1, end - 1 - BAND_ROWS), -1):
            first, last = self.ink[top]
            left, right = left if left < first else first, right if right > last else last
            coarse = coarse and self.coarse[top]
            rows = end - top
            high = rows % 2 == 0 and (paired := paired and self.like_above[top + 1])
            across, start, align = _place(left, right, self.across, 1 + coarse)
            size = across * rows >> (coarse + high)
            blank = 0 if last else blank + 1
            # Nothing above a stretch of white is worth sending the white for.
            if size > BAND_BYTES or (right and blank * across > 16 * _BAND_COST):
                break
            if (cost := best[top][0] + size) < cheapest:
                cheapest, found = cost, (top, across, start, align, coarse, high)
        top, across, start, align, coarse, high = found
        return cheapest + _BAND_COST, Band(top, end - top, start, across, align, coarse, high)


@lru_cache(maxsize=4096)
def _place(left: int, right: int, across: int, step: int) -> tuple[int, int, str]:
    """Bytes across (a multiple of `step`), first byte and alignment of the narrowest image that
    holds the ink."""
    if right <= left:
        return step, 0, "left"
    left, right = left - left % step, right + right % step
    middle = min(left, across - right)
    options = [
        (right, 0, "left"),
        (across - 2 * middle, middle, "center"),
        (across - left, left, "right"),
    ]
    return min(options)


def _like_above(rows: list[bytes]) -> list[bool]:
    return [False, *(above == row for above, row in pairwise(rows))]


def _coarse(rows: list[bytes]) -> list[bool]:
    return [not row.translate(None, _PAIRS) for row in rows]


def _halved(row: bytes) -> bytes:
    """One dot for two."""
    pairs = (
        _PAIRED[left] << 4 | _PAIRED[right] for left, right in zip(row[::2], row[1::2], strict=True)
    )
    return bytes(pairs)


def _doubled(dots: int) -> int:
    """Four dots, each twice."""
    return sum(0b11 << 2 * place for place in range(4) if dots >> place & 1)


_PAIRED = {_doubled(dots): dots for dots in range(16)}
_PAIRS = bytes(_PAIRED)


def _rows(picture: Image.Image) -> list[bytes]:
    across = _across(picture)
    data = bytes(byte ^ 0xFF for byte in picture.tobytes())
    return [data[y * across : (y + 1) * across] for y in range(picture.height)]


def _ink(row: bytes) -> tuple[int, int]:
    """First byte with ink and the one after the last; the width and 0 when there is none."""
    filled = len(row.rstrip(b"\x00"))
    return (len(row) - len(row.lstrip(b"\x00")), filled) if filled else (len(row), 0)


def _across(picture: Image.Image) -> int:
    if picture.width % 16:
        raise ValueError("the paper's width must be a multiple of sixteen dots")
    return picture.width // 8
