"""Any town's colour in, readable colours out: the tokens of `theme.css`, in three modes.

Only brand tokens depend on the town. What tells "you are called", "all is well" or "something is
wrong" never changes from town to town, so it is written down in `FIXED`. The promise is the table
`PAIRS`: whatever colour a town picks, each pair keeps its contrast ratio (WCAG 2.2, 1.4.3, 1.4.6,
1.4.11; RGAA 3.2, 3.3). Colours leave as plain hex: television browsers from 2020 know no oklch().
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Literal, get_args

from server.looks.colour import Oklch, contrast, to_hex, to_oklch

Mode = Literal["light", "dark", "contrast"]
MODES: tuple[Mode, ...] = get_args(Mode)
Palette = Mapping[str, str]
"""Token name (`brand_text`) to `#rrggbb`; in CSS it is `--brand-text`."""

DEFAULT_BRAND = "#0b5d66"
INK, PAPER = "#14171f", "#ffffff"
SIGNAL = "#ffd23f"

FIXED: Mapping[Mode, Palette] = {
    "light": {
        "bg": "#f7f6f3", "surface": "#ffffff", "sunken": "#eeece7",
        "ink": INK, "ink2": "#454b57", "line": "#c9c6be", "control": "#6b7079",
        "ok": "#0f5f38", "ok_soft": "#dff3e6", "warn": "#7a4300", "warn_soft": "#fff0d6",
        "bad": "#a3121f", "bad_soft": "#fde5e4", "call": INK, "on_call": SIGNAL,
        "focus": INK, "focus_halo": SIGNAL,
    },
    "dark": {
        "bg": "#0b0f17", "surface": "#151b26", "sunken": "#070a10",
        "ink": "#f7f8fa", "ink2": "#c3cad6", "line": "#384152", "control": "#8b95a6",
        "ok": "#7fe0a7", "ok_soft": "#0f2e1f", "warn": "#ffc37a", "warn_soft": "#33230a",
        "bad": "#ffaaa5", "bad_soft": "#3a1416", "call": SIGNAL, "on_call": INK,
        "focus": "#ffffff", "focus_halo": INK,
    },
    "contrast": {
        "bg": "#000000", "surface": "#000000", "sunken": "#000000",
        "ink": "#ffffff", "ink2": "#ffffff", "line": "#ffffff", "control": "#ffffff",
        "ok": "#7dff9b", "ok_soft": "#000000", "warn": "#ffe14d", "warn_soft": "#000000",
        "bad": "#ffb3b0", "bad_soft": "#000000", "call": "#ffe600", "on_call": "#000000",
        "focus": "#ffe600", "focus_halo": "#000000",
        "brand": "#ffe600", "on_brand": "#000000", "brand_text": "#ffe600",
        "brand_soft": "#000000", "brand_line": "#ffe600", "brand_edge": "#ffe600",
    },
}  # fmt: skip

# Not colours of a text on a ground: a QR code and a logo stand on paper in every mode.
OTHER = {"paper": PAPER, "on_paper": INK, "scrim": "#000000", "shadow": "#00000055"}

_BACKS = ("bg", "surface", "sunken")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((front, back, 7.0) for front in ("ink", "ink2", "brand_text") for back in _BACKS),
    *((front, back, 4.5) for front in ("ok", "warn", "bad") for back in _BACKS),
    *((front, f"{front}_soft", 4.5) for front in ("ok", "warn", "bad")),
    *(("ink", f"{tint}_soft", 7.0) for tint in ("brand", "ok", "warn", "bad")),
    ("brand_text", "brand_soft", 7.0),
    ("on_brand", "brand", 4.5),
    ("on_call", "call", 7.0),
    ("call", "surface", 7.0),  # a call must leap out of the resting board
    ("call", "bg", 7.0),
    *(
        (front, back, 3.0)
        for front in ("control", "brand_edge", "brand_line", "focus")
        for back in _BACKS
    ),
    ("focus", "focus_halo", 3.0),  # one of the two rings is seen on any colour
)
"""(front, back, least ratio)"""


def palette(brand: str, mode: Mode = "light") -> Palette:
    """All colour tokens of one mode. Raises ValueError when `brand` is not `#rrggbb`."""
    tokens = dict(FIXED[mode])
    if mode != "contrast":
        tokens |= _brand_tokens(to_oklch(brand), tokens, dark=mode == "dark")
    return tokens


@lru_cache(maxsize=64)
def css(brand: str = DEFAULT_BRAND) -> str:
    """`theme.css`: custom properties for `<html data-theme="light|dark|contrast|auto">`."""
    light, dark, strong = (_declarations(palette(brand, mode), mode) for mode in MODES)
    return (
        f":root{{{light}}}\n"
        f"[data-theme=dark]{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{[data-theme=auto]{{{dark}}}}}\n"
        f"@media (prefers-contrast:more){{[data-theme=auto]{{{strong}}}}}\n"
        f"[data-theme=contrast]{{{strong}}}\n"
        f"@media print{{:root[data-theme]{{{light}}}}}\n"
    )


def broken_pairs(tokens: Palette) -> list[str]:
    """The promises this palette breaks, in words; empty when it keeps them all."""
    found = (
        (front, back, least, contrast(tokens[front], tokens[back])) for front, back, least in PAIRS
    )
    return [f"{f} on {b}: {ratio:.2f} < {least}" for f, b, least, ratio in found if ratio < least]


def _brand_tokens(brand: Oklch, fixed: Palette, *, dark: bool) -> dict[str, str]:
    backs = [fixed[name] for name in _BACKS]
    end, soft_lightness, soft_chroma = (1.0, 0.26, 0.06) if dark else (0.0, 0.955, 0.035)
    start: Callable[[float, float], float] = max if dark else min
    fill, on_fill = _fill(brand)
    soft = to_hex(Oklch(soft_lightness, min(brand.chroma, soft_chroma), brand.hue))
    text = brand._replace(lightness=start(brand.lightness, 0.60 if dark else 0.62))
    line = brand._replace(lightness=start(brand.lightness, 0.45 if dark else 0.80))
    return {
        "brand": fill,
        "on_brand": on_fill,
        "brand_edge": _toward(to_oklch(fill), end, backs, 3.0),
        "brand_soft": soft,
        "brand_text": _toward(text, end, [*backs, soft], 7.0),
        "brand_line": _toward(line, end, backs, 3.0),
    }


def _fill(wanted: Oklch) -> tuple[str, str]:
    """The colour nearest in lightness that carries ink or paper at 4.5, and which of them."""
    for nudge in range(201):
        for lightness in (wanted.lightness + nudge / 200, wanted.lightness - nudge / 200):
            if not 0 <= lightness <= 1:
                continue
            ground = to_hex(wanted._replace(lightness=lightness))
            text = max(PAPER, INK, key=lambda on: contrast(ground, on))
            if contrast(ground, text) >= 4.5:
                return ground, text
    raise AssertionError(f"neither ink nor paper can be read on any {wanted}")


def _toward(start: Oklch, end: float, against: Iterable[str], least: float) -> str:
    """The first colour, from `start` towards lightness `end`, that keeps `least` with all."""
    grounds = list(against)
    for step in range(201):
        lightness = start.lightness + (end - start.lightness) * step / 200
        colour = to_hex(start._replace(lightness=lightness))
        if all(contrast(colour, ground) >= least for ground in grounds):
            return colour
    raise AssertionError(f"no lightness of {start} keeps {least} with {grounds}")


def _declarations(tokens: Palette, mode: Mode) -> str:
    scheme = "light" if mode == "light" else "dark"
    named = {name.replace("_", "-"): value for name, value in {**tokens, **OTHER}.items()}
    return f"color-scheme:{scheme};" + "".join(f"--{k}:{v};" for k, v in named.items())
