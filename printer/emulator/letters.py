"""The printer's own letters: fixed cells of 12 by 24 dots, enlarged by `GS !`."""

from __future__ import annotations

from PIL import Image, ImageDraw

from printer.drawing.fonts import faces

CELL_WIDE, CELL_HIGH = 12, 24
LINE_ROWS = 30


def line_rows(text: str, align: int, bold: bool, size: tuple[int, int], across: int) -> list[bytes]:
    """One printed line; too long a line loses its end, as on paper it would wrap."""
    wide, high = size
    small = Image.new("L", (max(1, len(text)) * CELL_WIDE, LINE_ROWS), 255)
    draw = ImageDraw.Draw(small)
    face = faces("bold" if bold else "regular")[0]
    font = face.at(20, "bold" if bold else "regular")
    for index, letter in enumerate(text):
        draw.text((index * CELL_WIDE + CELL_WIDE / 2, CELL_HIGH - 5), letter, 0, font, "ms")
    large = small.resize((small.width * wide, small.height * high))
    paper = Image.new("L", (across * 8, large.height), 255)
    free = paper.width - large.width
    paper.paste(large, ((0, free // 2, free)[align], 0))
    dots = paper.point(lambda level: 255 if level >= 128 else 0).convert("1").tobytes()
    data = bytes(byte ^ 0xFF for byte in dots)
    return [data[i : i + across] for i in range(0, len(data), across)]
