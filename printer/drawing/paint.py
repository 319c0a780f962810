"""Blocks into one black-and-white picture, exactly as the print head will burn it."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from printer.drawing.blocks import (
    Banner,
    Block,
    Checkbox,
    Divider,
    Head,
    Number,
    Pair,
    Paragraph,
    Qr,
    Ruler,
    Space,
)
from printer.drawing.emblems import draw_head, draw_qr
from printer.drawing.strips import (
    MARGIN,
    blank,
    draw_banner,
    draw_checkbox,
    draw_divider,
    draw_number,
    draw_pair,
    draw_paragraph,
    draw_ruler,
)
from printer.profile import Profile


def paint(blocks: Sequence[Block], profile: Profile) -> Image.Image:
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


def _strip(block: Block, profile: Profile) -> Image.Image:
    match block:
        case Paragraph():
            return draw_paragraph(block, profile.dots, MARGIN)
        case Number():
            return draw_number(block, profile.dots)
        case Divider():
            return draw_divider(block, profile.dots)
        case Space():
            return blank(profile.dots, block.dots)
        case Checkbox():
            return draw_checkbox(block, profile.dots)
        case Banner():
            return draw_banner(block, profile.dots)
        case Pair():
            return draw_pair(block, profile.dots)
        case Qr():
            return draw_qr(block, profile)
        case Ruler():
            return draw_ruler(profile)
        case Head():
            return draw_head(block, profile.dots)
