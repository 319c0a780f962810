"""What a piece of paper is made of, from top to bottom.

Sizes are em heights in dots; eight dots are a millimetre.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printer.drawing.fonts import Weight
from printer.drawing.typeset import Direction

Align = Literal["start", "center"]
CALM = 24
"""Dots of white between two thoughts."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    size: int
    weight: Weight = "regular"
    direction: Direction = "ltr"
    align: Align = "start"
    leading: int = 6
    """Dots of white above."""


@dataclass(frozen=True)
class Number:
    """The label, as high as the paper's width allows."""

    label: str


@dataclass(frozen=True)
class Divider:
    dots: int = 2
    inset: int = 0


@dataclass(frozen=True)
class Space:
    dots: int


@dataclass(frozen=True)
class Checkbox:
    text: str
    size: int
    direction: Direction = "ltr"


@dataclass(frozen=True)
class Banner:
    """White on black across the paper: cannot be overlooked."""

    text: str
    size: int


@dataclass(frozen=True)
class Pair:
    text: str
    value: str
    size: int
    weight: Weight = "regular"
    direction: Direction = "ltr"


@dataclass(frozen=True)
class Qr:
    url: str
    beside: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Ruler:
    """Millimetres across the paper, and the settings it was drawn with: shows a wrong profile."""


@dataclass(frozen=True)
class Head:
    """Whose ticket it is: the logo beside the name, or the name alone."""

    name: str
    logo: str | None
    size: int = 30


Block = Paragraph | Number | Divider | Space | Checkbox | Banner | Pair | Qr | Ruler | Head
