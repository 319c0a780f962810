"""The few ESC/POS commands a ticket needs (Epson's names; any clone has the first group)."""

from __future__ import annotations

ESC, GS, DLE = b"\x1b", b"\x1d", b"\x10"

RESET = ESC + b"@"
ALIGN = {"left": ESC + b"a\x00", "center": ESC + b"a\x01", "right": ESC + b"a\x02"}

FLUSH = bytes(4096)
"""Completes whatever command a dead connection left unfinished; longer than any band we send."""
COMPLETE_HEADER = bytes(16)
"""Before the first question on a new line. The bytes of `DLE EOT` would else be taken for the
height of a torn image, and thousands of bytes after them swallowed (found by fuzzing)."""
WATCH = GS + b"a\x0e"
"""Automatic status back: on-line, error and paper."""
ASK_STATUS = GS + b"r\x01"
"""Answered in order, after what was sent before has been read."""
ASK_NAMES = (GS + b"IB", GS + b"IC")
"""`GS I` 66 and 67: maker and model."""


def ask_process_id(mark: bytes) -> bytes:
    """`GS ( H` function 48: four characters come back once all before them is on paper."""
    if len(mark) != 4:
        raise ValueError("a process id has four characters")
    return GS + b"(H\x06\x0000" + mark


def ask_real_time(kind: int) -> bytes:
    """`DLE EOT n`: answered on reception, out of order. Never while an image is on its way."""
    return DLE + b"\x04" + bytes([kind])


def image(across: int, rows: int, data: bytes, *, wide: bool = False, high: bool = False) -> bytes:
    """`GS v 0`: `across` bytes wide. Obsolete at Epson, and the one every printer has; `wide` and
    `high` burn each dot twice in that direction."""
    size = across.to_bytes(2, "little") + rows.to_bytes(2, "little")
    return GS + b"v0" + bytes([wide + 2 * high]) + size + data


def feed(rows: int) -> bytes:
    """Blank paper, as images one byte wide: `ESC J` counts in units that differ by brand."""
    bands = [min(255, rows - done) for done in range(0, rows, 255)]
    return b"".join(image(1, band, bytes(band)) for band in bands)
