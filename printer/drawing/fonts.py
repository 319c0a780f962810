"""The faces a ticket is set in, and which of them holds a given character."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import fontpkg_atkinson_hyperlegible
import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
from PIL import ImageFont

Weight = Literal["regular", "bold"]

_AXES: dict[Weight, list[float]] = {"regular": [400, 90], "bold": [700, 90]}
"""Weight and width, in the order in which Noto’s variable files declare them; one has no width. A
little narrow, as Atkinson is beside it: fewer lines, and a tenth fewer bytes."""

_CHINESE_PACKAGE = "manimgx_fonts_cjk"
"""20 MB: only with `suivant[chinese]`; else what the system has (Debian's fonts-noto-cjk)."""
_SIMPLIFIED = 2
"""Of the package's five countries, whose ways of drawing a character differ."""
_CHINESE = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-{weight}.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)


@dataclass(frozen=True)
class Typeface:
    """One font file; `variable` files hold all weights, a collection several fonts."""

    path: str
    variable: bool = False
    right_to_left: bool = False
    index: int = 0

    def holds(self, character: str) -> bool:
        return ord(character) in _characters(self.path, self.index)

    def at(self, size: int, weight: Weight) -> ImageFont.FreeTypeFont:
        return _sized(self, size, weight)


def faces(weight: Weight) -> tuple[Typeface, ...]:
    """In order of preference. Atkinson Hyperlegible first: drawn for people who see badly."""
    return (_latin(weight), _WORLD, _ARABIC, *_chinese(weight))


def missing_glyphs(text: str) -> list[str]:
    """The characters of a cleaned text that no face can draw."""
    return [c for c in dict.fromkeys(text) if not c.isspace() and not _drawable(c)]


def _drawable(character: str) -> bool:
    return character in "\u200c\u200d" or any(f.holds(character) for f in faces("regular"))


def _latin(weight: Weight) -> Typeface:
    folder = fontpkg_atkinson_hyperlegible.ROOT / "files"
    return Typeface(str(folder / f"AtkinsonHyperlegible-{weight.capitalize()}.ttf"))


_WORLD = Typeface(str(fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"), variable=True)
_ARABIC = Typeface(
    str(fontpkg_noto_sans_arabic.ROOT / "files" / "NotoSansArabic[wdth,wght].ttf"),
    variable=True,
    right_to_left=True,
)


@cache
def _chinese(weight: Weight) -> tuple[Typeface, ...]:
    return tuple(_chinese_faces(weight))[:1]


def _chinese_faces(weight: Weight) -> Iterator[Typeface]:
    package = find_spec(_CHINESE_PACKAGE)
    if package and package.origin:
        path = Path(package.origin).with_name("NotoSansCJK-VF.otf.ttc")
        yield Typeface(str(path), variable=True, index=_SIMPLIFIED)
    for pattern in _CHINESE:
        path = Path(pattern.format(weight=weight.capitalize()))
        if path.is_file():
            yield Typeface(str(path))


@cache
def _sized(face: Typeface, size: int, weight: Weight) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.path, size, face.index, layout_engine=ImageFont.Layout.RAQM)
    if face.variable:
        font.set_variation_by_axes(_AXES[weight][: len(font.get_variation_axes())])
    return font


@cache
def _characters(path: str, index: int) -> frozenset[int]:
    """All code points that a font file maps to a glyph (OpenType `cmap`, formats 4 and 12)."""
    font = Path(path).read_bytes()
    start = struct.unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == b"ttcf" else 0
    cmap = _table(font, start, b"cmap")
    found: set[int] = set()
    for nth in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * nth + 4)[0]
        form = struct.unpack_from(">H", font, at)[0]
        if form == 12:
            found.update(_groups(font, at))
        elif form == 4:
            found.update(_segments(font, at))
    return frozenset(found)


def _table(font: bytes, start: int, tag: bytes) -> int:
    for index in range(struct.unpack_from(">H", font, start + 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no {tag.decode()} table")


def _groups(font: bytes, at: int) -> set[int]:
    found: set[int] = set()
    for index in range(struct.unpack_from(">I", font, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * index)
        found.update(range(first, last + 1))
    return found


def _segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    lasts = struct.unpack_from(f">{count}H", font, at + 14)
    firsts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 4 * count)
    ranges = at + 16 + 6 * count
    found: set[int] = set()
    for index, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        place = ranges + 2 * index
        offset = struct.unpack_from(">H", font, place)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = (code + deltas[index]) & 0xFFFF
            if offset:
                glyph = struct.unpack_from(">H", font, place + offset + 2 * (code - first))[0]
            if glyph:
                found.add(code)
    return found
