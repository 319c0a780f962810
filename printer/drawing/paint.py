"""Blocks into one black-and-white picture, exactly as the print head will burn it."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import segno
from PIL import Image, ImageDraw

from printer.drawing import layout as on_paper
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
_LOGO = (160, 96)
_LOGO_BYTES = 400_000


def paint(blocks: Sequence[on_paper.Block], profile: Profile) -> Image.Image:
    """Mode "1", `profile.dots` wide, no higher than what is drawn; black is 0."""
    strips = [_strip(block, profile) for block in blocks]
    page = Image.new("L", (profile.dots, max(1, sum(s.height for s in strips))), 255)
    y = 0
    for strip in strips:
        page.paste(strip, (0, y))
        y += strip.height
    return page.point(lambda level: 255 if level >= 128 else 0).convert(
        "1", dither=Image.Dither.NONE
    )


def _strip(block: on_paper.Block, profile: Profile) -> Image.Image:
    match block:
        case on_paper.Words():
            return _words(block, profile.dots, MARGIN)
        case on_paper.Number():
            return _number(block, profile.dots)
        case on_paper.Rule():
            return _rule(block, profile.dots)
        case on_paper.Space():
            return _blank(profile.dots, block.dots)
        case on_paper.Checkbox():
            return _checkbox(block, profile.dots)
        case on_paper.Band():
            return _band(block, profile.dots)
        case on_paper.Pair():
            return _pair(block, profile.dots)
        case on_paper.Qr():
            return _qr(block, profile)
        case on_paper.Ruler():
            return _ruler(profile)
        case on_paper.Head():
            return _head(block, profile.dots)


def _blank(dots: int, height: int) -> Image.Image:
    return Image.new("L", (dots, height), 255)


def _words(words: on_paper.Words, dots: int, margin: int) -> Image.Image:
    kind = Type(words.size, words.weight, words.direction)
    room = dots - 2 * margin
    lines = wrap(words.text, kind, room)
    heights = [line_height(line, kind) for line in lines]
    strip = _blank(dots, sum(words.leading + above + below for above, below in heights))
    draw = ImageDraw.Draw(strip)
    y = 0
    for line, (above, below) in zip(lines, heights, strict=True):
        free = room - width(line, kind)
        shift = free / 2 if words.align == "center" else free if kind.direction == "rtl" else 0
        draw_line(draw, margin + shift, y + words.leading + above, line, kind)
        y += words.leading + above + below
    return strip


def _number(block: on_paper.Number, dots: int) -> Image.Image:
    letters, digits = split_label(block.label)
    face = faces("bold")[0]
    trial = face.at(1000, "bold")
    cap = -trial.getbbox("0", anchor="ls")[1] / 1000
    gap = 0.16 if letters else 0.0
    wide = (trial.getlength(letters) + trial.getlength(digits)) / 1000 + gap
    room = dots - 2 * MARGIN
    size = int(min(NUMBER_DOTS / cap, room / wide / _NARROWEST))
    font = face.at(size, "bold")
    base = round(size * cap) + 2
    label = _blank(round(wide * size), base + 2)
    draw = ImageDraw.Draw(label)
    draw.text((0, base), letters, font=font, fill=0, anchor="ls")
    x = font.getlength(letters) + gap * size
    draw.text((x, base), digits, font=font, fill=0, anchor="ls")
    if label.width > room:
        label = label.resize((room, label.height), Image.Resampling.LANCZOS)
    strip = _blank(dots, label.height + label.height % 2)
    strip.paste(label, ((dots - label.width) // 2, 0))
    return _on_a_grid_of_two(strip)


def _on_a_grid_of_two(picture: Image.Image) -> Image.Image:
    """Four dots alike, a quarter of a millimetre together: as sharp to the eye in large letters,
    and a quarter of the bytes."""
    small = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
    black = small.point(lambda level: 255 if level >= 128 else 0)
    return black.resize(picture.size, Image.Resampling.NEAREST)


def _rule(rule: on_paper.Rule, dots: int) -> Image.Image:
    strip = _blank(dots, rule.dots)
    inset = min(rule.inset, dots // 4) + MARGIN
    ImageDraw.Draw(strip).rectangle((inset, 0, dots - inset - 1, rule.dots - 1), fill=0)
    return strip


def _ruler(profile: Profile) -> Image.Image:
    """From the first dot to the last, without a margin: what is cut off is seen."""
    facts = _words(on_paper.Words(profile.facts, 24, align="center"), profile.dots, MARGIN)
    strip = _blank(profile.dots, _RULER + facts.height)
    draw, kind = ImageDraw.Draw(strip), Type(24)
    for mm in range(int((profile.dots - 1) / profile.dots_per_mm) + 1):
        x = round(mm * profile.dots_per_mm)
        draw.line((x, 0, x, 32 if mm % 10 == 0 else 22 if mm % 5 == 0 else 12), fill=0, width=2)
        if mm % 10 == 0 and mm:
            draw_line(draw, x - width(str(mm), kind) / 2, 58, str(mm), kind)
    draw.line((profile.dots - 1, 0, profile.dots - 1, 32), fill=0)
    strip.paste(facts, (0, _RULER))
    return strip


def _checkbox(item: on_paper.Checkbox, dots: int) -> Image.Image:
    box, indent = round(item.size * 0.8), round(item.size * 1.25)
    words = on_paper.Words(item.text, item.size, "regular", item.direction, leading=8)
    text = _words(words, dots - indent - 2 * MARGIN, 0)
    strip = _blank(dots, text.height)
    right = item.direction == "rtl"
    strip.paste(text, (MARGIN if right else MARGIN + indent, 0))
    x = dots - MARGIN - box if right else MARGIN
    y = 8 + round(item.size * 0.95) - box + 1
    ImageDraw.Draw(strip).rounded_rectangle((x, y, x + box - 1, y + box - 1), 4, outline=0, width=3)
    return strip


def _band(band: on_paper.Band, dots: int) -> Image.Image:
    words = on_paper.Words(band.text, band.size, "bold", align="center", leading=10)
    text = _words(words, dots, 2 * MARGIN)
    high = text.height + 6
    strip = _blank(dots, high + high % 2)
    strip.paste(text, (0, 0))
    return _on_a_grid_of_two(strip.point(lambda level: 255 - level))


def _pair(pair: on_paper.Pair, dots: int) -> Image.Image:
    kind = Type(pair.size, pair.weight, pair.direction)
    reserved = round(width(pair.value, kind)) + pair.size // 2
    words = on_paper.Words(pair.text, pair.size, pair.weight, pair.direction)
    text = _words(words, max(dots // 3, dots - reserved - 2 * MARGIN), 0)
    strip = _blank(dots, text.height)
    right = pair.direction == "rtl"
    strip.paste(text, (dots - MARGIN - text.width if right else MARGIN, 0))
    above, below = line_height(pair.value, kind)
    x = MARGIN if right else dots - MARGIN - width(pair.value, kind)
    base = max(text.height - below, above)
    draw_line(ImageDraw.Draw(strip), x, base, pair.value, kind)
    return strip


def _qr(block: on_paper.Qr, profile: Profile) -> Image.Image:
    """The code at the start of the line, its sentences next to it, centred on its height."""
    square = _code(block.url, profile.qr_module)
    right = bool(block.beside) and block.beside[0].direction == "rtl"
    texts = [_tight(words, profile.dots - square.width - MARGIN) for words in block.beside]
    high = sum(text.height for text in texts) + 12 * (len(texts) - 1)
    strip = _blank(profile.dots, max(square.height, high))
    edge = profile.dots - square.width if right else square.width
    strip.paste(square, (edge if right else 0, (strip.height - square.height) // 2))
    y = (strip.height - high) // 2
    for text in texts:
        strip.paste(text, (edge - text.width if right else edge, y))
        y += text.height + 12
    return strip


def _code(url: str, module: int) -> Image.Image:
    picture = io.BytesIO()
    code = segno.make(url, error="m", boost_error=False, micro=False)
    code.save(picture, kind="png", scale=module, border=4)
    return Image.open(picture).convert("L")


def _tight(words: on_paper.Words, room: int) -> Image.Image:
    """Only as wide as its longest line, so that it stands next to its neighbour."""
    kind = Type(words.size, words.weight, words.direction)
    longest = max(width(line, kind) for line in wrap(words.text, kind, room))
    return _words(words, min(room, round(longest) + 2), 0)


def _head(head: on_paper.Head, dots: int) -> Image.Image:
    logo = _logo(head.logo)
    words = on_paper.Words(head.name, head.size, "bold", align="center", leading=2)
    if logo is None:
        return _words(words, dots, MARGIN)
    beside = dots - logo.width - 20 - 2 * MARGIN
    kind = Type(head.size, "bold")
    if max(width(word, kind) for word in head.name.split()) > beside:
        return _below(logo, _words(words, dots, MARGIN))
    name = _words(on_paper.Words(head.name, head.size, "bold"), beside, 0)
    strip = _blank(dots, max(logo.height, name.height))
    strip.paste(logo, (MARGIN, (strip.height - logo.height) // 2))
    strip.paste(name, (MARGIN + logo.width + 20, (strip.height - name.height) // 2))
    return strip


def _below(logo: Image.Image, name: Image.Image) -> Image.Image:
    """Where a word of the name would not stand beside the logo whole."""
    strip = _blank(name.width, logo.height + 8 + name.height)
    strip.paste(logo, ((strip.width - logo.width) // 2, 0))
    strip.paste(name, (0, logo.height + 8))
    return strip


def _logo(encoded: str | None) -> Image.Image | None:
    """A logo that cannot be read is left out: the ticket matters more."""
    if not encoded or len(encoded) > _LOGO_BYTES:
        return None
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(encoded)), formats=("PNG",))
        colour = picture.convert("RGBA")
    except (ValueError, OSError, Image.DecompressionBombError):
        return None
    flat = Image.new("RGBA", colour.size, "white")
    flat.alpha_composite(colour)
    flat.thumbnail(_LOGO, Image.Resampling.LANCZOS)
    return flat.convert("L")
