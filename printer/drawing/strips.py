"""Each block as a strip of dots, as wide as the paper: letters, lines and boxes."""

from __future__ import annotations

from PIL import Image, ImageDraw

from printer.drawing.blocks import Banner, Checkbox, Divider, Number, Pair, Paragraph
from printer.drawing.fonts import faces
from printer.drawing.text import split_label
from printer.drawing.typeset import Type, draw_line, line_height, width
from printer.drawing.wrap import wrap
from printer.profile import Profile

MARGIN = 8
"""Dots kept white at each side, for printers whose paper wanders."""
NUMBER_DOTS = 112
"""Height of the number's digits: 14 mm, though a narrow paper may need them narrower."""
_NARROWEST = 0.75
"""Of the letters' own width; a label longer than that allows is smaller."""
_RULER = 64
"""Dots: the marks, and the numbers under them."""


def blank(dots: int, height: int) -> Image.Image:
    return Image.new("L", (dots, height), 255)


def draw_paragraph(paragraph: Paragraph, dots: int, margin: int) -> Image.Image:
    kind = Type(paragraph.size, paragraph.weight, paragraph.direction)
    room = dots - 2 * margin
    lines = wrap(paragraph.text, kind, room)
    heights = [line_height(line, kind) for line in lines]
    strip = blank(dots, sum(paragraph.leading + above + below for above, below in heights))
    draw = ImageDraw.Draw(strip)
    y = 0
    for line, (above, below) in zip(lines, heights, strict=True):
        free = room - width(line, kind)
        shift = free / 2 if paragraph.align == "center" else free if kind.direction == "rtl" else 0
        draw_line(draw, margin + shift, y + paragraph.leading + above, line, kind)
        y += paragraph.leading + above + below
    return strip


def draw_number(block: Number, dots: int) -> Image.Image:
    label = _label(*split_label(block.label), dots - 2 * MARGIN)
    strip = blank(dots, label.height + label.height % 2)
    strip.paste(label, ((dots - label.width) // 2, 0))
    return _on_a_grid_of_two(strip)


def _label(letters: str, digits: str, room: int) -> Image.Image:
    """As high as `NUMBER_DOTS`, or as the room across allows."""
    face = faces("bold")[0]
    trial = face.at(1000, "bold")
    cap = -trial.getbbox("0", anchor="ls")[1] / 1000
    gap = 0.16 if letters else 0.0
    wide = (trial.getlength(letters) + trial.getlength(digits)) / 1000 + gap
    size = int(min(NUMBER_DOTS / cap, room / wide / _NARROWEST))
    font = face.at(size, "bold")
    base = round(size * cap) + 2
    label = blank(round(wide * size), base + 2)
    draw = ImageDraw.Draw(label)
    draw.text((0, base), letters, font=font, fill=0, anchor="ls")
    x = font.getlength(letters) + gap * size
    draw.text((x, base), digits, font=font, fill=0, anchor="ls")
    if label.width > room:
        return label.resize((room, label.height), Image.Resampling.LANCZOS)
    return label


def _on_a_grid_of_two(picture: Image.Image) -> Image.Image:
    """Four dots alike, a quarter of a millimetre together: as sharp to the eye in large letters,
    and a quarter of the bytes."""
    small = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
    black = small.point(lambda level: 255 if level >= 128 else 0)
    return black.resize(picture.size, Image.Resampling.NEAREST)


def draw_divider(divider: Divider, dots: int) -> Image.Image:
    strip = blank(dots, divider.dots)
    inset = min(divider.inset, dots // 4) + MARGIN
    ImageDraw.Draw(strip).rectangle((inset, 0, dots - inset - 1, divider.dots - 1), fill=0)
    return strip


def draw_ruler(profile: Profile) -> Image.Image:
    """From the first dot to the last, without a margin: what is cut off is seen."""
    facts = draw_paragraph(Paragraph(profile.facts, 24, align="center"), profile.dots, MARGIN)
    strip = blank(profile.dots, _RULER + facts.height)
    draw, kind = ImageDraw.Draw(strip), Type(24)
    for mm in range(int((profile.dots - 1) / profile.dots_per_mm) + 1):
        x = round(mm * profile.dots_per_mm)
        draw.line((x, 0, x, 32 if mm % 10 == 0 else 22 if mm % 5 == 0 else 12), fill=0, width=2)
        if mm % 10 == 0 and mm:
            draw_line(draw, x - width(str(mm), kind) / 2, 58, str(mm), kind)
    draw.line((profile.dots - 1, 0, profile.dots - 1, 32), fill=0)
    strip.paste(facts, (0, _RULER))
    return strip


def draw_checkbox(item: Checkbox, dots: int) -> Image.Image:
    box, indent = round(item.size * 0.8), round(item.size * 1.25)
    paragraph = Paragraph(item.text, item.size, "regular", item.direction, leading=8)
    text = draw_paragraph(paragraph, dots - indent - 2 * MARGIN, 0)
    strip = blank(dots, text.height)
    right = item.direction == "rtl"
    strip.paste(text, (MARGIN if right else MARGIN + indent, 0))
    x = dots - MARGIN - box if right else MARGIN
    y = 8 + round(item.size * 0.95) - box + 1
    ImageDraw.Draw(strip).rounded_rectangle((x, y, x + box - 1, y + box - 1), 4, outline=0, width=3)
    return strip


def draw_banner(banner: Banner, dots: int) -> Image.Image:
    paragraph = Paragraph(banner.text, banner.size, "bold", align="center", leading=10)
    text = draw_paragraph(paragraph, dots, 2 * MARGIN)
    high = text.height + 6
    strip = blank(dots, high + high % 2)
    strip.paste(text, (0, 0))
    return _on_a_grid_of_two(strip.point(lambda level: 255 - level))


def draw_pair(pair: Pair, dots: int) -> Image.Image:
    kind = Type(pair.size, pair.weight, pair.direction)
    reserved = round(width(pair.value, kind)) + pair.size // 2
    paragraph = Paragraph(pair.text, pair.size, pair.weight, pair.direction)
    text = draw_paragraph(paragraph, max(dots // 3, dots - reserved - 2 * MARGIN), 0)
    strip = blank(dots, text.height)
    right = pair.direction == "rtl"
    strip.paste(text, (dots - MARGIN - text.width if right else MARGIN, 0))
    above, below = line_height(pair.value, kind)
    x = MARGIN if right else dots - MARGIN - width(pair.value, kind)
    base = max(text.height - below, above)
    draw_line(ImageDraw.Draw(strip), x, base, pair.value, kind)
    return strip
