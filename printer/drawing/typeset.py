"""Lines of text in any script: measured and drawn."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from PIL import ImageDraw

from printer.drawing.fonts import Typeface, Weight, faces

Direction = Literal["ltr", "rtl"]

_NARROW_SPACES = str.maketrans("\u2009\u202f", "\u00a0\u00a0")


@dataclass(frozen=True)
class Type:
    """How a paragraph is set. `size` is the em in dots."""

    size: int
    weight: Weight = "regular"
    direction: Direction = "ltr"


@dataclass(frozen=True)
class Run:
    """Consecutive characters of one face."""

    text: str
    face: Typeface


def direction_of(text: str) -> Direction:
    """The way the text's first letter runs."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"


@lru_cache(maxsize=8192)
def width(text: str, kind: Type) -> float:
    """In dots. Remembered: breaking lines asks again and again, and tickets are much alike."""
    return sum(_run_width(run, kind) for run in runs(text, kind))


def line_height(text: str, kind: Type) -> tuple[int, int]:
    """Dots above and below the base line: Arabic reaches far below a Latin descender."""
    above, below = round(kind.size * 0.95), round(kind.size * 0.29)
    for run in runs(text, kind):
        box = run.face.at(kind.size, kind.weight).getbbox(run.text, anchor="ls")
        above, below = max(above, -int(box[1])), max(below, int(box[3]))
    return above, below


def runs(text: str, kind: Type) -> list[Run]:
    """The text cut by face, in logical order. Spaces and signs stay with their neighbours."""
    text = text.translate(_NARROW_SPACES)
    chosen = _choose_faces(text, kind)
    pairs = zip(chosen, text, strict=True)
    return [Run("".join(c for _, c in group), face) for face, group in groupby(pairs, _first)]


def draw_line(draw: ImageDraw.ImageDraw, x: float, base: int, text: str, kind: Type) -> None:
    """Draw with the left end at `x` and the base line at `base`."""
    for run in _visual_order(runs(text, kind), kind.direction):
        font = run.face.at(kind.size, kind.weight)
        draw.text(
            (x, base), run.text, font=font, fill=0, anchor="ls", direction=_shaping(run, kind)
        )
        x += _run_width(run, kind)


def _choose_faces(text: str, kind: Type) -> list[Typeface]:
    chain = faces(kind.weight)
    fixed = [_face_of(c, chain) if _strong(c) else None for c in text]
    base = _base_face(fixed, chain, kind.direction)
    chosen: list[Typeface] = []
    for index, character in enumerate(text):
        face = fixed[index] or _neutral_face(fixed, index, base)
        if fixed[index] is None and not (face.holds(character) or character.isspace()):
            face = _face_of(character, chain)
        chosen.append(face)
    return chosen


def _strong(character: str) -> bool:
    return unicodedata.category(character)[0] == "L"


def _base_face(
    fixed: list[Typeface | None], chain: tuple[Typeface, ...], direction: Direction
) -> Typeface:
    if direction == "rtl":
        return next(face for face in chain if face.right_to_left)
    return next((face for face in fixed if face and not face.right_to_left), chain[0])


def _neutral_face(fixed: list[Typeface | None], index: int, base: Typeface) -> Typeface:
    """A sign between two words of one script belongs to it, any other to the paragraph."""
    before = next((face for face in reversed(fixed[:index]) if face), None)
    after = next((face for face in fixed[index:] if face), None)
    return before if before and before == after else base


def _face_of(character: str, chain: tuple[Typeface, ...]) -> Typeface:
    return next((face for face in chain if face.holds(character)), chain[0])


def _visual_order(parts: list[Run], direction: Direction) -> list[Run]:
    """From left to right. In an Arabic paragraph, neighbouring foreign runs keep their order."""
    if direction == "ltr":
        return parts
    ordered: list[Run] = []
    for arabic, group in groupby(reversed(parts), lambda run: run.face.right_to_left):
        members = list(group)
        ordered.extend(members if arabic else reversed(members))
    return ordered


def _shaping(run: Run, kind: Type) -> Direction:
    if run.face.right_to_left or (kind.direction == "rtl" and not _has_letters(run.text)):
        return "rtl"
    return "ltr"


def _has_letters(text: str) -> bool:
    return any(_strong(c) for c in text)


def _run_width(run: Run, kind: Type) -> float:
    font = run.face.at(kind.size, kind.weight)
    return float(font.getlength(run.text, direction=_shaping(run, kind)))


def _first(pair: tuple[Typeface, str]) -> Typeface:
    return pair[0]
