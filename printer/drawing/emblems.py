"""What a ticket shows beside its words: the code for the phone, and the town's logo."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

import segno
from PIL import Image

from printer.drawing.blocks import Head, Paragraph, Qr
from printer.drawing.strips import MARGIN, blank, draw_paragraph
from printer.drawing.typeset import Type, width
from printer.drawing.wrap import wrap
from printer.profile import Profile

_LOGO = (160, 96)
_LOGO_BYTES = 400_000


def draw_qr(block: Qr, profile: Profile) -> Image.Image:
    """The code at the start of the line, its sentences next to it, centred on its height."""
    square = _code(block.url, profile.qr_module)
    right = bool(block.beside) and block.beside[0].direction == "rtl"
    texts = [_tight(paragraph, profile.dots - square.width - MARGIN) for paragraph in block.beside]
    high = sum(text.height for text in texts) + 12 * (len(texts) - 1)
    strip = blank(profile.dots, max(square.height, high))
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


def _tight(paragraph: Paragraph, room: int) -> Image.Image:
    """Only as wide as its longest line, so that it stands next to its neighbour."""
    kind = Type(paragraph.size, paragraph.weight, paragraph.direction)
    longest = max(width(line, kind) for line in wrap(paragraph.text, kind, room))
    return draw_paragraph(paragraph, min(room, round(longest) + 2), 0)


def draw_head(head: Head, dots: int) -> Image.Image:
    logo = _logo(head.logo)
    paragraph = Paragraph(head.name, head.size, "bold", align="center", leading=2)
    if logo is None:
        return draw_paragraph(paragraph, dots, MARGIN)
    beside = dots - logo.width - 20 - 2 * MARGIN
    kind = Type(head.size, "bold")
    if max(width(word, kind) for word in head.name.split()) > beside:
        return _below(logo, draw_paragraph(paragraph, dots, MARGIN))
    name = draw_paragraph(Paragraph(head.name, head.size, "bold"), beside, 0)
    strip = blank(dots, max(logo.height, name.height))
    strip.paste(logo, (MARGIN, (strip.height - logo.height) // 2))
    strip.paste(name, (MARGIN + logo.width + 20, (strip.height - name.height) // 2))
    return strip


def _below(logo: Image.Image, name: Image.Image) -> Image.Image:
    """Where a word of the name would not stand beside the logo whole."""
    strip = blank(name.width, logo.height + 8 + name.height)
    strip.paste(logo, ((strip.width - logo.width) // 2, 0))
    strip.paste(name, (0, logo.height + 8))
    return strip


@lru_cache(maxsize=2)
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
