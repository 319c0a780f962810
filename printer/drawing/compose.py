"""From a document to the printer's bytes: as a picture, or in its own letters on a slow line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from printer.address import Address, Serial
from printer.drawing import native, raster
from printer.drawing.blocks import Block
from printer.drawing.layout import layout, void_notice
from printer.drawing.paint import paint
from printer.escpos_commands import feed
from printer.profile import Profile
from server.protocol.printing import Document, LinesDocument

SLOW_BAUD = 38_400
"""Up to here a picture takes 5 s and more to cross the line."""
_BITS_PER_BYTE = 10


@dataclass(frozen=True)
class Composer:
    profile: Profile
    baud: int | None = None
    """None on lines that are faster than the paper."""

    @classmethod
    def of(cls, profile: Profile, address: Address) -> Composer:
        return cls(profile, address.baud if isinstance(address, Serial) else None)

    def body(self, document: Document) -> bytes:
        """A ticket is all letters or all picture; a page for the staff only draws those lines that
        the printer has no letters for, so that a test ticket shows the code page."""
        blocks = layout(document)
        if self._in_letters and isinstance(document, LinesDocument):
            runs = groupby(blocks, key=lambda block: native.printable([block]))
            return b"".join(self._encode(list(run)) for _, run in runs)
        return self._encode(blocks)

    @lru_cache(maxsize=16)  # noqa: B019 - one composer lives as long as its process
    def void(self, label: str) -> bytes:
        return self._encode(void_notice(label))

    @property
    def cut_off(self) -> bytes:
        """Fed past the cutter, and cut."""
        return feed(self.profile.cutter_feed) + self.profile.cut

    def seconds(self, data: bytes) -> float:
        """How long the line needs for these bytes."""
        return len(data) * _BITS_PER_BYTE / self.baud if self.baud else 0.0

    def _encode(self, blocks: Sequence[Block]) -> bytes:
        if self._in_letters and native.printable(blocks):
            return native.encode(blocks, self.profile)
        return raster.encode(paint(blocks, self.profile), self.profile.scales)

    @property
    def _in_letters(self) -> bool:
        if self.profile.style == "auto":
            return self.baud is not None and self.baud <= SLOW_BAUD
        return self.profile.style == "text"
