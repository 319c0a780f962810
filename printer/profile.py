"""What differs from one printer to the next: paper, cutter, and how it can confirm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Confirmation = Literal["auto", "process_id", "status", "none"]
TICKETS_PER_METRE = 6.875
"""Of 14.5 cm each: most are in French and one language more, or in French alone."""
Style = Literal["auto", "picture", "text"]


@dataclass(frozen=True)
class Profile:
    name: str
    dots: int = 576
    """Printable width."""
    dots_per_mm: float = 8.0
    """203 dpi."""
    qr_module: int = 6
    """Dots per QR module: 4 is the least on a thermal head, 6 reads well on phones."""
    columns: int = 48
    """Characters of font A in a line, for native text."""
    roll_metres: float = 80
    cutter_feed: int = 128
    """Dots from the head past the cutter (15 mm are 120 dots)."""
    cut: bytes = b"\x1dV\x00"
    code_page: int = 19
    """Where code page 858 stands at `ESC t`: at Epson, and at the 58 mm clones too."""
    buffer: int = 4096
    """Bytes that it still takes while it is stopped (Epson's, and clones', serial models)."""
    confirm: Confirmation = "auto"
    scales: bool = True
    """Whether dots may be sent at half their number and enlarged (`GS v 0`, m = 1 to 3). A few
    clones distort that (escpos-php, issues 96 and 610)."""
    style: Style = "auto"
    """Picture (any script), or the printer's own letters (slow lines); `auto` by the line."""

    @property
    def tickets_on_a_roll(self) -> int:
        return int(self.roll_metres * TICKETS_PER_METRE)

    @property
    def facts(self) -> str:
        """What a test ticket tells of it."""
        return f"{self.name} · {self.dots} · {round(self.dots_per_mm * 25.4)} dpi"


_WIDE = Profile("80mm")
_NARROW = Profile("58mm", dots=384, qr_module=5, columns=32, roll_metres=30)

PROFILES = {
    profile.name: profile
    for profile in (
        _WIDE,
        _NARROW,
        replace(_WIDE, name="80mm-512", dots=512, dots_per_mm=7.087, columns=42),
        replace(_WIDE, name="80mm-partial-cut", cut=b"\x1dV\x01"),
        replace(_WIDE, name="80mm-mute", confirm="none"),
        replace(_NARROW, name="58mm-mute", confirm="none"),
        replace(_WIDE, name="80mm-plain", scales=False),
        replace(_NARROW, name="58mm-plain", scales=False),
        replace(_WIDE, name="80mm-text", style="text"),
        replace(_NARROW, name="58mm-text", style="text"),
    )
}
DEFAULT = _WIDE.name


class UnknownProfile(ValueError):
    """No such profile; the message lists those that exist."""


def find(name: str) -> Profile:
    try:
        return PROFILES[name]
    except KeyError:
        raise UnknownProfile(f"profile {name!r} is not one of: {', '.join(PROFILES)}") from None
