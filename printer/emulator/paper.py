"""The roll, the cutter and the pieces of paper that people hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image

CUTTER_ROWS = 120
"""The cutter stands 15 mm after the head: what was just burnt is not yet past it."""


@dataclass(frozen=True)
class Piece:
    """Rows of dots, one bit each, 1 = black."""

    rows: tuple[bytes, ...]
    texts: tuple[str, ...]
    torn: bool
    """The roll ended: this piece goes on with the next."""

    def picture(self) -> Image.Image:
        across = len(self.rows[0])
        data = bytes(byte ^ 0xFF for byte in b"".join(self.rows))
        return Image.frombytes("1", (across * 8, len(self.rows)), data)

    @property
    def ink(self) -> list[bytes]:
        return [row for row in self.rows if any(row)]


@dataclass
class PaperPath:
    across: int
    """Bytes in a row."""
    left: int
    """Rows left on the roll."""
    near_end: int = 2000
    pieces: list[Piece] = field(default_factory=list)
    _strip: list[bytes] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._thread()

    def burn(self, row: bytes) -> None:
        self._strip.append(row[: self.across].ljust(self.across, b"\x00"))
        self.left -= 1

    def note(self, text: str) -> None:
        """Letters of the printer's own font, kept readable beside their dots."""
        self._texts.append(text)

    def cut(self) -> None:
        place = len(self._strip) - CUTTER_ROWS
        if place > 0:
            self._drop(self._strip[:place], torn=False)
            self._strip = self._strip[place:]

    def replace(self, rows: int) -> None:
        """A new roll; what stood on the old one falls out."""
        self._drop(self._strip, torn=True)
        self.left = rows
        self._thread()

    @property
    def uncut(self) -> Piece:
        """What hangs in the printer, seen from above."""
        return Piece(tuple(self._strip), tuple(self._texts), torn=False)

    def _thread(self) -> None:
        self._strip = [bytes(self.across)] * CUTTER_ROWS

    def _drop(self, rows: list[bytes], *, torn: bool) -> None:
        self.pieces.append(Piece(tuple(rows), tuple(self._texts), torn))
        self._texts = []
