"""Lines of text in any script: measured, broken and drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from PIL import ImageDraw

from printer.fonts import Face, Weight, faces

Direction = Literal["ltr", "rtl"]

_NARROW_SPACES = str.maketrans("\u2009\u202f", "\u00a0\u00a0")
_SHORT_END = 16
"""A last line of fewer characters looks lost: the paragraph is then filled evenly."""


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
    face: Face


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


def wrap(text: str, kind: Type, limit: float) -> list[str]:
    """Lines no wider than `limit`, evenly filled, so that no last word stands alone."""
    lines = _fill(text, kind, limit)
    if len(lines) < 2 or len(lines[-1]) > _SHORT_END:
        return lines
    low, high = limit / 2, limit
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (
            (low, middle) if len(_fill(text, kind, middle)) == len(lines) else (middle, high)
        )
    return _fill(text, kind, high)


def _fill(text: str, kind: Type, limit: float) -> list[str]:
    lines: list[str] = []
    for piece in _pieces(text, kind, limit):
        if lines and width((lines[-1] + piece).rstrip(" "), kind) <= limit:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip(" "))
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str, kind: Type, limit: float) -> Iterator[str]:
    """What may stand at the start of a line: words, Chinese characters, parts of endless words."""
    for index, word in enumerate(text.split(" ")):
        piece = word if index == 0 else f" {word}"
        if any(unicodedata.east_asian_width(c) == "W" for c in word):
            yield from piece
        elif width(word, kind) <= limit:
            yield piece
        else:
            yield from _chopped(piece, kind, limit)


def _chopped(word: str, kind: Type, limit: float) -> Iterator[str]:
    part = ""
    for character in word:
        if part.strip() and width(part + character, kind) > limit:
            yield part
            part = ""
        part += character
    yield part


def _choose_faces(text: str, kind: Type) -> list[Face]:
    chain = faces(kind.weight)
    fixed = [_face_of(c, chain) if _strong(c) else None for c in text]
    base = _base_face(fixed, chain, kind.direction)
    chosen: list[Face] = []
    for index, character in enumerate(text):
        face = fixed[index] or _neutral_face(fixed, index, base)
        if fixed[index] is None and not (face.holds(character) or character.isspace()):
            face = _face_of(character, chain)
        chosen.append(face)
    return chosen


def _strong(character: str) -> bool:
    return unicodedata.category(character)[0] == "L"


def _base_face(fixed: list[Face | None], chain: tuple[Face, ...], direction: Direction) -> Face:
    if direction == "rtl":
        return next(face for face in chain if face.right_to_left)
    return next((face for face in fixed if face and not face.right_to_left), chain[0])


def _neutral_face(fixed: list[Face | None], index: int, base: Face) -> Face:
    """A sign between two words of one script belongs to it, any other to the paragraph."""
    before = next((face for face in reversed(fixed[:index]) if face), None)
    after = next((face for face in fixed[index:] if face), None)
    return before if before and before == after else base


def _face_of(character: str, chain: tuple[Face, ...]) -> Face:
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


def _first(pair: tuple[Face, str]) -> Face:
    return pair[0]
