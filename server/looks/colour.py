"""Colour arithmetic: sRGB, OKLCH and the WCAG contrast ratio.

OKLCH keeps the hue a town chose while its lightness moves, which sRGB or HSL do not.
Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

Rgb = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_GAMUT_SLACK = 1e-4
_CHROMA_HALVINGS = 14  # finer than one step of an 8-bit channel


class Oklch(NamedTuple):
    """Lightness 0 to 1, chroma 0 to about 0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def parse(colour: str) -> Rgb:
    """Read `#rrggbb`. Raises ValueError on anything else."""
    match = _HEX.fullmatch(colour.strip())
    if match is None:
        raise ValueError(f"not a colour like #0b5d66: {colour!r}")
    digits = match.group(1)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


@lru_cache(maxsize=8192)
def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    red, green, blue = (_linear(channel) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def to_oklch(colour: str) -> Oklch:
    red, green, blue = (_linear(channel) for channel in parse(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    green_red = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    hue = math.degrees(math.atan2(blue_yellow, green_red)) % 360
    return Oklch(lightness, math.hypot(green_red, blue_yellow), hue)


def to_hex(colour: Oklch) -> str:
    """The nearest sRGB colour of the same lightness and hue; chroma gives way."""
    rgb = _to_linear(colour)
    if not _in_gamut(rgb):
        rgb = _to_linear(colour._replace(chroma=_widest_chroma(colour)))
    return "#" + "".join(f"{round(255 * _gamma(_clamp(channel))):02x}" for channel in rgb)


def _widest_chroma(colour: Oklch) -> float:
    low, high = 0.0, colour.chroma
    for _ in range(_CHROMA_HALVINGS):
        middle = (low + high) / 2
        if _in_gamut(_to_linear(colour._replace(chroma=middle))):
            low = middle
        else:
            high = middle
    return low


def _to_linear(colour: Oklch) -> Rgb:
    angle = math.radians(colour.hue)
    green_red, blue_yellow = colour.chroma * math.cos(angle), colour.chroma * math.sin(angle)
    long = (colour.lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (colour.lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (colour.lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _in_gamut(rgb: Rgb) -> bool:
    return all(-_GAMUT_SLACK <= channel <= 1 + _GAMUT_SLACK for channel in rgb)


def _clamp(channel: float) -> float:
    return max(0.0, min(1.0, channel))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)
