"""Any colour a town may pick gives readable screens."""

from __future__ import annotations

import random

import pytest

from server.looks import theme
from server.looks.colour import contrast, to_hex, to_oklch

HARD = ["#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#808080", "#777777",
        "#ff69b4", "#ffcc00", "#e30613", "#7ab800", theme.DEFAULT_BRAND]  # fmt: skip


def brands(count: int) -> list[str]:
    chance = random.Random(1)
    return HARD + [f"#{chance.randrange(1 << 24):06x}" for _ in range(count - len(HARD))]


@pytest.mark.parametrize("mode", theme.MODES)
def test_every_pair_is_readable_for_a_thousand_towns(mode: theme.Mode) -> None:
    broken = {
        brand: pairs
        for brand in brands(1000)
        if (pairs := theme.broken_pairs(theme.palette(brand, mode)))
    }

    assert broken == {}


def test_a_town_whose_colour_is_readable_keeps_it_to_the_digit() -> None:
    assert theme.palette("#0b5d66")["brand"] == "#0b5d66"


def test_a_pale_colour_is_kept_and_gets_an_edge_that_is_seen() -> None:
    tokens = theme.palette("#ffcc00")

    assert tokens["brand"] == "#ffcc00"
    assert contrast(tokens["brand_edge"], tokens["surface"]) >= 3


@pytest.mark.parametrize("brand", HARD)
def test_a_colour_survives_the_way_to_oklch_and_back(brand: str) -> None:
    assert to_hex(to_oklch(brand)) == brand


def test_what_is_not_a_colour_is_refused_with_its_text() -> None:
    with pytest.raises(ValueError, match="petrol"):
        theme.css("petrol")


def test_a_page_on_auto_follows_the_visitors_system() -> None:
    css = theme.css()

    assert "@media (prefers-color-scheme:dark){[data-theme=auto]{color-scheme:dark;" in css
    assert "--brand-text:" in css


def test_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
